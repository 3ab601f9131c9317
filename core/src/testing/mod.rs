//! Stand-ins for what a phone gives: a clock that is moved by hand, a vault of files, randomness
//! that can be seeded, a transport that follows a script, a store that fails when told to. And
//! readers of foreign bytes that nothing public reaches, for fuzzing.

mod clock;
mod faults;
mod random;
mod replies;
mod transport;
mod vault;

pub use clock::VirtualClock;
pub use faults::Faults;
pub use random::SeededRandom;
pub use replies::{REPLIES, Reply};
pub use transport::ScriptedTransport;
pub use vault::SoftwareVault;
