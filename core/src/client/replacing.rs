//! Making passes good whose issuer's key was withdrawn. That is not the holder's fault, so the phone
//! asks for others by itself, for the rest of their time and without counting them.

use super::Client;
use crate::documents::pass_claims;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PassId, PersonId, to_base64url};
use crate::outbox::{RequestKind, Task};
use crate::pass::{IssuerKey, Pass, PassState};
use crate::registration::Registration;
use crate::requests::PassRequest;

impl Client {
    /// Writes down a request for each pass whose key was withdrawn, unless one is open.
    pub(super) fn ask_instead(&self, person: PersonId) -> Result<(), CoreError> {
        for pass in self.withdrawn(person)? {
            self.ask_instead_of(person, &pass)?;
        }
        Ok(())
    }

    fn withdrawn(&self, person: PersonId) -> Result<Vec<Pass>, CoreError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(person)?;
        let passes = person_state.passes.iter().map(|(_, pass)| pass);
        let wanted = passes.filter(|pass| {
            pass.issuer == IssuerKey::Withdrawn
                && pass.denied_from.is_none()
                && pass.state(&now, state.lists.rules()) == PassState::KeyWithdrawn
                && person_state.find(|task| is_instead_of(task, pass.id)).is_none()
        });
        Ok(wanted.cloned().collect())
    }

    fn ask_instead_of(&self, person: PersonId, pass: &Pass) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let claims = pass_claims(&pass.bytes()).ok_or(Code::PassUnusable)?;
        let (dev, rules, now_s) = {
            let state = self.lock();
            let dev = match &state.person(person)?.registration {
                Registration::Registered { keys, .. } => keys.dev.clone(),
                _ => return Ok(()),
            };
            let rules = state.lists.rules().ok_or(Code::NoRules)?.serial;
            (dev, rules, state.time.at(&reading).best_s())
        };
        let request = PassRequest {
            purpose: pass.purpose,
            place: claims.place,
            from: Some(pass.nbf).filter(|nbf| *nbf > now_s),
            sub: Some(claims.sub.as_str().to_owned()),
            cnf: String::new(),
            rules,
            give_up_at: pass.exp,
            instead: Some(to_base64url(pass.id.bytes())),
        };
        let what = RequestKind::Pass {
            purpose: pass.purpose,
            key: pass.purpose_key.clone(),
            give_up_at: pass.exp,
            tap: IdempotencyKey::new(self.ports.random.draw()?),
            again: false,
            instead: Some(pass.id),
        };
        let task = self.task_with_key(person, what, request, dev)?;
        let written = self.write_task(person, task.clone(), |open| is_instead_of(open, pass.id));
        if !matches!(written, Ok((_, false))) {
            self.forget_pass_key(&task);
        }
        written.map(|_| ())
    }

    /// The authority gives no other pass in this one's place: it is not asked again.
    pub(super) fn not_made_good(&self, person: PersonId, id: PassId) -> Result<(), CoreError> {
        let mut state = self.lock();
        let found = state.person(person)?.passes.iter().find(|(_, pass)| pass.id == id).cloned();
        let Some((row, pass)) = found else { return Ok(()) };
        let pass = Pass { issuer: IssuerKey::NotMadeGood, ..pass };
        state.change_pass(person, row, pass)
    }
}

fn is_instead_of(task: &Task, id: PassId) -> bool {
    matches!(&task.what, RequestKind::Pass { instead: Some(old), .. } if *old == id)
}
