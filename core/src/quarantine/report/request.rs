//! A batch of items on the wire (`PROTOCOL.md §20.2`).

use super::disclosing::Disclosed;
use super::fixes;
use super::item::ReportItem;
use super::limits::is_kept;
use super::limits::{MOST_BYTES, MOST_ITEMS};
use super::seen::Seen;
use crate::documents::numbers::limit;
use crate::documents::{Item, MapKey};
use crate::model::{ChainId, EpochId, OrderId};
use crate::quarantine::journal::{ClassSecret, Numbered, ReportsEnd, fix};

/// What opens the reported classes of all items under one version of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionSecrets {
    pub order: OrderId,
    pub version: u64,
    /// Number of the first item under it; it counts until the next.
    pub from: u64,
    /// By the name of the class, in the order of a map.
    pub secrets: Vec<(String, ClassSecret)>,
}

/// What somebody has to know now, while more waits than fits into one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The newest, signed.
    pub head: Vec<u8>,
    /// They come again in their order, and only then count.
    pub items: Vec<ReportItem>,
}

/// What is sent to `/v1/reports`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRequest {
    pub chain: ChainId,
    /// Of one epoch, that of the head; their numbers have no gap.
    pub items: Vec<ReportItem>,
    /// Those that the authority does not have yet.
    pub secrets: Vec<VersionSecrets>,
    /// What is opened of other classes of its items.
    pub disclosed: Vec<Disclosed>,
    /// At the last item, signed.
    pub head: Vec<u8>,
    pub live: Option<Live>,
    pub seen: Seen,
}

/// Why a batch is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportProblem {
    #[error("more than 256 KiB, or more than 500 items")]
    TooLarge,
    #[error("not a batch of reports in its one form")]
    Malformed,
    /// One item, or the run that begins with it.
    #[error("an item cannot be read")]
    Item { seq: u64 },
    /// Its number is not the next one.
    #[error("the numbers of items have a gap")]
    Gap { seq: u64 },
    /// A class of an item travels and nothing opens it.
    #[error("a secret is missing")]
    Secret { seq: u64 },
    /// Something is opened that is not of these items.
    #[error("what is disclosed is not what the items say")]
    Disclosed,
}

impl ReportRequest {
    /// Deterministic CBOR.
    ///
    /// # Errors
    /// [`ReportProblem`] if a reader would not take it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ReportProblem> {
        let mut fields: Vec<(MapKey, Item<'_>)> = vec![
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("items".into(), written(&self.items)?),
            ("head".into(), Item::Bytes(self.head.as_slice().into())),
            ("seen".into(), self.seen.to_item()),
        ];
        if !self.secrets.is_empty() {
            let secrets = self.secrets.iter().map(VersionSecrets::to_item).collect();
            fields.push(("secrets".into(), Item::Array(secrets)));
        }
        if !self.disclosed.is_empty() {
            let all = self.disclosed.iter().map(Disclosed::to_item).collect::<Option<_>>();
            let all = all.ok_or(ReportProblem::Disclosed)?;
            fields.push(("disclosed".into(), Item::Array(all)));
        }
        if let Some(live) = &self.live {
            let live = [
                ("head".into(), Item::Bytes(live.head.as_slice().into())),
                ("items".into(), written(&live.items)?),
            ];
            fields.push(("live".into(), Item::map(live)));
        }
        let bytes = Item::map(fields).to_bytes();
        self.is_in_order()?;
        if bytes.len() <= MOST_BYTES { Ok(bytes) } else { Err(ReportProblem::TooLarge) }
    }

    /// The batch in these bytes.
    ///
    /// # Errors
    /// [`ReportProblem`] for anything but the one form, or an item of a gap. Whether items of known
    /// kinds can be read is another question ([`ReportItem::is_readable`]).
    pub fn read(bytes: &[u8]) -> Result<Self, ReportProblem> {
        if bytes.len() > MOST_BYTES {
            return Err(ReportProblem::TooLarge);
        }
        let malformed = ReportProblem::Malformed;
        let item = Item::read(bytes, limit::DEPTH_DOCUMENT).map_err(|_| malformed)?;
        let field = |name: &'static str| item.get(name).ok_or(malformed);
        let head = |item: &Item<'_>| {
            let head = item.get("head").and_then(Item::as_bytes);
            head.filter(|head| head.len() <= limit::HEAD).map(<[u8]>::to_vec).ok_or(malformed)
        };
        let secrets = list(&item, "secrets", VersionSecrets::from_item).ok_or(malformed)?;
        let disclosed = list(&item, "disclosed", Disclosed::from_item);
        let live = match item.get("live") {
            None => None,
            Some(live) => {
                Some(Live { head: head(live)?, items: read(live.get("items").ok_or(malformed)?)? })
            }
        };
        let request = Self {
            chain: ChainId::new(field("chain")?.as_fixed().ok_or(malformed)?),
            items: read(field("items")?)?,
            secrets,
            disclosed: disclosed.ok_or(ReportProblem::Disclosed)?,
            head: head(&item)?,
            live,
            seen: Seen::from_item(field("seen")?).ok_or(malformed)?,
        };
        request.is_in_order()?;
        Ok(request)
    }

    /// Numbers without a gap; of what is live, ascending and beyond them.
    fn is_in_order(&self) -> Result<(), ReportProblem> {
        let live = self.live.iter().flat_map(|live| &live.items);
        if self.items.len() + live.clone().count() > MOST_ITEMS {
            return Err(ReportProblem::TooLarge);
        }
        let mut last = None;
        for item in &self.items {
            let follows = last.is_none_or(|last: u64| last.checked_add(1) == Some(item.seq));
            if item.seq == 0 || !follows {
                return Err(ReportProblem::Gap { seq: item.seq });
            }
            last = Some(item.seq);
        }
        for item in live {
            if item.seq <= last.unwrap_or_default() {
                return Err(ReportProblem::Gap { seq: item.seq });
            }
            last = Some(item.seq);
        }
        Ok(())
    }

    /// The end of what is reported after these items: the head has to say the same. `secret` gives
    /// the secret of a class for the item of a number.
    ///
    /// # Errors
    /// [`ReportProblem`] if the first item is not the next, or cannot be opened.
    pub fn follow(
        &self,
        before: ReportsEnd,
        epoch: EpochId,
        secret: impl Fn(u64, &str) -> Option<ClassSecret>,
    ) -> Result<ReportsEnd, ReportProblem> {
        self.items.iter().try_fold(before, |end, item| {
            let seq = item.seq;
            let leaves = item
                .leaves(Numbered::Reported(epoch, seq), |class| secret(seq, class))
                .ok_or(ReportProblem::Secret { seq })?;
            end.follow(seq, &item.kind, &leaves).ok_or(ReportProblem::Gap { seq })
        })
    }
}

