//! What a sync says of passes that last for days. Its word is unsigned, so whoever holds the server's
//! TLS key could take a pass away with it: a revocation counts once the signed status list bears it
//! out (`PROTOCOL.md §12.4`).

use crate::client::account::Account;
use crate::client::core::Conversation;
use crate::documents::{Status, pass_claims};
use crate::lists::{ListScope, Lists};
use crate::pass::Pass;
use crate::requests::DeniedPass;

impl Account<'_> {
    /// The revocations among these that are known already or are proven. The list is fetched for the
    /// first alone: it names every such pass of the region.
    pub async fn proven(
        self,
        conversation: &Conversation<'_>,
        mut denied: Vec<DeniedPass>,
    ) -> Vec<DeniedPass> {
        let is_known = |passes: &[(i64, Pass)], denied: &DeniedPass| {
            let known = passes.iter().find(|(_, pass)| denied.pass.parse() == Ok(pass.id));
            known.is_none_or(|(_, pass)| pass.denied_from == Some(denied.from))
        };
        let held = {
            let state = self.core.lock();
            state
                .person(self.person)
                .map(|person_state| person_state.passes.clone())
                .unwrap_or_default()
        };
        if denied.iter().all(|denied| is_known(&held, denied)) {
            return denied;
        }
        if let Err(error) = conversation.refresh_with(ListScope::WithStatus).await {
            log::warn!("revocation-not-proven code={}", error.code.name());
        }
        let state = self.core.lock();
        denied.retain(|denied| {
            is_known(&held, denied)
                || held.iter().any(|(_, pass)| {
                    denied.pass.parse() == Ok(pass.id) && is_revoked(pass, &state.lists)
                })
        });
        denied
    }
}

/// Whether the status list says of this pass that it is revoked.
fn is_revoked(pass: &Pass, lists: &Lists) -> bool {
    let place = pass_claims(&pass.bytes()).and_then(|claims| claims.status);
    let (Some(place), Some(list)) = (place, lists.status()) else { return false };
    list.uri == place.uri && list.status(place.idx).is_some_and(|status| status != Status::Valid)
}
