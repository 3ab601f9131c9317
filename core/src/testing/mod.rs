//! Stand-ins for what a phone gives: a clock that is moved by hand, a vault of files, randomness
//! that can be seeded, a transport that follows a script, a store that fails when told to.

mod clock;
mod faults;
mod random;
mod transport;
mod vault;

pub use clock::VirtualClock;
pub use faults::Faults;
pub use random::SeededRandom;
pub use transport::ScriptedTransport;
pub use vault::SoftwareVault;
