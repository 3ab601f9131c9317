//! What a phone has acknowledged is there after its process was killed and after its power went.
//!
//! A child process lives a patient's days on one home, with the real authority over real HTTPS, and says on its
//! standard output what is durable (`said`). `tests/kill_9.rs` kills it at random moments. `strace` records its
//! system calls, from which `disk` makes what a power cut may have left (`tests/power_loss.rs`).

pub mod child;
pub mod clock;
pub mod disk;
pub mod draws;
pub mod home;
pub mod known;
pub mod said;
pub mod script;
pub mod strace;
pub mod town;
pub mod wire;
