//! What a phone reports under an order, and everything that is new for it (`PROTOCOL.md §20`).

use std::collections::HashSet;

use doorstep::documents::cose_key;
use doorstep::model::to_base64url;
use doorstep::quarantine::report::{ReportProblem, ReportRequest};
use doorstep::requests::{Problem, ReportsReply, SeenOrder};

use super::answering::TOO_MANY_WAITS;
use super::syncing::{Held, news};
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply};
use crate::reports::{NotTaken, Reporter, take};
use crate::store::{Account, Transaction};

/// `POST /v1/reports`. Items of a closed key are taken too: they were written while it was open.
pub(super) fn report(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    body: &[u8],
) -> Result<Reply, CommandError> {
    let account = tx.account_of(account.key)?.ok_or(ErrorCode::SignatureInvalid)?;
    let device = cose_key::from_bytes(&account.device).map_err(|_| InternalError)?;
    let request = ReportRequest::read(body)?;
    let who = Reporter {
        account: account.id,
        key: account.key,
        device: &device,
        published: &ctx.published,
        now: ctx.now,
        nonce: ctx.nonce,
    };
    let taken = take(tx, &who, &request)?;
    let orders = request.seen.orders.iter().map(|held| {
        let seen = SeenOrder {
            order: held.order.to_string(),
            version: held.version,
            digest: held.digest.as_ref().map(|digest| to_base64url(digest)),
            missing: Vec::new(),
        };
        (held.order, seen)
    });
    let notices: HashSet<_> = request.seen.notices.iter().copied().collect();
    let checks: HashSet<_> = request.seen.checks.iter().copied().collect();
    let photo_words: HashSet<_> = request.seen.photo_words.iter().copied().collect();
    let held = Held {
        mark: None,
        orders: Some(orders.collect()),
        notices: Some(notices),
        checks: Some(checks),
        photo_words: Some(photo_words),
    };
    let news = news(ctx, tx, &account, &held)?;
    let reply = ReportsReply {
        receipt: to_base64url(&taken.receipt),
        highest: taken.highest.map(|head| to_base64url(&head)),
        orders: news.orders,
        checks: news.checks,
        notices: news.notices,
        photo_words: news.photo_words,
        closed: news.closed,
        key_closed: news.key_closed,
        claimed: news.claimed,
        denied: news.denied,
        order_waits: news.order_waits,
        time: ctx.time()?,
        more: news.more,
    };
    Ok(Reply::json(200, &reply)?)
}

/// An item cannot be read. Only this has a phone put it aside.
fn invalid(seq: u64) -> CommandError {
    Refusal::with(ErrorCode::ItemInvalid, Problem { seq: Some(seq), ..Problem::default() }).into()
}

impl From<ReportProblem> for CommandError {
    fn from(problem: ReportProblem) -> Self {
        match problem {
            ReportProblem::TooLarge => ErrorCode::TooLarge.into(),
            ReportProblem::Malformed => ErrorCode::Malformed.into(),
            ReportProblem::Gap { .. } => Refusal::in_field("items").into(),
            ReportProblem::Item { seq } => invalid(seq),
            ReportProblem::Secret { .. } => Refusal::in_field("secrets").into(),
            ReportProblem::Disclosed => Refusal::in_field("disclosed").into(),
        }
    }
}

impl From<NotTaken> for CommandError {
    fn from(why: NotTaken) -> Self {
        match why {
            NotTaken::Unknown => ErrorCode::Unknown.into(),
            NotTaken::Field(field) => Refusal::in_field(field).into(),
            NotTaken::Item(seq) => invalid(seq),
            NotTaken::TooMany => Refusal::wait(TOO_MANY_WAITS).into(),
            NotTaken::Failed => Self::Failed,
        }
    }
}
