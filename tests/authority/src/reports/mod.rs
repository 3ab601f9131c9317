//! What phones report under an order: taken once, however often it comes, and confirmed
//! (`PROTOCOL.md §20`). What does not fit together is explained by a phone or an authority that was
//! restored; nobody is accused.

mod item;
mod shown;

use std::cell::Cell;

use doorstep::crypto::{SigningKey, SigningKeyError};
use doorstep::documents::{Head, Receipt, Received, SignedHead};
use doorstep::model::{AccountId, ChainId, Nonce, PublicKey, Thumbprint};
use doorstep::quarantine::journal::{ClassSecret, Numbered, ReportsEnd};
use doorstep::quarantine::report::{ReportItem, ReportRequest, VersionSecrets, is_kept};

pub(crate) use shown::{disputed, last_receipt, list};

use crate::lost_phones::LOST;
use crate::online::{Published, close};
use crate::photos::name_photos;
use crate::store::{
    BATCHES_COUNT_FOR, Ledger, MOST_BATCHES, SavedConflict, SeenItem, StoreError, StoredDispute,
    StoredHead, StoredItem, StoredOrder, StoredReceipt, StoredVersion, Transaction,
};
use item::{dispute_reference, leaves_of, says_of};

/// Who reports.
pub(crate) struct Reporter<'r> {
    pub(crate) account: AccountId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    pub(crate) device: &'r PublicKey,
    pub(crate) published: &'r Published,
    pub(crate) now: u64,
    /// Of the request.
    pub(crate) nonce: Nonce,
}

/// Why a batch is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// No order of this account has the chain.
    Unknown,
    /// What stands in this field is not what the rest says.
    Field(&'static str),
    /// This item cannot be read.
    Item(u64),
    /// This key has sent more than any phone does.
    TooMany,
    Failed,
}

impl From<StoreError> for NotTaken {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

impl From<SigningKeyError> for NotTaken {
    fn from(_: SigningKeyError) -> Self {
        Self::Failed
    }
}

/// What is said of a batch.
pub(crate) struct Taken {
    /// A signed receipt, or a signed conflict.
    pub(crate) receipt: Vec<u8>,
    /// The highest head that fits, if it is not the one that was sent.
    pub(crate) highest: Option<Vec<u8>>,
}

/// Whether an order is this account's, or names its key.
pub(crate) fn is_theirs(
    tx: &Transaction<'_>,
    order: &StoredOrder,
    account: AccountId,
    key: Thumbprint,
) -> Result<bool, StoreError> {
    if order.account == Some(account) {
        return Ok(true);
    }
    if let Some(lending) = order.lending
        && tx.is_device_of(account, lending)?
    {
        return Ok(true);
    }
    if tx.linked_up_to(order.chain, key)?.is_some() {
        return Ok(true);
    }
    let name = format!("\"{key}\"");
    let versions = tx.order_versions(order.id)?;
    let names = |version: &StoredVersion| version.signed.is_some() && version.terms.contains(&name);
    if versions.last().is_some_and(names) {
        return Ok(true);
    }
    // A phone that was lost may be found: what it wrote is still taken.
    let account = tx.account_of(key)?;
    let was_lost = account.is_some_and(|known| known.closed.as_deref() == Some(LOST));
    Ok(was_lost && versions.iter().any(names))
}

/// Takes a batch: its items, its head and what is said of them are one transaction.
pub(crate) fn take(
    tx: &Transaction<'_>,
    who: &Reporter<'_>,
    request: &ReportRequest,
) -> Result<Taken, NotTaken> {
    let mut is_known = false;
    for order in tx.orders_of_chain(request.chain)? {
        is_known = is_known || is_theirs(tx, &order, who.account, who.key)?;
    }
    if !is_known {
        return Err(NotTaken::Unknown);
    }
    let head = head_of(&request.head, who, request.chain).ok_or(NotTaken::Field("head"))?;
    let live = match &request.live {
        None => None,
        Some(live) => {
            let of_live = head_of(&live.head, who, request.chain);
            let newest = of_live.ok_or(NotTaken::Field("live"))?;
            let last = live.items.last().map_or(0, |item| item.seq);
            if newest.head.seq < last {
                return Err(NotTaken::Field("live"));
            }
            Some((newest, live))
        }
    };
    let last = request.items.last().map_or(head.head.seq, |item| item.seq);
    if head.head.seq != last {
        return Err(NotTaken::Field("head"));
    }
    // What the key writes that the account went on without is nobody's word.
    let up_to = tx.linked_up_to(request.chain, who.key)?;
    let live_to = live.as_ref().map_or(0, |(newest, _)| newest.head.seq);
    if up_to.is_some_and(|up_to| last.max(live_to) > up_to) {
        return Err(NotTaken::Field("items"));
    }
    let is_unread = |item: &&ReportItem| !is_kept(&item.kind) && !item.is_readable();
    if let Some(item) = request.items.iter().find(is_unread) {
        return Err(NotTaken::Item(item.seq));
    }
    let disputes = request.disputes().map_err(|_| NotTaken::Field("disclosed"))?;
    let ledger = Ledger { chain: request.chain, key: who.key };
    if tx.batches_since(&ledger, who.now.saturating_sub(BATCHES_COUNT_FOR))? >= MOST_BATCHES {
        return Err(NotTaken::TooMany);
    }
    let taking = Taking { tx, who, request, head: &head, ledger, disputes };
    if let Some((newest, live)) = live {
        taking.save_seen(&live.items, &live.head, &newest)?;
    }
    taking.take()
}

fn head_of(bytes: &[u8], who: &Reporter<'_>, chain: ChainId) -> Option<SignedHead> {
    let head = Head::read(bytes, who.device).ok()?;
    (head.head.chain == chain).then_some(head)
}

/// One batch whose form is good.
struct Taking<'t> {
    tx: &'t Transaction<'t>,
    who: &'t Reporter<'t>,
    request: &'t ReportRequest,
    head: &'t SignedHead,
    ledger: Ledger,
    /// Numbers of the items that dispute something, with the words that were shown.
    disputes: Vec<(u64, Option<String>)>,
}

