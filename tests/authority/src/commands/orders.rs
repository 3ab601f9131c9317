//! Quarantine orders: how an account comes to one, and what it is sent of them (`PROTOCOL.md §12.5`).

use doorstep::model::{HolderHint, OrderId, TypedCode, from_base64url};
use doorstep::requests::{
    ClaimReply, ClaimRequest, OrderWaits, Problem, SeenOrder, SentOrder, SyncRequest,
};

use super::codes::check_lookups;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply};
use crate::orders::{self, Desk, JoinError, Joining, OrderError};
use crate::store::{Account, Transaction};

/// `POST /v1/orders/claim`.
pub(super) fn claim(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    request: &ClaimRequest,
) -> Result<Reply, CommandError> {
    let code = TypedCode::read(&request.code).map_err(|_| Refusal::in_field("code"))?;
    let mark = HolderHint::from_wire(&request.sub).ok_or(ErrorCode::SubInvalid)?;
    check_lookups(ctx.service, ctx.peer, ctx.now)?;
    let orders = orders::claim(&desk(ctx), tx, &joining(account), code, &mark);
    let orders = orders.map_err(|error| -> CommandError {
        match error {
            JoinError::Unknown => ErrorCode::CodeWrong.into(),
            JoinError::Over => ErrorCode::CodeExpired.into(),
            JoinError::Mark(left) => {
                let problem = Problem { left: Some(left), ..Problem::default() };
                Refusal::with(ErrorCode::SubWrong, problem).into()
            }
            JoinError::Failed => CommandError::Failed,
        }
    })?;
    Ok(Reply::json(200, &ClaimReply { orders, time: ctx.time()? })?)
}

/// What a sync says of orders: nothing to a phone that does not say which it has.
pub(super) fn news(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    request: &SyncRequest,
) -> Result<(Option<OrderWaits>, Vec<SentOrder>), CommandError> {
    let malformed = || Refusal::in_field("seen.orders");
    let mark =
        request.sub.as_deref().map(|sub| HolderHint::from_wire(sub).ok_or(ErrorCode::SubInvalid));
    let mark = mark.transpose()?;
    let Some(listed) = &request.seen.orders else { return Ok((None, Vec::new())) };
    let mut seen: Vec<(OrderId, &SeenOrder)> = Vec::new();
    for order in listed {
        let digest = order.digest.as_deref().map(from_base64url);
        if digest.is_some_and(|digest| digest.is_none_or(|digest| digest.len() != 32)) {
            return Err(malformed().into());
        }
        seen.push((order.order.parse().map_err(|_| malformed())?, order));
    }
    if account.closed.is_some() {
        return Ok((None, Vec::new()));
    }
    Ok(orders::news(&desk(ctx), tx, &joining(account), mark.as_ref(), &seen)?)
}

fn desk<'c>(ctx: &'c CommandContext<'_>) -> Desk<'c> {
    Desk { server: &ctx.service.server, published: &ctx.published, now: ctx.now }
}

fn joining(account: &Account) -> Joining {
    Joining { account: account.id, key: account.key, number: account.number }
}

impl From<OrderError> for InternalError {
    fn from(_: OrderError) -> Self {
        Self
    }
}
