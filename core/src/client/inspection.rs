//! What an inspector asks the authority for (`PROTOCOL.md §15.8`).

use super::Client;
use super::core::Conversation;
use super::exchange::json;
use crate::documents::CodeAnswer;
use crate::error::{Code, CoreError};
use crate::lists::ListScope;
use crate::model::{Nonce, TypedCode, to_base64url};
use crate::requests::{CodeRequest, Route};

impl Client {
    /// Brings lists and time up to date, for an inspector.
    pub(crate) async fn refresh_all(&self) -> Result<(), CoreError> {
        let _told = self.core.tell_at_end();
        let conversation = self.core.converse().await;
        conversation.refresh_with(ListScope::WithStatus).await?;
        conversation.learn_time().await.map(|_| ())
    }

    /// Asks the authority what a typed code names.
    pub(crate) async fn look_up(&self, code: &TypedCode) -> Result<CodeAnswer, CoreError> {
        // Whose signature could not be checked is not asked.
        self.core.lock().lists.trust().ok_or(Code::NoRules)?;
        let conversation = self.core.converse().await;
        conversation.look_up(code).await
    }
}

impl Conversation<'_> {
    async fn look_up(&self, code: &TypedCode) -> Result<CodeAnswer, CoreError> {
        let nonce = Nonce::new(self.core.ports.random.draw()?);
        let request = CodeRequest { code: code.to_string(), nonce: to_base64url(nonce.bytes()) };
        let bytes = self.command(Route::Codes, json(&request)?).await?;
        let state = self.core.lock();
        let trust = state.lists.trust().ok_or(Code::NoRules)?;
        let answer = CodeAnswer::read(&bytes, trust, state.lists.iss());
        // Another nonce is another question's answer, played again.
        let answer = answer.ok().filter(|answer| answer.nonce == nonce);
        answer.ok_or(Code::AnswerUnusable.into())
    }
}
