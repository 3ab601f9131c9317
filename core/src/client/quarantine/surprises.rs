//! Surprise checks that a reply brought (`PROTOCOL.md §21.3`).

use super::Patient;
use crate::client::core::Conversation;
use crate::documents::SurpriseCheck;
use crate::error::{Code, CoreError};
use crate::model::{CheckId, from_base64url};
use crate::quarantine::checks::SurpriseRefusal;
use crate::state::{KeptCheck, Quarantine};

impl Patient<'_> {
    /// Takes the checks that came; what the keys of this phone cannot read is tried once more with newer
    /// ones.
    pub async fn take_checks_of(
        self,
        conversation: &Conversation<'_>,
        sent: &[String],
    ) -> Result<(), CoreError> {
        self.with_newest_keys(conversation, |patient| patient.take_checks(sent)).await
    }

    /// The same, each in a transaction of its own. Whether all of them could be read by the keys that this
    /// phone knows.
    fn take_checks(self, sent: &[String]) -> Result<bool, CoreError> {
        let facts = self.core.facts_heard();
        let mut are_read = true;
        for one in sent {
            let read = {
                let state = self.core.lock();
                let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
                let journal = known.quarantine.as_ref().and_then(Quarantine::journal);
                let chain = journal.map(|journal| journal.chain);
                from_base64url(one).and_then(|bytes| {
                    let trust = state.lists.trust()?;
                    let signed = SurpriseCheck::read(&bytes, trust, state.lists.iss()).ok()?;
                    let is_ours = chain == Some(signed.document.chain);
                    Some((bytes, signed, is_ours))
                })
            };
            let Some((bytes, signed, is_ours)) = read else {
                log::warn!("check-not-read");
                are_read = false;
                continue;
            };
            if !is_ours {
                log::warn!("check-of-another-chain");
                continue;
            }
            self.watch(&facts, |it| {
                it.tick();
                let before = it.checks.clone();
                match it.checks.arrived(&signed, it.asking, it.now, it.pen) {
                    Ok(()) if *it.checks == before => return,
                    Ok(()) => {}
                    Err(SurpriseRefusal::Repeated) => return,
                    Err(why) => log::warn!("check-refused why={}", why.name()),
                }
                let came = it.now.moment.within;
                it.came.push(KeptCheck { signed: bytes.clone(), came });
            })?;
        }
        Ok(are_read)
    }
}

/// The checks that a phone holds and the authority might bring again.
pub fn seen_checks(known: &Quarantine, now: u64) -> Vec<CheckId> {
    let kept = known.kept_checks.iter().filter_map(|(_, kept)| kept.read());
    let lasting = kept.filter(|signed| signed.document.exp > now);
    lasting.map(|signed| signed.document.id).collect()
}
