//! Notices of the authority, and what the person disputes (`PROTOCOL.md §4.18`).

use super::{Patient, is_too_long};
use crate::client::Client;
use crate::client::core::Conversation;
use crate::client_error::ClientError;
use crate::documents::Notice;
use crate::error::{Code, CoreError};
use crate::model::{CheckId, NoticeId, PersonId, from_base64url};
use crate::quarantine::journal::{Disputed, Entry, Event, Kind, dispute, notice};
use crate::state::{KeptNotice, Quarantine};
use crate::views::{DisputeState, NoticeView};

impl Client {
    /// Notices of the authority, newest first.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`, and those of the store.
    pub fn notices(&self, person: PersonId) -> Result<Vec<NoticeView>, ClientError> {
        self.unlocked(person)?;
        Patient::of(&self.core, person).notices().map_err(|error| self.core.say(&error))
    }

    /// Disputes a notice or a check by its name, or an entry of the journal by its number. The
    /// authority is told with the next reports, and is shown what is written.
    ///
    /// # Errors
    /// [`ClientError`]: `unknown-reference`, `too-long`, `no-order` once the account goes on on another
    /// phone, `person-unknown`, and those of the store.
    pub fn dispute(
        &self,
        person: PersonId,
        reference: &str,
        text: &str,
    ) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Patient::of(&self.core, person).dispute(reference, text))
    }
}

impl Patient<'_> {
    fn notices(self) -> Result<Vec<NoticeView>, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        let Some(quarantine) = &known.quarantine else { return Ok(Vec::new()) };
        let viewed = state.viewed(state.time.at(&reading));
        let days = quarantine
            .orders
            .current()
            .and_then(|order| order.newest().order.appeal.as_ref().map(|appeal| appeal.days));
        let disputes = self.disputes(&state, quarantine)?;
        let state_of = |id: NoticeId| {
            disputes.iter().find(|(of, _)| of == id.bytes()).map(|(_, state)| *state)
        };
        let kept = quarantine.notices.iter().rev();
        Ok(kept.filter_map(|(_, kept)| viewed.notice(kept, days, state_of)).collect())
    }

    /// The documents that the person disputes, with how far each has come.
    fn disputes(
        self,
        state: &crate::state::State,
        quarantine: &Quarantine,
    ) -> Result<Vec<([u8; 8], DisputeState)>, CoreError> {
        if quarantine.notices.is_empty() {
            return Ok(Vec::new());
        }
        let delivery = quarantine.delivery.as_ref();
        let confirmed = delivery.map_or(0, |delivery| delivery.confirmed().reports.seq);
        let read = quarantine.notices.iter().filter_map(|(_, kept)| kept.read());
        let about: Vec<u64> = read.flat_map(|notice| notice.document.about).collect();
        let far = |seq: u64| match (about.contains(&seq), seq <= confirmed) {
            (true, _) => DisputeState::Answered,
            (false, true) => DisputeState::Received,
            (false, false) => DisputeState::Queued,
        };
        let entries = quarantine.entries(&state.store, self.person, 1, usize::MAX)?;
        let disputed = entries.iter().filter(|entry| entry.kind == Kind::Dispute);
        let named = disputed.filter_map(|entry| match entry.event()? {
            Event::Dispute {
                open: dispute::Open { disputed: Disputed::Document(id), .. }, ..
            } => Some((id, far(entry.seq?))),
            _ => None,
        });
        Ok(named.collect())
    }

    /// Takes the notices that came.
    pub async fn take_notices_of(
        self,
        conversation: &Conversation<'_>,
        sent: &[String],
    ) -> Result<(), CoreError> {
        self.with_newest_keys(conversation, |patient| patient.take_notices(sent)).await
    }

    /// The same, each in a transaction of its own. Whether all of them could be read by the keys that
    /// this phone knows.
    fn take_notices(self, sent: &[String]) -> Result<bool, CoreError> {
        let mut are_read = true;
        for one in sent {
            let mut state = self.core.lock();
            let read = from_base64url(one).and_then(|bytes| {
                let trust = state.lists.trust()?;
                let signed = Notice::read(&bytes, trust, state.lists.iss()).ok()?;
                Some((bytes, signed))
            });
            let Some((signed, notice)) = read else {
                log::warn!("notice-not-read");
                are_read = false;
                continue;
            };
            let mut writing = self.begin(&state)?;
            let journal = writing.edit.after.journal();
            let is_ours = journal.is_some_and(|journal| journal.chain == notice.document.chain);
            let id = notice.document.id;
            if !is_ours || seen_notices(Some(&writing.edit.after)).contains(&id) {
                continue;
            }
            let at = writing.moment(&state);
            writing.report(&state);
            writing.edit.keep_notice(KeptNotice { signed, came: at.within });
            writing.write(&Event::Notice {
                open: notice::Open { at, id, digest: notice.digest },
                private: notice::Private { text: None },
            })?;
            self.commit(&mut state, writing)?;
        }
        Ok(are_read)
    }

    fn dispute(self, reference: &str, text: &str) -> Result<(), CoreError> {
        if is_too_long(text) {
            return Err(Code::TooLong.into());
        }
        let mut state = self.core.lock();
        self.has_not_moved(&state)?;
        let mut writing = self.begin(&state)?;
        let disputed = {
            let known = state.person(self.person)?.quarantine.as_ref();
            let quarantine = known.ok_or(Code::UnknownReference)?;
            self.disputed(&state, quarantine, reference)?
        };
        let at = writing.moment(&state);
        writing.report(&state);
        writing.write(&Event::Dispute {
            open: dispute::Open { at, disputed },
            private: dispute::Private { text: Some(text.to_owned()) },
        })?;
        self.commit_at_once(&mut state, writing)
    }

    /// What a reference names: a notice, a check, or an entry that was reported.
    fn disputed(
        self,
        state: &crate::state::State,
        quarantine: &Quarantine,
        reference: &str,
    ) -> Result<Disputed, CoreError> {
        let unknown = || CoreError::from(Code::UnknownReference);
        if let Ok(n) = reference.parse::<u64>() {
            let found = quarantine.entries(&state.store, self.person, n, 1)?;
            let entry = found.into_iter().find(|entry| entry.n == n);
            return entry.and_then(|entry| entry.seq).map(Disputed::Reported).ok_or_else(unknown);
        }
        if let Ok(id) = reference.parse::<NoticeId>()
            && seen_notices(Some(quarantine)).contains(&id)
        {
            return Ok(Disputed::Document(*id.bytes()));
        }
        let id: CheckId = reference.parse().map_err(|_| unknown())?;
        let journal = quarantine.journal().ok_or_else(unknown)?;
        let is_it = |entry: &Entry| {
            entry.kind == Kind::Check
                && matches!(entry.event(), Some(Event::Check { open }) if open.id == id)
        };
        let found = journal.entries_back_to(&state.store, self.person, is_it)?;
        match found.first().filter(|entry| is_it(entry)) {
            Some(_) => Ok(Disputed::Document(*id.bytes())),
            None => Err(unknown()),
        }
    }
}

/// The notices that a phone holds.
pub fn seen_notices(quarantine: Option<&Quarantine>) -> Vec<NoticeId> {
    let kept = quarantine.map(|quarantine| quarantine.notices.iter()).into_iter().flatten();
    kept.filter_map(|(_, kept)| kept.read()).map(|notice| notice.document.id).collect()
}
