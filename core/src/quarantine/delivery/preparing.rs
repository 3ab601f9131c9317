//! The next request (`PROTOCOL.md §20.2`).

use super::body::Body;
use super::head_time::{DeliveryProblem, HeadTime};
use super::limits::MOST_HEADS;
use super::point::Point;
use super::state::{Delivery, InFlight, OpenHead};
use crate::crypto::sha256;
use crate::documents::Head;
use crate::documents::numbers::limit;
use crate::model::OrderId;
use crate::quarantine::journal::{ChainSecret, Entry, Kind};
use crate::quarantine::report::{
    Live, MOST_ITEMS, ReportItem, ReportProblem, ReportRequest, Seen, fill, live, secrets,
};

/// What a request is made of.
#[derive(Debug, Clone, Copy)]
pub struct Ready<'e> {
    /// Every entry after [`Delivery::confirmed`], of any kind, oldest first and without a gap: all, or
    /// the first [`super::MOST_READ`].
    pub entries: &'e [Entry],
    /// Among these are the entry of the newest presence, and those of declarations.
    pub live: &'e [Entry],
    /// Number of the newest item that was written.
    pub newest: u64,
    pub secret: &'e ChainSecret,
    pub seen: &'e Seen,
    pub time: HeadTime,
    /// The best value of trusted time.
    pub now_ms: i64,
}

/// What there is to send.
#[derive(Debug)]
pub enum Prepared {
    Nothing,
    /// Nothing of these entries is sent. This is stored, and the next entries are read.
    Further(Box<Delivery>),
    /// The last request, whose answer was lost, to the byte.
    Again(Box<Sending>),
    /// A new one, once its heads are signed.
    New(Box<Unsigned>),
}

/// A request whose heads wait for the device key.
#[derive(Debug)]
pub struct Unsigned {
    /// At its last item.
    pub head: Head,
    /// At the newest entry, if more waits than fits.
    pub live: Option<Head>,
    /// The entries at which they stand.
    pub head_n: u64,
    pub live_n: u64,
    batch: Batch,
    newest: u64,
    now_ms: i64,
    before: Delivery,
}

/// A request that can go.
#[derive(Debug)]
pub struct Sending {
    /// As it goes out.
    pub body: Vec<u8>,
    pub is_deflated: bool,
    /// To be stored before the first byte leaves.
    pub delivery: Delivery,
    pub(super) items: Vec<ReportItem>,
    /// Numbers of what goes as `live`.
    pub(super) live: Vec<u64>,
}

/// Items, and where they lead.
#[derive(Debug)]
struct Batch {
    request: ReportRequest,
    point: Point,
    under: (OrderId, u64),
    last: u64,
}

/// As long as a signed head can be.
const HEAD_ROOM: &[u8] = &[0; limit::HEAD];

impl Delivery {
    /// The next request. Its cost is that of the entries that are handed over.
    ///
    /// # Errors
    /// [`DeliveryProblem`] if the entries have a gap, or one fits into no request.
    pub fn prepare(&self, ready: &Ready<'_>) -> Result<Prepared, DeliveryProblem> {
        let waiting: Vec<Entry> =
            ready.entries.iter().filter(|one| self.waits(one)).take(MOST_ITEMS).cloned().collect();
        if waiting.is_empty() {
            return self.further(ready);
        }
        if let Some(sending) = self.again(ready, &waiting)? {
            return Ok(Prepared::Again(Box::new(sending)));
        }
        let batch = self.fitting(ready, &waiting)?;
        let live = batch.request.live.is_some().then(|| self.head_at(self.ahead, &ready.time));
        Ok(Prepared::New(Box::new(Unsigned {
            head: self.head_at(batch.point, &ready.time),
            live,
            head_n: batch.point.journal.n,
            live_n: self.ahead.journal.n,
            batch,
            newest: ready.newest,
            now_ms: ready.now_ms,
            before: self.clone(),
        })))
    }

