//! Fetching the signed lists and the time, and looking codes up.

use super::Client;
use crate::documents::CodeAnswer;
use crate::error::{Code, Fault};
use crate::lists::{Fetched, Lists, Outcome, Refresh};
use crate::model::{Nonce, TypedCode, to_base64url};
use crate::requests::{CodeRequest, Route, TimeRequest};
use crate::state::keep_lists;
use crate::store::{Changes, Fact, Owner, Table};

impl Client {
    /// Brings lists and time up to date, for an inspector.
    pub(crate) async fn refresh_all(&self) -> Result<(), Fault> {
        let _told = self.tell_at_end();
        let _gate = self.gate.lock().await;
        self.refresh().await?;
        self.learn_time().await.map(|_| ())
    }

    /// Brings the lists up to date; whether anything changed.
    pub(super) async fn refresh(&self) -> Result<bool, Fault> {
        let mut refresh = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            Refresh::of(&state.lists, state.time.at(&reading))
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
    fn keep(&self, lists: Lists) -> Result<(), Fault> {
        let mut state = self.lock();
        let mut time = state.time.clone();
        time.take_signed(lists.newest_iat());
        let mut changes = Changes::new();
        keep_lists(&mut changes, &lists);
        changes.put(Owner::Phone, Fact::Time, &time);
        let deny = lists.deny();
        let mut denied = Vec::new();
        for (person, affairs) in &state.people {
            for (row, pass) in &affairs.passes {
                let denied_from = deny.and_then(|deny| deny.denied_from(pass.id));
                if denied_from != pass.denied_from {
                    let mut pass = pass.clone();
                    pass.denied_from = denied_from;
                    changes.put_row(Table::Passes, Owner::Person(*person), *row, true, &pass);
                    denied.push((*row, denied_from));
                }
            }
        }
        state.store.apply(changes)?;
        state.lists = lists;
        state.time = time;
        for affairs in state.people.values_mut() {
            for (row, pass) in &mut affairs.passes {
                if let Some((_, denied_from)) = denied.iter().find(|(changed, _)| changed == row) {
                    pass.denied_from = *denied_from;
                }
            }
        }
        state.revision = state.revision.saturating_add(1);
        Ok(())
    }

    /// Asks the authority what a typed code names.
    pub(crate) async fn look_up(&self, code: &TypedCode) -> Result<CodeAnswer, Fault> {
        // Whose signature could not be checked is not asked.
        self.lock().lists.trust().ok_or(Code::NoRules)?;
        let nonce = Nonce::new(self.ports.random.draw()?);
        let request = CodeRequest { code: code.to_string(), nonce: to_base64url(nonce.bytes()) };
        let body =
            serde_json::to_string(&request).map_err(|_| Fault::from(Code::AnswerUnusable))?;
        let bytes = {
            let _gate = self.gate.lock().await;
            self.command(Route::Codes, body).await?
        };
        let state = self.lock();
        let trust = state.lists.trust().ok_or(Code::NoRules)?;
        let answer = CodeAnswer::read(&bytes, trust, state.lists.iss())?;
        // Another nonce is another question's answer, played again.
        if answer.nonce == nonce { Ok(answer) } else { Err(Code::AnswerUnusable.into()) }
    }

    /// Asks the authority for the time. Returns the token, whose digest is the attestation
    /// challenge of keys that are made with it.
    pub(super) async fn learn_time(&self) -> Result<Vec<u8>, Fault> {
        let nonce = Nonce::new(self.ports.random.draw()?);
        let request = TimeRequest { nonce: to_base64url(nonce.bytes()) };
        let body =
            serde_json::to_string(&request).map_err(|_| Fault::from(Code::AnswerUnusable))?;
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
