//! Quarantine orders: how an account comes to one, and what it is sent of them (`PROTOCOL.md §12.5`).

use doorstep::model::{HolderHint, OrderId, TypedCode};
use doorstep::requests::{ClaimReply, ClaimRequest, Problem, SeenOrder};

use super::codes::check_lookups;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply};
use crate::orders::{self, Desk, JoinError, Joining, OrderError, OrderNews};
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

/// What is new of an account's orders to a phone that has these.
pub(super) fn order_news(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    mark: Option<&HolderHint>,
    seen: &[(OrderId, SeenOrder)],
) -> Result<OrderNews, InternalError> {
    let seen: Vec<(OrderId, &SeenOrder)> = seen.iter().map(|(id, seen)| (*id, seen)).collect();
    Ok(orders::news(&desk(ctx), tx, &joining(account), mark, &seen)?)
}

pub(super) fn desk<'c>(ctx: &'c CommandContext<'_>) -> Desk<'c> {
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
