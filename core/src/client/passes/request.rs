//! From a tap on a purpose to the pass, or to the reason why there is none yet.

use super::writing::wishes;
use super::{OpenPass, Passes};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PassId, PersonId};
use crate::outbox::Urgency;
use crate::pass::Pass;
use crate::state::RefusedRequest;
use crate::time::{milliseconds, seconds};
use crate::views::PassEntry;

/// While the lists are younger than this, a used quota is told without asking again: an hour.
const QUOTA_FRESH_MS: i64 = 3_600_000;

/// What came of asking for a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassRequestResult {
    /// It was issued.
    Pass(PassEntry),
    /// The request is kept and goes by itself, until it is given up.
    WaitingToSend {
        /// Name of the purpose.
        purpose: String,
        /// When it is given up, milliseconds since 1970.
        give_up_at_ms: i64,
        /// Why it was not sent.
        why: ClientError,
    },
}

impl Client {
    /// Asks for a pass. A second tap on a purpose whose request is open finds that request.
    ///
    /// # Errors
    /// [`ClientError`]: a refusal, told before anything is sent where the rules and the quota on
    /// this phone say so (`not-in-force`, `no-pass-needed`, `outside-hours`, `lead-time`,
    /// `quota-used`, `purpose-unknown`, `purpose-over`, `too-far-ahead`), or by the authority
    /// (`too-late` besides); `not-registered`, `key-closed`, `pass-unusable`, and those of the store
    /// and the vault.
    ///
    /// `from_ms` is when the exit begins, if not now; purposes with a lead time need it.
    pub async fn request_pass(
        &self,
        person: PersonId,
        purpose: &str,
        from_ms: Option<i64>,
    ) -> Result<PassRequestResult, ClientError> {
        self.unlocked(person)?;
        let _told = self.core.tell_at_end();
        let asked = Passes::of(&self.core, person).ask(purpose, from_ms.map(seconds)).await;
        asked.map_err(|error| self.core.say(&error))
    }
}

impl Passes<'_> {
    async fn ask(self, purpose: &str, from: Option<u64>) -> Result<PassRequestResult, CoreError> {
        self.know_time().await;
        let (row, tap) = match self.write_request(purpose, from) {
            // The rules on this phone may be older than the authority's: before a no is told,
            // they are looked at once more. Without a network the no stands.
            Err(error) if self.may_be_outdated(&error) => {
                if self.core.converse().await.refresh().await.is_err() {
                    return Err(error);
                }
                self.write_request(purpose, from)
            }
            written => written,
        }?;
        // That it waits is told before it is sent.
        self.core.changed();
        match self.send_row(row).await {
            Ok(Some(id)) => self.entry_of(|pass| pass.id == id),
            // Another tap has sent the same request while this one waited.
            Ok(None) => self.outcome_of(tap),
            // Whatever went wrong, a request that is still open goes on by itself.
            Err(error) => self.still_waiting(tap, error),
        }
    }

    async fn send_row(self, row: i64) -> Result<Option<PassId>, CoreError> {
        let conversation = self.core.converse().await;
        match OpenPass::of_row(&conversation, self.person, row)? {
            Some(open) => open.send(Urgency::Person).await,
            None => Ok(None),
        }
    }

    /// A request that waits, whichever row it stands in by now.
    fn still_waiting(
        self,
        tap: IdempotencyKey,
        error: CoreError,
    ) -> Result<PassRequestResult, CoreError> {
        let why = self.core.say(&error);
        let state = self.core.lock();
        let mut wishes = wishes(state.person(self.person)?);
        match wishes.find(|(_, wish)| wish.tap == tap) {
            Some((_, wish)) => Ok(PassRequestResult::WaitingToSend {
                purpose: wish.key.clone(),
                give_up_at_ms: milliseconds(wish.give_up_at),
                why,
            }),
            None => Err(error),
        }
    }

    /// What became of a tap that another call has settled.
    fn outcome_of(self, tap: IdempotencyKey) -> Result<PassRequestResult, CoreError> {
        let refused = {
            let state = self.core.lock();
            let refusals = &state.person(self.person)?.refusals;
            refusals.iter().find(|refusal| refusal.tap == tap).map(RefusedRequest::error)
        };
        match refused {
            Some(error) => Err(error),
            None => self
                .entry_of(|pass| pass.asked_as == tap)
                .or_else(|_| self.still_waiting(tap, Code::AuthorityBusy.into())),
        }
    }

    fn entry_of(self, which: impl Fn(&Pass) -> bool) -> Result<PassRequestResult, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let passes = &state.person(self.person)?.passes;
        let pass = passes.iter().map(|(_, pass)| pass).find(|pass| which(pass));
        pass.map(|pass| PassRequestResult::Pass(viewed.pass_entry(pass)))
            .ok_or(Code::PassUnusable.into())
    }

    /// Whether newer rules could turn this no into a yes. A quota seldom changes within the hour in
    /// which it is used, so that no is told at once while the lists are that fresh.
    fn may_be_outdated(self, error: &CoreError) -> bool {
        match error.code {
            Code::NotInForce
            | Code::NoRules
            | Code::PurposeUnknown
            | Code::PurposeOver
            | Code::TooFarAhead
            | Code::NoPassNeeded
            | Code::OutsideHours
            | Code::LeadTime => true,
            Code::QuotaUsed => {
                let now_ms = self.core.now_ms();
                let state = self.core.lock();
                let stamp_at_ms = state.lists.stamp().map_or(0, |stamp| milliseconds(stamp.iat));
                now_ms.saturating_sub(stamp_at_ms) > QUOTA_FRESH_MS
            }
            _ => false,
        }
    }

    /// Hours and quotas are judged by true time: after a reboot it is asked for first. Without a
    /// network the request waits, and the authority judges.
    async fn know_time(self) {
        let reading = self.core.ports.clock.read();
        let anchored = {
            let state = self.core.lock();
            state.time.at(&reading).anchored || state.lists.trust().is_none()
        };
        if !anchored && let Err(error) = self.core.converse().await.learn_time().await {
            log::debug!("time-unknown code={}", error.code.name());
        }
    }
}
