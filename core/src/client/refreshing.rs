//! Fetching the signed lists and the time, and looking codes up.

use super::Client;
use super::exchange::json;
use crate::documents::CodeAnswer;
use crate::error::{Code, CoreError};
use crate::lists::{Fetched, Lists, Outcome, Refresh, Wanted};
use crate::model::{Nonce, TypedCode, to_base64url};
use crate::pass::{Pass, issuer_key};
use crate::requests::{CodeRequest, Route, TimeRequest};
use crate::state::keep_lists;
use crate::store::{Changes, Fact, Owner, Table};

impl Client {
    /// Brings lists and time up to date, for an inspector.
    pub(crate) async fn refresh_all(&self) -> Result<(), CoreError> {
        let _told = self.tell_at_end();
        let _gate = self.gate.lock().await;
        self.refresh_with(Wanted::WithStatus).await?;
        self.learn_time().await.map(|_| ())
    }

    /// Brings the lists up to date that every phone needs; whether anything changed.
    pub(super) async fn refresh(&self) -> Result<bool, CoreError> {
        self.refresh_with(Wanted::Everyday).await
    }

    pub(super) async fn refresh_with(&self, wanted: Wanted) -> Result<bool, CoreError> {
        let mut refresh = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            Refresh::of(&state.lists, state.time.at(&reading), wanted)
        };
        let mut trouble = None;
        while let Some(route) = refresh.next() {
            refresh.take(match self.fetch(route).await {
                Ok(Some(bytes)) => Fetched::Bytes(bytes),
                Ok(None) => Fetched::NotFound,
                Err(fault) => {
                    trouble = Some(fault);
                    Fetched::Nothing
                }
            });
        }
        let Outcome { lists, changed, problem } = refresh.finish();
        if changed {
            self.keep(lists)?;
        }
        if let Some(problem) = problem {
            log::warn!("lists-kept code={problem}");
            return Err(trouble.unwrap_or_else(|| problem.into()));
        }
        Ok(changed)
    }

    /// Keeps a new set in one transaction, with what it says of the passes on this phone.
    fn keep(&self, lists: Lists) -> Result<(), CoreError> {
        let mut state = self.lock();
        let mut time = state.time.clone();
        time.take_signed(lists.newest_iat());
        let mut changes = Changes::new();
        keep_lists(&mut changes, &lists);
        changes.put(Owner::Phone, Fact::Time, &time);
        let mut told = Vec::new();
        let mut withdrawn = false;
        for (person, person_state) in &state.people {
            for (row, pass) in &person_state.passes {
                let now = as_told(pass, &lists);
                withdrawn |= now.issuer != pass.issuer;
                if now != *pass {
                    changes.put_row(Table::Passes, Owner::Person(*person), *row, true, &now);
                    told.push((*person, *row, now));
                }
            }
        }
        state.store.apply(changes)?;
        state.lists = lists;
        state.time = time;
        for (person, row, pass) in told {
            if let Some(person_state) = state.people.get_mut(&person) {
                person_state.know_pass(row, pass);
            }
        }
        if withdrawn {
            state.sync_soon();
        }
        state.revision = state.revision.saturating_add(1);
        Ok(())
    }

    /// Asks the authority what a typed code names.
    pub(crate) async fn look_up(&self, code: &TypedCode) -> Result<CodeAnswer, CoreError> {
        // Whose signature could not be checked is not asked.
        self.lock().lists.trust().ok_or(Code::NoRules)?;
        let nonce = Nonce::new(self.ports.random.draw()?);
        let request = CodeRequest { code: code.to_string(), nonce: to_base64url(nonce.bytes()) };
        let body = json(&request)?;
        let bytes = {
            let _gate = self.gate.lock().await;
            self.command(Route::Codes, body).await?
        };
        let state = self.lock();
        let trust = state.lists.trust().ok_or(Code::NoRules)?;
        let answer = CodeAnswer::read(&bytes, trust, state.lists.iss());
        // Another nonce is another question's answer, played again.
        let answer = answer.ok().filter(|answer| answer.nonce == nonce);
        answer.ok_or(Code::AnswerUnusable.into())
    }

    /// Asks the authority for the time. Returns the token, whose digest is the attestation
    /// challenge of keys that are made with it.
    pub(super) async fn learn_time(&self) -> Result<Vec<u8>, CoreError> {
        let nonce = Nonce::new(self.ports.random.draw()?);
        let request = TimeRequest { nonce: to_base64url(nonce.bytes()) };
        let body = json(&request)?;
        let sent = self.ports.clock.read();
        let token = self.command(Route::Time, body).await?;
        let received = self.ports.clock.read();
        if self.take_token(&token, nonce, &sent, &received) {
            Ok(token)
        } else {
            Err(Code::AnswerUnusable.into())
        }
    }
}

/// A pass as these lists tell of it: revoked or not, its key withdrawn or not.
fn as_told(pass: &Pass, lists: &Lists) -> Pass {
    let denied_from = match pass.lasts_for_days {
        true => pass.denied_from,
        false => lists.deny().and_then(|deny| deny.denied_from(pass.id)),
    };
    Pass { denied_from, issuer: issuer_key(pass, lists), ..pass.clone() }
}
