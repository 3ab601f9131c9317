//! Replacing passes whose issuer's key was withdrawn. That is not the holder's fault, so the phone
//! asks for others by itself, for the rest of their time and without counting them
//! (`PROTOCOL.md §11.6`).

use super::Passes;
use super::writing::wishes;
use crate::documents::pass_claims;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, to_base64url};
use crate::outbox::PassWish;
use crate::pass::{IssuerKey, Pass, PassState};
use crate::registration::Registration;
use crate::requests::PassRequest;

impl Passes<'_> {
    /// Writes down a request for each pass whose key was withdrawn, unless one is open.
    pub fn ask_replacements(self) -> Result<(), CoreError> {
        for pass in self.withdrawn()? {
            self.ask_replacement(&pass)?;
        }
        Ok(())
    }

    fn withdrawn(self) -> Result<Vec<Pass>, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(self.person)?;
        let passes = person_state.passes.iter().map(|(_, pass)| pass);
        let wanted = passes.filter(|pass| {
            pass.issuer == IssuerKey::Withdrawn
                && pass.denied_from.is_none()
                && pass.state(&now, state.lists.rules()) == PassState::KeyWithdrawn
                && !wishes(person_state).any(|(_, wish)| wish.replaces == Some(pass.id))
        });
        Ok(wanted.cloned().collect())
    }

    fn ask_replacement(self, pass: &Pass) -> Result<(), CoreError> {
        let reading = self.core.ports.clock.read();
        let claims = pass_claims(&pass.bytes()).ok_or(Code::PassUnusable)?;
        let (dev, rules, now_s) = {
            let state = self.core.lock();
            let dev = match &state.person(self.person)?.registration {
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
            replaces: Some(to_base64url(pass.id.bytes())),
            permission: None,
        };
        let wish = PassWish {
            purpose: pass.purpose,
            key: pass.purpose_key.clone(),
            give_up_at: pass.exp,
            tap: IdempotencyKey::new(self.core.ports.random.draw()?),
            again: false,
            replaces: Some(pass.id),
        };
        let task = self.task_with_key(wish, request, dev)?;
        self.write(task, |open| open.replaces == Some(pass.id)).map(|_| ())
    }
}
