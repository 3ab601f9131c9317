//! Writing a request for a pass down: what can be judged here is judged here, before anything is sent
//! (`PROTOCOL.md §11.2`).

use super::Passes;
use crate::documents::cose_key;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, to_base64url};
use crate::outbox::{KeyRole, PassWish, RequestKind, Signer, Task};
use crate::pass::{may_ask, needs_pass};
use crate::registration::Registration;
use crate::requests::PassRequest;
use crate::state::Person;
use crate::time::{Moment, milliseconds};

/// How long a request for a pass is wanted, in seconds: who has not heard within a quarter of an
/// hour has left without, or has stayed.
const WANTED_FOR_S: u64 = 15 * 60;

/// The row and the tap of a request that waits.
type Written = (i64, IdempotencyKey);

impl Passes<'_> {
    /// Checks what can be checked here, makes the pass's key and writes the request down, unless one
    /// for this purpose is open: then that is the one.
    pub fn write_request(self, purpose: &str, from: Option<u64>) -> Result<Written, CoreError> {
        let reading = self.core.ports.clock.read();
        let (request, dev, now) = {
            let state = self.core.lock();
            let person_state = state.person(self.person)?;
            let (mark, dev) = match &person_state.registration {
                Registration::Registered { mark, keys, .. } => (mark, keys.dev.clone()),
                Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
                _ => return Err(state.not_registered(self.person).into()),
            };
            let rules = state.lists.rules().ok_or(Code::NoRules)?;
            let wanted = rules.purpose_by_key(purpose).ok_or(Code::PurposeUnknown)?;
            let now = state.time.at(&reading);
            if let Some(written) = open_for(person_state, wanted.id, &now) {
                return Ok(written);
            }
            if is_newer(&rules.min_app_version, env!("CARGO_PKG_VERSION")) {
                return Err(Code::AppTooOld.into());
            }
            let at = now.best_s();
            let start = from.unwrap_or(at).max(at);
            let orders = person_state.quarantine.as_ref().map(|known| &known.orders);
            let permission = orders.and_then(|orders| orders.permission_for(purpose, start));
            if now.anchored && permission.is_none() {
                may_ask(wanted, rules, at, start, person_state.counts(wanted.id))?;
            } else {
                // A clock that nobody vouches for refuses nothing, and an exit that the person's order
                // permits has no quota; the authority judges.
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
                replaces: None,
                permission: permission.map(|permission| permission.id.clone()),
            };
            (request, dev, now)
        };
        let wish = PassWish {
            purpose: request.purpose,
            key: purpose.to_owned(),
            give_up_at: request.give_up_at,
            tap: IdempotencyKey::new(self.core.ports.random.draw()?),
            again: false,
            replaces: None,
        };
        let (wanted, tap) = (wish.purpose, wish.tap);
        let task = self.task_with_key(wish, request, dev)?;
        // A second tap may have come while the vault made the key: one of them is the request.
        let (row, was_open) = self.write(task, |open| open.is_for(wanted, &now))?;
        if !was_open {
            return Ok((row, tap));
        }
        let state = self.core.lock();
        let mut wishes = wishes(state.person(self.person)?);
        let written = wishes.find(|(at, _)| *at == row).map(|(_, wish)| (row, wish.tap));
        written.ok_or(Code::AuthorityBusy.into())
    }

    /// A request for a pass with a new key of its own.
    pub fn task_with_key(
        self,
        wish: PassWish,
        mut request: PassRequest,
        dev: Signer,
    ) -> Result<Task, CoreError> {
        // Passes are many and short: their keys need no attestation, the account's has one.
        let (signer, made) = self.core.make_key(self.person, KeyRole::Pass, &[])?;
        request.cnf = to_base64url(&cose_key::to_bytes(&made.public));
        self.core.task(RequestKind::Pass(wish), &request, vec![dev, signer])
    }

    /// Writes a request down unless one that fits is open, in which case its key serves nobody.
    pub fn write(
        self,
        task: Task,
        fits: impl Fn(&PassWish) -> bool,
    ) -> Result<(i64, bool), CoreError> {
        let fits = |open: &Task| matches!(&open.what, RequestKind::Pass(wish) if fits(wish));
        let written = self.core.write_task(self.person, task.clone(), fits);
        if !matches!(written, Ok((_, false))) {
            self.core.delete_pass_key(&task);
        }
        written
    }
}

/// The requests for passes that wait.
pub fn wishes(person_state: &Person) -> impl Iterator<Item = (i64, &PassWish)> {
    person_state.tasks.iter().filter_map(|(row, task)| match &task.what {
        RequestKind::Pass(wish) => Some((*row, wish)),
        _ => None,
    })
}

/// An open request for this purpose.
fn open_for(person_state: &Person, purpose: u64, now: &Moment) -> Option<Written> {
    let open = wishes(person_state).find(|(_, wish)| wish.is_for(purpose, now));
    open.map(|(row, wish)| (row, wish.tap))
}

impl PassWish {
    /// Whether it is for this purpose and still wanted. One that replaces another pass is nobody's tap.
    fn is_for(&self, purpose: u64, now: &Moment) -> bool {
        self.purpose == purpose
            && self.replaces.is_none()
            && milliseconds(self.give_up_at) >= now.lo_ms
    }
}

/// Whether one version, `1.2.3`, is newer than another. What is no number counts as 0.
fn is_newer(version: &str, than: &str) -> bool {
    let parts = |version: &str| -> Vec<u64> {
        version.split('.').map(|part| part.parse().unwrap_or_default()).collect()
    };
    parts(version) > parts(than)
}
