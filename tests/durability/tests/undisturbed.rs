//! The same life without a kill: one process from the registration to the evidence. Small enough to be run on
//! an emulated processor as well.

use doorstep_durability::clock::FileClock;
use doorstep_durability::said::Holds;
use doorstep_durability::script::Script;
use doorstep_durability::town::Town;

#[tokio::test]
async fn a_life_that_nothing_disturbs_is_told_once_and_proven() {
    let town = Town::new().await;
    let mut script = Script::open(town.phone.clone(), 7, None);
    script.live(60).await;
    script.finish().await;
    let now_ms = FileClock::open(&town.phone.clock_file).now_ms();
    let holds = Holds::read(&script.client, &town.phone.store(), now_ms).unwrap();
    drop(script);
    assert_eq!(town.ledger().await.unwrap(), holds.reported);
    let kinds = ["order", "seen", "begin", "presence", "check", "answer", "declare"];
    let missing = kinds.iter().filter(|kind| !holds.reported.iter().any(|told| told == *kind));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new(), "{:?}", holds.reported);
    let (accounts, passes) = town.issued().await.unwrap();
    // Those that are over are not listed any more.
    assert!(accounts == 1 && passes > 0 && passes >= holds.passes.len() as u64);
    town.proves().unwrap();
    town.stop().await;
}