    fn waits(&self, entry: &Entry) -> bool {
        entry.epoch == self.epoch && entry.seq.is_some()
    }

    /// Past entries of which nothing is sent.
    fn further(&self, ready: &Ready<'_>) -> Result<Prepared, DeliveryProblem> {
        if ready.entries.is_empty() || ready.newest <= self.confirmed.reports.seq {
            return Ok(Prepared::Nothing);
        }
        let confirmed = self.to_the_end_of(ready, u64::MAX)?;
        let ahead = self.ahead.or_later(confirmed);
        Ok(Prepared::Further(Box::new(Self { confirmed, ahead, ..self.clone() })))
    }

    /// Follows the entries up to the last before an item beyond this one.
    fn to_the_end_of(&self, ready: &Ready<'_>, last: u64) -> Result<Point, DeliveryProblem> {
        let is_beyond = |one: &&Entry| self.waits(one) && one.seq > Some(last);
        let (from, to) = (self.confirmed.journal.n, self.ahead.journal.n);
        let are_all = to.checked_sub(from) == u64::try_from(ready.entries.len()).ok()
            && ready.entries.last().is_some_and(|one| one.n == to);
        // Where all of them go, they were followed already.
        if are_all && !ready.entries.iter().any(|one| is_beyond(&one)) {
            return Ok(self.ahead);
        }
        let mut until = ready.entries.iter().take_while(|one| !is_beyond(one));
        until
            .try_fold(self.confirmed, |end, one| end.follow(one, self.epoch, ready.secret))
            .ok_or(DeliveryProblem::Gap)
    }

    /// The largest batch that fits with what goes beside it.
    fn fitting(&self, ready: &Ready<'_>, waiting: &[Entry]) -> Result<Batch, DeliveryProblem> {
        let mut most = usize::try_from(self.most).unwrap_or(MOST_ITEMS);
        let mut with_live = !self.alone;
        loop {
            let batch = self.batch(ready, waiting, most, with_live)?;
            match batch.request.to_bytes() {
                Ok(_) => return Ok(batch),
                Err(ReportProblem::TooLarge) if batch.request.live.is_some() => with_live = false,
                Err(ReportProblem::TooLarge) if batch.request.items.len() > 1 => {
                    most = batch.request.items.len() / 2;
                }
                Err(problem) => return Err(problem.into()),
            }
        }
    }

    fn batch(
        &self,
        ready: &Ready<'_>,
        waiting: &[Entry],
        most: usize,
        with_live: bool,
    ) -> Result<Batch, DeliveryProblem> {
        let most = most.min(until_a_version_returns(self.told, waiting)).max(1);
        let filled = fill(waiting, &self.aside, ready.secret, most);
        let taken = waiting.get(..filled.items.len()).unwrap_or_default();
        let Some((entry, last)) = taken.last().and_then(|entry| Some((entry, entry.seq?))) else {
            return Err(DeliveryProblem::Gap);
        };
        let has: Vec<(OrderId, u64)> = self.told.into_iter().collect();
        let live = if with_live { self.live(ready, last) } else { None };
        let request = ReportRequest {
            chain: self.chain,
            secrets: secrets(taken, &has, ready.secret),
            items: filled.items,
            disclosed: filled.disclosed,
            head: HEAD_ROOM.to_vec(),
            live,
            seen: ready.seen.clone(),
        };
        let point = self.to_the_end_of(ready, last)?;
        Ok(Batch { request, point, under: (entry.under.order, entry.under.version), last })
    }

    /// What has to be known now of what does not fit, as far as the chains were followed.
    fn live(&self, ready: &Ready<'_>, last: u64) -> Option<Live> {
        let beyond = last + 1..=self.ahead.reports.seq;
        let told = ready.live.iter().filter(|one| {
            one.epoch == self.epoch && one.seq.is_some_and(|seq| beyond.contains(&seq))
        });
        let told: Vec<Entry> = told.cloned().collect();
        let items = live(&told, ready.secret, |one| one.kind == Kind::Declare);
        (!items.is_empty()).then(|| Live { head: HEAD_ROOM.to_vec(), items })
    }

