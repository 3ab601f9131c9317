//! What the authority tells people under an order, and how it answers what they dispute
//! (`PROTOCOL.md §4.18`).

use std::collections::{BTreeSet, HashSet};

use doorstep::crypto::SystemRandom;
use doorstep::documents::numbers::limit;
use doorstep::documents::{Notice, NoticeKind};
use doorstep::model::{ChainId, NoticeId, from_base64url, to_base64url};
use doorstep::ports::Random;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::online::close;
use crate::orders::{Desk, HANDED_OUT, NoticeTerms, OrderError, find, notice_terms};
use crate::reports::disputed;
use crate::store::{StoreError, StoredDispute, StoredOrder, Transaction};
use crate::unseen::unseen;

/// Most bytes of notices in one answer, as text.
const MOST: usize = 48 * 1024;
/// Most bytes of a text.
const LONGEST: usize = 6_000;
/// The language of a text that does not say (BCP 47).
const NO_LANGUAGE: &str = "und";

/// What is to be told.
#[derive(Clone, Serialize, Deserialize)]
pub struct NoticeDraft {
    /// `warning`, `decision` or `information`.
    pub kind: String,
    /// By language tag.
    pub text: Vec<(String, String)>,
    /// Numbers of the reported items that it speaks of.
    pub about: Vec<u64>,
    /// Unix seconds.
    pub appeal_until: Option<u64>,
}

/// Signs a notice to whoever has an order, and gives its name.
pub(crate) fn send(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    id: &str,
    draft: &NoticeDraft,
) -> Result<NoticeId, OrderError> {
    let (order, versions) = find(tx, id)?;
    let kinds = [NoticeKind::Warning, NoticeKind::Decision, NoticeKind::Information];
    let kind = kinds.into_iter().find(|kind| kind.name() == draft.kind);
    let kind = kind.ok_or(OrderError::Malformed)?;
    let NoticeTerms { contact, appeal_days } = notice_terms(&versions)?;
    let days = appeal_days.filter(|_| kind != NoticeKind::Information);
    let by_order = days.map(|days| desk.now.saturating_add(days.saturating_mul(86_400)));
    let appeal_until = draft.appeal_until.or(by_order);
    let text = draft.text.clone();
    sign(desk, tx, &order, kind, text, draft.about.clone(), appeal_until, contact)
}

#[allow(clippy::too_many_arguments, reason = "they are the fields of a notice")]
fn sign(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    order: &StoredOrder,
    kind: NoticeKind,
    text: Vec<(String, String)>,
    about: Vec<u64>,
    appeal_until: Option<u64>,
    contact: String,
) -> Result<NoticeId, OrderError> {
    let is_said = text.iter().all(|(tag, text)| !tag.is_empty() && !text.trim().is_empty());
    if text.is_empty() || !is_said || text.iter().any(|(_, text)| text.len() > LONGEST) {
        return Err(OrderError::Malformed);
    }
    let random: &dyn Random = &SystemRandom::default();
    let id = NoticeId::new(random.draw().map_err(|_| OrderError::Failed)?);
    let iss = desk.published.iss().to_owned();
    let (iat, chain) = (desk.now, order.chain);
    let notice = Notice { iss, iat, id, chain, kind, text, about, appeal_until, contact };
    let key = desk.published.keys.order.as_ref().ok_or(OrderError::Failed)?;
    let bytes = close(key, notice.draft(key.public())).map_err(|_| OrderError::Failed)?;
    if bytes.len() > limit::NOTICE {
        return Err(OrderError::Malformed);
    }
    tx.save_notice(id, chain, &bytes, desk.now)?;
    Ok(id)
}

/// What a phone lacks of the notices under these orders, until a month after their end: signed, base64url;
/// and whether more is left.
pub(crate) fn news(
    tx: &Transaction<'_>,
    orders: &[StoredOrder],
    now: u64,
    seen: &HashSet<NoticeId>,
) -> Result<(Vec<String>, bool), StoreError> {
    let told = orders.iter().filter(|order| now < order.ends_at.saturating_add(HANDED_OUT));
    let chains: BTreeSet<ChainId> = told.map(|order| order.chain).collect();
    let mut notices = Vec::new();
    for chain in chains {
        notices.extend(tx.notices_of(chain)?);
    }
    Ok(unseen(notices, seen, MOST))
}

/// What somebody under an order disputes, oldest first.
pub(crate) fn disputes(tx: &Transaction<'_>, id: &str) -> Result<Value, OrderError> {
    let (order, _) = find(tx, id)?;
    let mut listed = Vec::new();
    for dispute in tx.disputes_of(order.chain)? {
        let mut said = disputed(tx, &dispute)?;
        if let Value::Object(fields) = &mut said {
            fields.insert("ref".into(), json!(to_base64url(&dispute.reference)));
            fields.insert("order".into(), json!(order.id.to_string()));
            let notice = dispute.notice.map(|notice| notice.to_string());
            fields.insert("answered".into(), json!(notice));
        }
        listed.push(said);
    }
    Ok(Value::Array(listed))
}

/// Answers a dispute by a notice.
pub(crate) fn answer(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    reference: &str,
    text: &str,
) -> Result<NoticeId, OrderError> {
    let reference: Option<[u8; 8]> =
        from_base64url(reference).and_then(|bytes| bytes.try_into().ok());
    let dispute = tx.dispute(&reference.ok_or(OrderError::Unknown)?)?.ok_or(OrderError::Unknown)?;
    let order = tx.orders_of_chain(dispute.ledger.chain)?.pop().ok_or(OrderError::Unknown)?;
    let NoticeTerms { contact, .. } = notice_terms(&tx.order_versions(order.id)?)?;
    let texts = vec![(NO_LANGUAGE.to_owned(), text.to_owned())];
    let (kind, about) = (NoticeKind::Information, vec![dispute.seq]);
    let notice = sign(desk, tx, &order, kind, texts, about, None, contact)?;
    tx.save_dispute(&StoredDispute { notice: Some(notice), ..dispute })?;
    Ok(notice)
}
