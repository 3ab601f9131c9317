//! What the outside implements: clock, randomness, keys, network, and an eye for faces.

mod clock;
mod face_finder;
mod random;
mod transport;
mod vault;

pub use clock::{Clock, Reading};
pub use face_finder::{FaceFinder, FaceFinderError};
pub use random::{Random, RandomError};
pub use transport::{
    Arrived, HttpHeader, Method, Outgoing, Sending, ServerTrust, Transport, TransportError,
    TransportResult,
};
pub use vault::{KeyLevel, Vault, VaultError, VaultKey};
