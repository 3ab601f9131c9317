//! What the outside implements: clock, randomness, keys and network.

mod clock;
mod random;
mod transport;
mod vault;

pub use clock::{Clock, Reading};
pub use random::{Random, RandomError};
pub use transport::{
    Arrived, HttpHeader, Method, Outgoing, Sending, ServerTrust, Transport, TransportError,
    TransportResult,
};
pub use vault::{KeyLevel, Vault, VaultError, VaultKey};
