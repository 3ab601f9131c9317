//! The process that is killed and traced: lives on a home as its one argument says, which is JSON.

use doorstep_durability::child::Told;
use doorstep_durability::script::Script;

// One thread, so that its system calls have one order.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let argument = std::env::args().nth(1).unwrap();
    let Told { home, seed, steps, synchronous, is_last } = serde_json::from_str(&argument).unwrap();
    let mut script = Script::open(home, seed, synchronous);
    script.live(steps).await;
    if is_last {
        script.finish().await;
    }
}