    /// The last request, if nothing was written since.
    fn again(
        &self,
        ready: &Ready<'_>,
        waiting: &[Entry],
    ) -> Result<Option<Sending>, DeliveryProblem> {
        let Some(last) = self.in_flight.as_ref().filter(|last| last.newest == ready.newest) else {
            return Ok(None);
        };
        let many = last.last.saturating_sub(self.confirmed.reports.seq);
        let most = usize::try_from(many).unwrap_or(MOST_ITEMS);
        let mut batch = self.batch(ready, waiting, most, last.live.is_some())?;
        batch.request.head.clone_from(&last.head);
        if let (Some(live), Some(head)) = (batch.request.live.as_mut(), &last.live) {
            live.head.clone_from(head);
        }
        let body = Body::of(&batch.request)?;
        if sha256(&body.bytes) != last.body {
            return Ok(None);
        }
        let delivery = self.clone().tried(ready.newest, ready.now_ms);
        Ok(Some(Sending::of(body, batch.request, delivery)))
    }

    fn tried(self, newest: u64, now_ms: i64) -> Self {
        let failures = self.failures.saturating_add(1);
        Self { failures, tried: newest, last_try_ms: Some(now_ms), ..self }
    }
}

impl Unsigned {
    /// The request with its heads, each a COSE_Sign1 of the device key: `live` is there if
    /// [`Unsigned::live`] is.
    ///
    /// # Errors
    /// [`DeliveryProblem::Request`] if a head is longer than heads are.
    pub fn signed(self, head: Vec<u8>, live: Option<Vec<u8>>) -> Result<Sending, DeliveryProblem> {
        let Batch { mut request, point, under, last } = self.batch;
        request.head.clone_from(&head);
        if let (Some(with), Some(head)) = (request.live.as_mut(), &live) {
            with.head.clone_from(head);
        }
        let body = Body::of(&request)?;
        let digest = self.head.digest();
        let mut delivery = self.before.tried(self.newest, self.now_ms);
        delivery.heads.push(OpenHead { digest, point, under });
        let forgotten = delivery.heads.len().saturating_sub(MOST_HEADS);
        delivery.heads.drain(..forgotten);
        delivery.highest = delivery.highest.max(last);
        delivery.ahead = delivery.ahead.or_later(point);
        delivery.newest_head = Some(self.live.map_or(digest, |head| head.digest()));
        delivery.in_flight =
            Some(InFlight { last, newest: self.newest, head, live, body: sha256(&body.bytes) });
        Ok(Sending::of(body, request, delivery))
    }
}

impl Sending {
    /// How many items it has.
    pub fn many_items(&self) -> u64 {
        u64::try_from(self.items.len()).unwrap_or(u64::MAX)
    }

    fn of(body: Body, request: ReportRequest, delivery: Delivery) -> Self {
        let live = request.live.iter().flat_map(|live| &live.items).map(|item| item.seq).collect();
        let Body { bytes: body, is_deflated } = body;
        Self { body, is_deflated, delivery, items: request.items, live }
    }
}

/// How many entries go before a version is told again after another: secrets count until the next.
fn until_a_version_returns(told: Option<(OrderId, u64)>, waiting: &[Entry]) -> usize {
    let mut versions: Vec<(OrderId, u64)> = told.into_iter().collect();
    let returns = |entry: &Entry| {
        let version = (entry.under.order, entry.under.version);
        let known = versions.iter().position(|known| *known == version);
        if known.is_none() {
            versions.push(version);
        }
        known.is_some_and(|known| known + 1 < versions.len())
    };
    waiting.iter().position(returns).unwrap_or(waiting.len())
}
