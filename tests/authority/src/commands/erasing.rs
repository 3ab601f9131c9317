//! The end of an account (`PROTOCOL.md §13`).

use doorstep::requests::EraseReply;

use super::{Call, Reply, Stop};
use crate::store::{Account, Work};

/// `POST /v1/erase`.
pub(super) fn erase(call: &Call<'_>, work: &Work<'_>, account: &Account) -> Result<Reply, Stop> {
    work.erase(account, call.now)?;
    Ok(Reply::json(200, &EraseReply { time: call.time()? })?)
}
