//! The end of an account (`PROTOCOL.md §13`).

use doorstep::requests::EraseReply;

use super::{CommandContext, CommandError, Reply};
use crate::store::{Account, Transaction};

/// `POST /v1/erase`.
pub(super) fn erase(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
) -> Result<Reply, CommandError> {
    tx.erase(account, ctx.now)?;
    Ok(Reply::json(200, &EraseReply { time: ctx.time()? })?)
}
