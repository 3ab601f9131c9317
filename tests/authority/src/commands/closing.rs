//! What a phone is told whose key is closed: a refusal, and the authority's signed word for it. A
//! phone believes the word alone, because whoever holds the TLS key can refuse anything
//! (`PROTOCOL.md §12.2`).

use doorstep::documents::KeyClosed;
use doorstep::model::to_base64url;
use doorstep::requests::Problem;

use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal};
use crate::online::close;
use crate::store::Account;

/// `key-closed`, if the account is closed.
pub(super) fn check_open(ctx: &CommandContext<'_>, account: &Account) -> Result<(), CommandError> {
    let Some(reason) = &account.closed else { return Ok(()) };
    let key_closed = key_closed_statement(ctx, account)?;
    let problem = Problem { reason: Some(reason.clone()), key_closed, ..Problem::default() };
    Err(Refusal::with(ErrorCode::KeyClosed, problem).into())
}

/// The signed word that this account's key is closed; nothing of one that is open, and of a home
/// whose trust list names no order key yet: phones then go on asking.
pub(super) fn key_closed_statement(
    ctx: &CommandContext<'_>,
    account: &Account,
) -> Result<Option<String>, InternalError> {
    let (Some(why), Some(key)) = (&account.closed, &ctx.published.keys.order) else {
        return Ok(None);
    };
    let closed = KeyClosed {
        iss: ctx.published.iss().to_owned(),
        iat: ctx.now,
        // It is the account's key, whichever orders the account has.
        chain: None,
        key: account.key,
        // A clock that was put back since must not sign what is yet to come.
        at: account.closed_at.unwrap_or(ctx.now).min(ctx.now),
        why: why.clone(),
    };
    Ok(Some(to_base64url(&close(key, closed.draft(key.public()))?)))
}
