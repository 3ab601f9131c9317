//! Why no answer came.

use std::error::Error;
use std::io;

use crate::ports::TransportError;

/// A refused certificate is somebody else's; anything else is no network.
pub fn cause(error: &(dyn Error + 'static)) -> TransportError {
    if is_of_tls(error) { TransportError::Interfered } else { TransportError::Offline }
}

/// Whether TLS refused. Errors of the system wrap others, in layers that `source` skips.
fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>()
        || wrapped.is_some_and(|inner| is_of_tls(inner))
        || error.source().is_some_and(is_of_tls)
}
