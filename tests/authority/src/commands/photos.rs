//! Sealed photos, whole and in parts (`PROTOCOL.md §23.2`). Those of a closed key are taken too: they were
//! made while it was open.

use doorstep::model::{PhotoId, to_base64url};
use doorstep::requests::{PhotoReply, UPLOAD_OFFSET};

use super::answering::TOO_MANY_WAITS;
use super::{CommandContext, CommandError, ErrorCode, Refusal, Reply};
use crate::photos::{PhotoNotTaken, Sender, arrival, take_part, take_whole};
use crate::store::{Account, PhotoArrival, Transaction};

/// `PUT /v1/photos/{photo}`.
pub(super) fn put_photo(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    photo: PhotoId,
    body: &[u8],
) -> Result<Reply, CommandError> {
    answered(ctx, take_whole(tx, &sender(ctx, tx, account)?, photo, body))
}

/// `GET /v1/photos/{photo}`.
pub(super) fn photo_received(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    photo: PhotoId,
) -> Result<Reply, CommandError> {
    answered(ctx, arrival(tx, &sender(ctx, tx, account)?, photo))
}

/// `PATCH /v1/photos/{photo}`: a part that begins at this byte, if the request says at which.
pub(super) fn add_photo_part(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    (photo, offset): (PhotoId, Option<u64>),
    body: &[u8],
) -> Result<Reply, CommandError> {
    let offset = offset.ok_or_else(|| Refusal::in_field(UPLOAD_OFFSET))?;
    answered(ctx, take_part(tx, &sender(ctx, tx, account)?, photo, offset, body))
}

fn sender<'c>(
    ctx: &'c CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
) -> Result<Sender<'c>, CommandError> {
    let account = tx.account_of(account.key)?.ok_or(ErrorCode::SignatureInvalid)?;
    Ok(Sender { key: account.key, published: &ctx.published, now: ctx.now })
}

fn answered(
    ctx: &CommandContext<'_>,
    taken: Result<PhotoArrival, PhotoNotTaken>,
) -> Result<Reply, CommandError> {
    let arrival = taken?;
    let reply = PhotoReply {
        received: arrival.received(),
        receipt: arrival.receipt().map(to_base64url),
        time: ctx.time()?,
    };
    Ok(Reply::json(200, &reply)?)
}

impl From<PhotoNotTaken> for CommandError {
    fn from(why: PhotoNotTaken) -> Self {
        match why {
            PhotoNotTaken::Unknown => ErrorCode::Unknown.into(),
            PhotoNotTaken::Other => Refusal::in_field("body").into(),
            PhotoNotTaken::TooMany => Refusal::wait(TOO_MANY_WAITS).into(),
            PhotoNotTaken::Failed => Self::Failed,
        }
    }
}
