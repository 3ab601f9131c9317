//! Purposes, and asking for a pass.

use super::Client;
use super::responses::RequestOutcome;
use crate::client_error::ClientError;
use crate::documents::cose_key;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PersonId, to_base64url};
use crate::outbox::{KeyRole, RequestKind, Signer, Task, Urgency};
use crate::pass::{Pass, may_ask, needs_pass};
use crate::registration::Registration;
use crate::requests::PassRequest;
use crate::state::{Person, Refusal};
use crate::store::StoreError;
use crate::time::{Moment, milliseconds, seconds};
use crate::views::{PassEntry, PurposeEntry};

/// How long a request for a pass is wanted, in seconds: who has not heard within a quarter of an
/// hour has left without, or has stayed.
const WANTED_FOR_S: u64 = 15 * 60;

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
    /// The purposes of the rules.
    ///
    /// # Errors
    /// [`ClientError`]: `no-rules` before the first contact.
    pub fn purposes(&self, person: PersonId) -> Result<Vec<PurposeEntry>, ClientError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let purposes = viewed.purposes(state.people.get(&person));
        let language = state.language;
        drop(state);
        purposes.ok_or_else(|| CoreError::from(Code::NoRules).say(language))
    }

    /// The passes on this phone, also those that ended within a day, the one that ends last first.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a person this phone does not know, and those of the
    /// store.
    pub fn passes(&self, person: PersonId) -> Result<Vec<PassEntry>, ClientError> {
        self.all_passes(person).map_err(|fault| self.say(&fault))
    }

    fn all_passes(&self, person: PersonId) -> Result<Vec<PassEntry>, CoreError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let current = &state.person(person)?.passes;
        let ended = match state.ended(person) {
            // What is known is still shown while the app sleeps.
            Err(StoreError::Suspended) => Vec::new(),
            ended => ended?,
        };
        let passes = current.iter().chain(&ended);
        Ok(viewed.pass_entries(passes.map(|(_, pass)| pass)))
    }

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
        let from = from_ms.map(seconds);
        let _told = self.tell_at_end();
        let asked = self.ask(person, purpose, from).await;
        asked.map_err(|fault| self.say(&fault))
    }

    async fn ask(
        &self,
        person: PersonId,
        purpose: &str,
        from: Option<u64>,
    ) -> Result<PassRequestResult, CoreError> {
        self.know_time().await;
        let (row, tap) = match self.write_pass_request(person, purpose, from) {
            Ok(written) => written,
            // The rules on this phone may be older than the authority's: before a no is told,
            // they are looked at once more. Without a network the no stands.
            Err(fault) if self.may_be_outdated(&fault) => {
                let refreshed = {
                    let _gate = self.gate.lock().await;
                    self.refresh().await
                };
                if refreshed.is_err() {
                    return Err(fault);
                }
                self.write_pass_request(person, purpose, from)?
            }
            Err(fault) => return Err(fault),
        };
        // That it waits is told before it is sent.
        self.changed();
        let settled = {
            let _gate = self.gate.lock().await;
            self.send_row(person, row, Urgency::Person).await
        };
        match settled {
            Ok(RequestOutcome::Pass(id)) => self.entry_of(person, |pass| pass.id == id),
            // Another tap has sent the same request while this one waited.
            Ok(_) => self.outcome_of(person, tap),
            // Whatever went wrong, a request that is still open goes on by itself.
            Err(fault) => self.still_waiting(person, tap, fault),
        }
    }

    /// A request that waits, whichever row it stands in by now.
    fn still_waiting(
        &self,
        person: PersonId,
        tap: IdempotencyKey,
        fault: CoreError,
    ) -> Result<PassRequestResult, CoreError> {
        let why = self.say(&fault);
        let state = self.lock();
        let open = state.person(person)?.find(|task| is_of(task, tap));
        match open.map(|(_, task)| &task.what) {
            Some(RequestKind::Pass { key, give_up_at, .. }) => {
                Ok(PassRequestResult::WaitingToSend {
                    purpose: key.clone(),
                    give_up_at_ms: milliseconds(*give_up_at),
                    why,
                })
            }
            _ => Err(fault),
        }
    }

    /// What became of a tap that another call has settled.
    fn outcome_of(
        &self,
        person: PersonId,
        tap: IdempotencyKey,
    ) -> Result<PassRequestResult, CoreError> {
        let refused = {
            let state = self.lock();
            let refusals = &state.person(person)?.refusals;
            refusals.iter().find(|refusal| refusal.tap == tap).map(Refusal::fault)
        };
        match refused {
            Some(fault) => Err(fault),
            None => self
                .entry_of(person, |pass| pass.asked_as == tap)
                .or_else(|_| self.still_waiting(person, tap, Code::AuthorityBusy.into())),
        }
    }

    /// Whether newer rules could turn this no into a yes. A quota seldom changes within the hour in
    /// which it is used, so that no is told at once while the lists are that fresh.
    fn may_be_outdated(&self, fault: &CoreError) -> bool {
        match fault.code {
            Code::NotInForce
            | Code::NoRules
            | Code::PurposeUnknown
            | Code::PurposeOver
            | Code::TooFarAhead
            | Code::NoPassNeeded
            | Code::OutsideHours
            | Code::LeadTime => true,
            Code::QuotaUsed => {
                let now_ms = self.now_ms();
                let state = self.lock();
                let stamp_at_ms = state.lists.stamp().map_or(0, |stamp| milliseconds(stamp.iat));
                now_ms.saturating_sub(stamp_at_ms) > QUOTA_FRESH_MS
            }
            _ => false,
        }
    }

    /// Hours and quotas are judged by true time: after a reboot it is asked for first. Without a
    /// network the request waits, and the authority judges.
    async fn know_time(&self) {
        let reading = self.ports.clock.read();
        let anchored = {
            let state = self.lock();
            state.time.at(&reading).anchored || state.lists.trust().is_none()
        };
        if !anchored {
            let _gate = self.gate.lock().await;
            if let Err(fault) = self.learn_time().await {
                log::debug!("time-unknown code={}", fault.code.name());
            }
        }
    }

    fn entry_of(
        &self,
        person: PersonId,
        which: impl Fn(&Pass) -> bool,
    ) -> Result<PassRequestResult, CoreError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let passes = &state.person(person)?.passes;
        let pass = passes.iter().map(|(_, pass)| pass).find(|pass| which(pass));
        pass.map(|pass| PassRequestResult::Pass(viewed.pass_entry(pass)))
            .ok_or(Code::PassUnusable.into())
    }

    /// Checks what can be checked here, makes the pass's key and writes the request down. Row and
    /// tap of the request, or of one for this purpose that is open.
    fn write_pass_request(
        &self,
        person: PersonId,
        purpose: &str,
        from: Option<u64>,
    ) -> Result<(i64, IdempotencyKey), CoreError> {
        let reading = self.ports.clock.read();
        let (request, dev, now) = {
            let state = self.lock();
            let person_state = state.person(person)?;
            let (mark, dev) = match &person_state.registration {
                Registration::Registered { mark, keys, .. } => (mark, keys.dev.clone()),
                Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
                _ => return Err(state.not_registered(person).into()),
            };
            let rules = state.lists.rules().ok_or(Code::NoRules)?;
            let wanted = rules.purpose_by_key(purpose).ok_or(Code::PurposeUnknown)?;
            let now = state.time.at(&reading);
            if let Some((row, tap)) = open_for(person_state, wanted.id, &now) {
                return Ok((row, tap));
            }
            if is_newer(&rules.min_app_version, env!("CARGO_PKG_VERSION")) {
                return Err(Code::AppTooOld.into());
            }
            let at = now.best_s();
            if now.anchored {
                let start = from.unwrap_or(at).max(at);
                may_ask(wanted, rules, at, start, person_state.counts(wanted.id))?;
            } else {
                // A clock that nobody vouches for refuses nothing; the authority judges.
                needs_pass(wanted)?;
            }
            let request = PassRequest {
                purpose: wanted.id,
                place: None,
                from,
                sub: Some(mark.as_str().to_owned()),
                cnf: String::new(),
                rules: rules.serial,
                give_up_at: at.saturating_add(WANTED_FOR_S),
                instead: None,
            };
            (request, dev, now)
        };
        let what = RequestKind::Pass {
            purpose: request.purpose,
            key: purpose.to_owned(),
            give_up_at: request.give_up_at,
            tap: IdempotencyKey::new(self.ports.random.draw()?),
            again: false,
            instead: None,
        };
        let wanted = request.purpose;
        let task = self.task_with_key(person, what, request, dev)?;
        // A second tap may have come while the vault made the key: one of them is the request.
        let written = self.write_task(person, task.clone(), |open| is_open_for(open, wanted, &now));
        if !matches!(written, Ok((_, false))) {
            self.forget_pass_key(&task);
        }
        let (row, _) = written?;
        let state = self.lock();
        match state.person(person)?.task(row).map(|task| &task.what) {
            Some(RequestKind::Pass { tap, .. }) => Ok((row, *tap)),
            _ => Err(Code::AuthorityBusy.into()),
        }
    }

    /// A request for a pass with a new key of its own.
    pub(super) fn task_with_key(
        &self,
        person: PersonId,
        what: RequestKind,
        mut request: PassRequest,
        dev: Signer,
    ) -> Result<Task, CoreError> {
        // Passes are many and short: their keys need no attestation, the account's has one.
        let (signer, made) = self.make_key(person, KeyRole::Pass, &[])?;
        request.cnf = to_base64url(&cose_key::to_bytes(&made.public));
        self.task(what, &request, vec![dev, signer])
    }
}

/// Row and tap of an open request for this purpose.
fn open_for(person_state: &Person, wanted: u64, now: &Moment) -> Option<(i64, IdempotencyKey)> {
    let (row, task) = person_state.find(|task| is_open_for(task, wanted, now))?;
    match &task.what {
        RequestKind::Pass { tap, .. } => Some((row, *tap)),
        _ => None,
    }
}

/// Whether a task is an open request for this purpose that is still wanted. One that makes another
/// pass good is nobody's tap.
fn is_open_for(task: &Task, wanted: u64, now: &Moment) -> bool {
    match &task.what {
        RequestKind::Pass { purpose, give_up_at, instead: None, .. } => {
            *purpose == wanted && milliseconds(*give_up_at) >= now.lo_ms
        }
        _ => false,
    }
}

/// Whether a task answers this tap.
fn is_of(task: &Task, wanted: IdempotencyKey) -> bool {
    matches!(&task.what, RequestKind::Pass { tap, .. } if *tap == wanted)
}

/// Whether one version, `1.2.3`, is newer than another. What is no number counts as 0.
fn is_newer(version: &str, than: &str) -> bool {
    let parts = |version: &str| -> Vec<u64> {
        version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
    };
    parts(version) > parts(than)
}
