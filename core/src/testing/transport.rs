//! A network that answers from a script.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::ports::{Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult};

/// Answers requests in the order of the script and keeps what was sent. With an empty script
/// there is no network.
#[derive(Debug, Default)]
pub struct ScriptedTransport {
    script: Mutex<VecDeque<TransportResult>>,
    sent: Mutex<Vec<Outgoing>>,
}

impl ScriptedTransport {
    /// Adds an answer to the end of the script.
    pub fn answer(&self, answer: TransportResult) {
        self.script.lock().unwrap_or_else(PoisonError::into_inner).push_back(answer);
    }

    /// What was sent so far.
    pub fn sent(&self) -> Vec<Outgoing> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for ScriptedTransport {
    fn send<'a>(&'a self, request: Outgoing, _trust: &'a ServerTrust) -> Sending<'a> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let answer = self
            .script
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
            .unwrap_or(Err(TransportError::Offline));
        Box::pin(std::future::ready(answer))
    }
}
