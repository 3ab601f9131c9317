//! A network that a scene can take away.

use std::sync::atomic::{AtomicBool, Ordering};

use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};

use crate::device::NoNetwork;

/// Real HTTPS while it is there, nothing while it is not. No answer is so quick that two taps at once
/// are one after the other.
pub struct Network {
    gone: AtomicBool,
    https: HttpsTransport,
}

impl Network {
    pub fn there() -> Self {
        Self { gone: AtomicBool::new(false), https: HttpsTransport::new(Patience::default()) }
    }

    pub fn take_away(&self) {
        self.gone.store(true, Ordering::SeqCst);
    }

    pub fn give_back(&self) {
        self.gone.store(false, Ordering::SeqCst);
    }
}

impl Transport for Network {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        if self.gone.load(Ordering::SeqCst) {
            NoNetwork.send(request, trust)
        } else {
            Box::pin(async move {
                tokio::task::yield_now().await;
                self.https.send(request, trust).await
            })
        }
    }
}