/// Items as they travel: fixes that follow each other as runs.
fn written(items: &[ReportItem]) -> Result<Item<'_>, ReportProblem> {
    let mut all = Vec::new();
    let mut run: Vec<fix::Place> = Vec::new();
    let mut first = 0;
    for item in items {
        let fix = fixes::plain(item);
        let goes_on = match (run.last(), &fix) {
            (Some(last), Some(fix)) => {
                fixes::same_run(last, fix) && first + run.len() as u64 == item.seq
            }
            _ => false,
        };
        if !goes_on {
            all.extend(fixes::run(first, &run));
            run.clear();
            first = item.seq;
        }
        match fix {
            Some(fix) => run.push(fix),
            None => all.push(item.to_item().ok_or(ReportProblem::Item { seq: item.seq })?),
        }
    }
    all.extend(fixes::run(first, &run));
    Ok(Item::Array(all))
}

/// A list that is not empty, or not there.
fn list<T>(
    request: &Item<'_>,
    name: &'static str,
    read: impl Fn(&Item<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    match request.get(name) {
        None => Some(Vec::new()),
        Some(list) => list.as_array().filter(|list| !list.is_empty())?.iter().map(read).collect(),
    }
}

fn read(items: &Item<'_>) -> Result<Vec<ReportItem>, ReportProblem> {
    let mut all = Vec::new();
    for item in items.as_array().ok_or(ReportProblem::Malformed)? {
        let parts = item.as_array().ok_or(ReportProblem::Malformed)?;
        let [seq, kind, rest @ ..] = parts else { return Err(ReportProblem::Malformed) };
        let seq = seq.as_uint().ok_or(ReportProblem::Malformed)?;
        let kind = kind.as_text().ok_or(ReportProblem::Item { seq })?;
        let read = match (kind, rest) {
            (kind, [parts]) => ReportItem::from_parts(seq, kind, parts).map(|item| vec![item]),
            ("fix", [count, boot, columns]) => fixes::items(seq, count, boot, columns),
            _ => None,
        };
        // What a patient answered or declared is never refused by its number.
        let unread =
            if is_kept(kind) { ReportProblem::Malformed } else { ReportProblem::Item { seq } };
        all.extend(read.ok_or(unread)?);
        if all.len() > MOST_ITEMS {
            return Err(ReportProblem::TooLarge);
        }
    }
    Ok(all)
}

impl VersionSecrets {
    /// `[order, version, from, {class: secret}]`.
    fn to_item(&self) -> Item<'_> {
        let secret = |(class, secret): &'_ (String, ClassSecret)| {
            (Item::text(class), Item::bytes(secret.bytes()))
        };
        Item::Array(vec![
            Item::bytes(self.order.bytes()),
            Item::uint(self.version),
            Item::uint(self.from),
            Item::ordered(self.secrets.iter().map(secret).collect()),
        ])
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let [order, version, from, secrets] = item.as_array()? else { return None };
        let secret = |(class, secret): &(Item<'_>, Item<'_>)| {
            Some((class.as_text()?.to_owned(), ClassSecret::new(secret.as_fixed()?)))
        };
        Some(Self {
            order: OrderId::new(order.as_fixed()?),
            version: version.as_uint()?,
            from: from.as_uint()?,
            secrets: secrets.as_map()?.iter().map(secret).collect::<Option<_>>()?,
        })
    }
}
