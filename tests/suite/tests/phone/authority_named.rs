//! Who issues passes, by which law, where to ask and whom to complain to: known before anybody
//! registers, and absent where the rules do not say.

use doorstep::documents::Authority;
use doorstep_authority::Region;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{Phone, clock};
use doorstep_suite::test_env::TestEnv;

/// 2020-04-16 12:00 in Moscow.
const APRIL: u64 = 1_587_027_600;

#[tokio::test]
async fn a_sync_before_registering_brings_who_issues_passes() {
    let moscow = Region::shipped("RU-MOW-2020-04-15").unwrap();
    let env = TestEnv::of(Some(moscow), APRIL).await;
    let (phone, _) = env.phone();
    assert_eq!(phone.snapshot().authority, None);
    phone.sync().await;
    assert_eq!(phone.state(), "not-registered");
    let said = |language: &str| {
        phone.client().set_language(language);
        let view = phone.snapshot().authority.unwrap();
        let text = |said: Option<doorstep::model::Sentence>| said.unwrap().text;
        [view.text.text, text(view.basis), text(view.contact), text(view.complaints)]
    };
    assert_eq!(
        said("en"),
        [
            "Passes are issued by: Government of Moscow.",
            "Required by: Decree of the Mayor of Moscow of 11 April 2020 (43-УМ).",
            "Questions: 13 Tverskaya Street, Moscow, +7 495 777-77-77.",
            "Complaints: the Prosecutor's Office of Moscow, or a court.",
        ]
    );
    let russian = said("ru");
    assert_eq!(russian[1], "Основание: Указ Мэра Москвы от 11 апреля 2020 года № 43-УМ.");
    assert!(russian.iter().all(|said| !said.contains('·')), "one language at a time: {russian:?}");
    let view = phone.snapshot().authority.unwrap();
    assert_eq!(view.telephone.as_deref(), Some("+7 495 777-77-77"));
}

#[test]
fn every_region_that_is_shipped_says_who_answers_for_it() {
    for name in Region::names() {
        let region = Region::shipped(&name).unwrap();
        let Authority { name: named, complaints, .. } = region.rules().authority.clone().unwrap();
        for texts in [&named, &complaints] {
            assert!(["ru", "en"].iter().all(|tag| texts.iter().any(|(known, _)| known == tag)));
        }
        assert!(region.rules().acts.iter().all(|act| !act.titles.is_empty()), "{name}");
    }
}

#[tokio::test]
async fn rules_that_name_nobody_are_read_and_kept_as_before() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    phone.sync().await;
    phone.start();
    let snapshot = phone.snapshot();
    assert_eq!((snapshot.in_force, snapshot.authority), (Some(true), None));
}
