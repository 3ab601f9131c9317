//! A network that is not there.

use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport, TransportError};

/// Sends nothing, and says at once that there is no network.
#[derive(Debug)]
pub struct NoNetwork;

impl Transport for NoNetwork {
    fn send<'a>(&'a self, _request: Outgoing, _trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(std::future::ready(Err(TransportError::Offline)))
    }
}
