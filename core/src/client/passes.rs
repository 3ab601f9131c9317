//! Purposes, and asking for a pass.

use super::Client;
use super::settle::Settled;
use crate::crypto::sha256;
use crate::documents::cose_key;
use crate::error::{ClientError, Code, Fault};
use crate::model::{IdempotencyKey, MS, PassId, PersonId, Sentence, to_base64url};
use crate::outbox::{Signer, Task, Urgency, What, Whose};
use crate::pass::{Pass, PassState, may_ask};
use crate::registration::Registration;
use crate::requests::{PassRequest, QuotaCount};
use crate::time::milliseconds;

/// How long a request for a pass is wanted, in seconds: who has not heard within a quarter of an
/// hour has left without, or has stayed.
const WANTED_FOR_S: u64 = 15 * 60;

/// A reason to leave home, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeEntry {
    /// Number in the rules.
    pub id: u64,
    /// Name to ask by.
    pub key: String,
    /// Label in the language that is set.
    pub label: String,
    /// How long a pass lasts.
    pub minutes: u64,
    /// How much of the quota is used, if there is one: `n` of `m`, the next free at `next` (Unix
    /// seconds).
    pub quota: Option<QuotaCount>,
    /// Whether a pass is needed.
    pub pass_needed: bool,
    /// Whether this is emergency care.
    pub emergency: bool,
    /// What to know before asking: that none is needed, or how much is used.
    pub note: Option<Sentence>,
}

/// A pass, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassEntry {
    /// Its name.
    pub id: PassId,
    /// Name of its purpose.
    pub purpose: String,
    /// Label of its purpose in the language that is set.
    pub label: String,
    /// When it begins, milliseconds since 1970.
    pub valid_from_ms: i64,
    /// When it ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// Until when a revoked one is good for the way home.
    pub home_until_ms: Option<i64>,
    /// Where it stands.
    pub state: PassState,
    /// The same as a sentence.
    pub text: Sentence,
}

