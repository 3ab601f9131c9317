//! The way to the authority: what leaves is said first, because nobody can take it back.

use doorstep::crypto::sha256;
use doorstep::model::to_base64url;
use doorstep::net::HttpsTransport;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::views::SentEntry;

use crate::said::Said;

/// HTTPS, of which every request is said.
pub struct SaidFirst(pub HttpsTransport);

impl Transport for SaidFirst {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let digest = to_base64url(&sha256(&request.body));
        Said::Sends(named(request.route, &digest)).say();
        self.0.send(request, trust)
    }
}

/// A request as the phone has written it down.
pub fn written(sent: &SentEntry) -> String {
    named(&sent.route, &sent.sha256)
}

fn named(route: &str, digest: &str) -> String {
    format!("{route} {}", &digest[..12])
}