impl Taking<'_> {
    fn take(&self) -> Result<Taken, NotTaken> {
        let nothing = ReportsEnd::begin(self.ledger.chain, &self.ledger.key);
        let whole = self.tx.reports_end(&self.ledger)?.unwrap_or(nothing);
        let items = &self.request.items;
        let before = match items.first() {
            Some(first) => first.seq.saturating_sub(1),
            None => self.head.head.seq,
        };
        if before > whole.seq {
            self.save_seen(items, &self.request.head, self.head)?;
            return self.as_it_is(&whole);
        }
        let mut end = match before {
            0 => nothing,
            seq => self.end_at(seq)?,
        };
        let mut new: Vec<StoredItem> = Vec::new();
        for item in items {
            let leaves = self.leaves(item)?;
            let named: Vec<_> = leaves.iter().map(|(class, leaf)| (*class, *leaf)).collect();
            end = end.follow(item.seq, &item.kind, &named).ok_or(NotTaken::Item(item.seq))?;
            let stored = StoredItem {
                seq: item.seq,
                epoch: self.head.head.epoch,
                kind: item.kind.clone(),
                leaves: leaves_of(&named),
                says: says_of(item),
                r: end.r,
                received_at: self.who.now,
            };
            match self.tx.report_item(&self.ledger, item.seq)? {
                None => new.push(stored),
                Some(held) if held.kind != stored.kind || held.leaves != stored.leaves => {
                    return self.conflict(&held, &stored);
                }
                // It was put aside, and says now what it said then.
                Some(held) if item.says_something() && held.says != stored.says => new.push(stored),
                Some(_) => {}
            }
        }
        if end.r != self.head.head.r {
            // From the beginning on everything is theirs. Else something before may be another one.
            return if before == 0 { Err(NotTaken::Field("head")) } else { self.as_it_is(&whole) };
        }
        self.save(&new)?;
        let receipt = self.receipt(self.head.head.seq, self.head.digest)?;
        Ok(Taken { receipt, highest: self.highest()? })
    }

    /// The end of what is reported up to a number that is there.
    fn end_at(&self, seq: u64) -> Result<ReportsEnd, NotTaken> {
        let item = self.tx.report_item(&self.ledger, seq)?.ok_or(NotTaken::Failed)?;
        Ok(ReportsEnd { seq, r: item.r })
    }

    fn leaves<'i>(&self, item: &'i ReportItem) -> Result<Vec<(&'i str, [u8; 32])>, NotTaken> {
        let failed = Cell::new(false);
        let leaves = item.leaves(Numbered::Reported(self.head.head.epoch, item.seq), |class| {
            match self.secret(class, item.seq) {
                Ok(secret) => secret,
                Err(_) => {
                    failed.set(true);
                    None
                }
            }
        });
        match leaves {
            Some(leaves) => Ok(leaves),
            None if failed.get() => Err(NotTaken::Failed),
            None => Err(NotTaken::Field("secrets")),
        }
    }

    /// What opens a class of an item: of what was given now and before, what begins last.
    fn secret(&self, class: &str, seq: u64) -> Result<Option<ClassSecret>, StoreError> {
        let of_class = |given: &VersionSecrets| {
            let secret = given.secrets.iter().find(|(name, _)| name == class)?;
            Some((given.from, secret.1.clone()))
        };
        let given = self.request.secrets.iter().filter(|given| given.from <= seq);
        let given = given.filter_map(of_class).max_by_key(|(from, _)| *from);
        let held = self.tx.report_secret(&self.ledger, class, seq)?;
        Ok(match (given, held) {
            (Some((from, _)), Some((held_from, held))) if from < held_from => {
                Some(ClassSecret::new(held))
            }
            (Some((_, given)), _) => Some(given),
            (None, held) => held.map(|(_, held)| ClassSecret::new(held)),
        })
    }

    fn save(&self, new: &[StoredItem]) -> Result<(), NotTaken> {
        for item in new {
            self.tx.save_report_item(&self.ledger, item)?;
        }
        for (seq, text) in &self.disputes {
            self.tx.save_dispute(&StoredDispute {
                reference: dispute_reference(&self.ledger, *seq),
                ledger: self.ledger,
                seq: *seq,
                notice: None,
                text: text.clone(),
            })?;
        }
        let last = self.head.head.seq;
        for given in self.request.secrets.iter().filter(|given| given.from <= last) {
            self.tx.save_report_secrets(&self.ledger, given)?;
        }
        name_photos(self.tx, &self.ledger, new)?;
        self.save_head(&self.request.head, self.head, true)?;
        Ok(self.tx.delete_seen_items(&self.ledger, last)?)
    }

    /// Keeps what lies beyond a gap as seen, under the head that it came with.
    fn save_seen(
        &self,
        items: &[ReportItem],
        head: &[u8],
        signed: &SignedHead,
    ) -> Result<(), NotTaken> {
        for item in items {
            let seen = SeenItem { seq: item.seq, kind: item.kind.clone(), says: says_of(item) };
            self.tx.save_seen_item(&self.ledger, &seen, self.who.now)?;
        }
        self.save_head(head, signed, false)
    }

    fn save_head(&self, bytes: &[u8], head: &SignedHead, fits: bool) -> Result<(), NotTaken> {
        let stored = StoredHead { seq: head.head.seq, digest: head.digest, bytes: bytes.to_vec() };
        Ok(self.tx.save_head(&self.ledger, &stored, fits, self.who.now)?)
    }

    /// Another item than the one that stays.
    fn conflict(&self, held: &StoredItem, other: &StoredItem) -> Result<Taken, NotTaken> {
        let Ledger { chain, key } = self.ledger;
        let receipt = self.sign(Received::Conflict { chain, key, seq: held.seq, r: held.r })?;
        let conflict =
            SavedConflict { seq: held.seq, item: other.r, head: self.head.digest, bytes: &receipt };
        self.tx.save_conflict(&self.ledger, &conflict, self.who.now)?;
        Ok(Taken { receipt, highest: self.highest()? })
    }

    /// Nothing is taken, and what is there is said: the phone knows how to go on.
    fn as_it_is(&self, whole: &ReportsEnd) -> Result<Taken, NotTaken> {
        let highest = self.tx.highest_head(&self.ledger)?;
        let head = highest.as_ref().filter(|head| head.seq == whole.seq);
        let receipt = self.receipt(whole.seq, head.map_or([0; 32], |head| head.digest))?;
        Ok(Taken { receipt, highest: self.highest()? })
    }

    fn highest(&self) -> Result<Option<Vec<u8>>, NotTaken> {
        let highest = self.tx.highest_head(&self.ledger)?;
        let other = highest.filter(|highest| highest.digest != self.head.digest);
        Ok(other.map(|highest| highest.bytes))
    }

    fn receipt(&self, up_to: u64, head: [u8; 32]) -> Result<Vec<u8>, NotTaken> {
        let Ledger { chain, key } = self.ledger;
        let nonce = self.who.nonce;
        let bytes = self.sign(Received::Reports { chain, key, up_to, head, nonce })?;
        if up_to > 0 {
            let receipt = StoredReceipt { up_to, head, bytes: bytes.clone(), at: self.who.now };
            self.tx.save_receipt(&self.ledger, &receipt)?;
        }
        Ok(bytes)
    }

    fn sign(&self, received: Received) -> Result<Vec<u8>, NotTaken> {
        let keys = &self.who.published.keys;
        let key: &SigningKey = keys.receipt.as_ref().ok_or(NotTaken::Failed)?;
        let iss = self.who.published.iss().to_owned();
        let receipt = Receipt { iss, iat: self.who.now, received };
        Ok(close(key, receipt.draft(key.public()))?)
    }
}