/// What came of asking for a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
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
        let purposes = state.purposes(person, &state.time.at(&reading));
        let language = state.language;
        drop(state);
        purposes.ok_or_else(|| Fault::from(Code::NoRules).say(language))
    }

    /// The passes on this phone, the one that ends last first.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a person this phone does not know.
    pub fn passes(&self, person: PersonId) -> Result<Vec<PassEntry>, ClientError> {
        self.known(person).map_err(|fault| self.say(&fault))?;
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now = state.time.at(&reading);
        Ok(state.pass_entries(person, &now))
    }

    /// Asks for a pass. A second tap on a purpose whose request is open finds that request.
    ///
    /// # Errors
    /// [`ClientError`]: a refusal, told before anything is sent where the rules and the quota on
    /// this phone say so (`not-in-force`, `no-pass-needed`, `outside-hours`, `lead-time`,
    /// `quota-used`, `purpose-unknown`), or by the authority (`too-late` besides); `not-registered`,
    /// `key-closed`, `pass-unusable`, and those of the store and the vault.
    pub async fn request_pass(
        &self,
        person: PersonId,
        purpose: &str,
    ) -> Result<Asked, ClientError> {
        let asked = self.ask(person, purpose).await;
        self.changed();
        asked.map_err(|fault| self.say(&fault))
    }

    async fn ask(&self, person: PersonId, purpose: &str) -> Result<Asked, Fault> {
        self.know_time().await;
        let (row, key) = match self.write_pass_request(person, purpose) {
            Ok(written) => written,
            // The rules on this phone may be older than the authority's: before a no is told,
            // they are looked at once more. Without a network the no stands.
            Err(fault) if fault.may_be_outdated() => {
                let _gate = self.gate.lock().await;
                if self.refresh().await.is_err() {
                    return Err(fault);
                }
                self.write_pass_request(person, purpose)?
            }
            Err(fault) => return Err(fault),
        };
        let settled = {
            let _gate = self.gate.lock().await;
            self.send_row(person, row, Urgency::Person).await
        };
        match settled {
            Ok(Settled::Pass(id)) => self.entry_of(person, |pass| pass.id == id),
            // Another tap has sent the same request while this one waited.
            Ok(_) => self.entry_of(person, |pass| pass.asked_as == key),
            Err(fault) if fault.keeps_waiting() => Ok(Asked::WaitingToSend {
                purpose: purpose.to_owned(),
                give_up_at_ms: self.given_up_at_ms(person, row),
                why: self.say(&fault),
            }),
            Err(fault) => Err(fault),
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

    fn given_up_at_ms(&self, person: PersonId, row: i64) -> i64 {
        let state = self.lock();
        let task = state.person(person).ok().and_then(|affairs| affairs.task(row));
        match task.map(|task| &task.what) {
            Some(What::Pass { give_up_at, .. }) => milliseconds(*give_up_at),
            _ => 0,
        }
    }

    fn entry_of(&self, person: PersonId, which: impl Fn(&Pass) -> bool) -> Result<Asked, Fault> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now = state.time.at(&reading);
        let passes = &state.person(person)?.passes;
        let pass = passes.iter().map(|(_, pass)| pass).find(|pass| which(pass));
        pass.map(|pass| Asked::Pass(state.pass_entry(pass, &now))).ok_or(Code::PassUnusable.into())
    }

    /// Checks what can be checked here, makes the pass's key and writes the request down.
    fn write_pass_request(
        &self,
        person: PersonId,
        purpose: &str,
    ) -> Result<(i64, IdempotencyKey), Fault> {
        let reading = self.ports.clock.read();
        let (request, dev) = {
            let state = self.lock();
            let affairs = state.person(person)?;
            let (mark, dev) = match &affairs.registration {
                Registration::Registered { mark, keys, .. } => (mark, keys.dev.clone()),
                Registration::Closed { .. } => return Err(Code::KeyClosed.into()),
                _ => return Err(Code::NotRegistered.into()),
            };
            let rules = state.lists.rules().ok_or(Code::NoRules)?;
            let wanted = rules.purpose_by_key(purpose).ok_or(Code::PurposeUnknown)?;
            let now = state.time.at(&reading);
            let open = affairs.tasks.iter().find(|(_, task)| is_open_for(task, wanted.id, &now));
            if let Some((row, task)) = open {
                return Ok((*row, task.idempotency));
            }
            if is_newer(&rules.min_app_version, env!("CARGO_PKG_VERSION")) {
                return Err(Code::AppTooOld.into());
            }
            may_ask(wanted, rules, &now, affairs.quotas.get(&wanted.id))?;
            let give_up_at = now.best_s().saturating_add(WANTED_FOR_S);
            let request = PassRequest {
                purpose: wanted.id,
                place: None,
                from: None,
                sub: Some(mark.as_str().to_owned()),
                cnf: String::new(),
                rules: rules.serial,
                give_up_at,
            };
            (request, dev)
        };
        self.write_with_key(person, request, purpose, dev, false)
    }

    fn write_with_key(
        &self,
        person: PersonId,
        mut request: PassRequest,
        key: &str,
        dev: Signer,
        again: bool,
    ) -> Result<(i64, IdempotencyKey), Fault> {
        let number = self.lock().draw_number(person, "pass-keys")?;
        let alias = format!("doorstep/{person}/pass/{number}");
        let made = self.ports.vault.create_signing_key(&alias, &sha256(alias.as_bytes()))?;
        let signer = Signer { whose: Whose::Pass, alias, key: cose_key::thumbprint(&made.public) };
        request.cnf = to_base64url(&cose_key::to_bytes(&made.public));
        let what = What::Pass {
            purpose: request.purpose,
            key: key.to_owned(),
            give_up_at: request.give_up_at,
            again,
        };
        let task = self.task(what, &request, vec![dev, signer])?;
        let idempotency = task.idempotency;
        let row = self.write_task(person, task, None)?;
        Ok((row, idempotency))
    }

    /// The rules have changed under the request: they are fetched, and it is asked once more with
    /// a new key, as another request.
    pub(super) async fn ask_with_newer_rules(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        purpose: u64,
        key: String,
        give_up_at: u64,
    ) -> Result<Settled, Fault> {
        let refreshed = self.refresh().await;
        let mut changes = crate::store::Changes::new();
        changes.drop_row(crate::store::Table::Outbox, row);
        self.lock()
            .commit(person, changes, |affairs| affairs.tasks.retain(|(at, _)| *at != row))?;
        self.forget_pass_key(task);
        refreshed?;
        let request: PassRequest =
            serde_json::from_str(&task.body).map_err(|_| Fault::from(Code::AnswerUnusable))?;
        let (serial, dev) = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            let affairs = state.person(person)?;
            let rules = state.lists.rules().ok_or(Code::NoRules)?;
            let wanted = rules.purpose(purpose).ok_or(Code::PurposeUnknown)?;
            may_ask(wanted, rules, &state.time.at(&reading), affairs.quotas.get(&purpose))?;
            let keys = affairs.registration.keys().ok_or(Code::NotRegistered)?;
            (rules.serial, keys.dev.clone())
        };
        let request = PassRequest { rules: serial, give_up_at, ..request };
        let (row, _) = self.write_with_key(person, request, &key, dev, true)?;
        // Once more and no further: this request carries that it was already asked again.
        Box::pin(self.send_row(person, row, Urgency::Person)).await
    }
}

/// Whether a task is an open request for this purpose that is still wanted.
fn is_open_for(task: &Task, wanted: u64, now: &crate::time::Moment) -> bool {
    match &task.what {
        What::Pass { purpose, give_up_at, .. } => {
            *purpose == wanted && milliseconds(*give_up_at).saturating_add(MS) > now.lo_ms
        }
        _ => false,
    }
}

/// Whether one version, `1.2.3`, is newer than another. What is no number counts as 0.
fn is_newer(version: &str, than: &str) -> bool {
    let parts = |version: &str| -> Vec<u64> {
        version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
    };
    parts(version) > parts(than)
}

impl Fault {
    /// Whether newer rules could turn this no into a yes.
    fn may_be_outdated(&self) -> bool {
        matches!(
            self.code,
            Code::NotInForce
                | Code::NoRules
                | Code::PurposeUnknown
                | Code::NoPassNeeded
                | Code::OutsideHours
                | Code::LeadTime
        )
    }
}
