//! The old phone hears that the authority has taken the link (`PROTOCOL.md §26.4`).

use super::Moving;
use crate::client::account::Account;
use crate::client::core::Conversation;
use crate::client::exchange::json;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::requests::{Route, Seen, SyncReply, SyncRequest, read};

/// Asks whether the authority has taken the link that this phone has signed, if it has signed one and
/// does not know.
pub async fn hear_of_link(
    conversation: &Conversation<'_>,
    person: PersonId,
) -> Result<(), CoreError> {
    if !Account::of(conversation.core, person).waits_for_link()? {
        return Ok(());
    }
    let dev = Moving { core: conversation.core, person }.keys()?.dev;
    let body = json(&SyncRequest { seen: Seen::default(), sub: None })?;
    let signers = std::slice::from_ref(&dev);
    let reply = conversation.signed(person, Route::Sync, body.as_bytes(), signers, None).await?;
    if reply.status != 200 {
        return Err(Code::AuthorityBusy.into());
    }
    let reply: SyncReply = read(&reply.body).ok_or(Code::AnswerUnusable)?;
    // The new phone may not have found a network yet.
    let Some(word) = reply.key_closed else { return Ok(()) };
    Account::of(conversation.core, person).hear_of_move(conversation, &word).await
}
