//! What a phone is told whose key is closed: a refusal, and the authority's signed word for it. A
//! phone believes the word alone, because whoever holds the TLS key can refuse anything
//! (`PROTOCOL.md §12.2`).

use doorstep::documents::KeyClosed;
use doorstep::model::to_base64url;
use doorstep::requests::Problem;

use super::{Call, Code, Fault, Refusal, Stop};
use crate::online::close;
use crate::store::Account;

/// `key-closed`, if the account is closed.
pub(super) fn check_open(call: &Call<'_>, account: &Account) -> Result<(), Stop> {
    let Some(reason) = &account.closed else { return Ok(()) };
    let key_closed = word(call, account)?;
    let problem = Problem { reason: Some(reason.clone()), key_closed, ..Problem::default() };
    Err(Refusal::with(Code::KeyClosed, problem).into())
}

/// The signed word that this account's key is closed; nothing of one that is open, and of a home
/// whose trust list names no order key yet: phones then go on asking.
pub(super) fn word(call: &Call<'_>, account: &Account) -> Result<Option<String>, Fault> {
    let (Some(why), Some(key)) = (&account.closed, &call.published.keys.order) else {
        return Ok(None);
    };
    let closed = KeyClosed {
        iss: call.published.iss().to_owned(),
        iat: call.now,
        // No account has an order yet.
        chain: None,
        key: account.key,
        // A clock that was put back since must not sign what is yet to come.
        at: account.closed_at.unwrap_or(call.now).min(call.now),
        why: why.clone(),
    };
    Ok(Some(to_base64url(&close(key, closed.draft(key.public()))?)))
}
