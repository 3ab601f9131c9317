//! The reports of a phone, as it would write them down.

use std::collections::BTreeSet;

use doorstep::documents::{CheckKind, Head, Item, Order, Report, cose_key};
use doorstep::model::{
    BootMark, ChainId, CheckId, EpochId, OrderId, PhotoId, Thumbprint, from_base64url,
};
use doorstep::quarantine::journal::{
    AnswerMode, Asked, ChainSecret, Class, ClassSecret, Declared, Disputed, Entry, Event, FixFlags,
    Interval, Leaf, Moment, Numbered, Numbering, ReportedUnder, ReportsEnd, Values, answer, check,
    declare, dispute, fix, leaf_of,
};
use doorstep::quarantine::presence::{
    Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, Verdict,
};
use doorstep::quarantine::report::{
    Disclosed, MOST_ITEMS, Part, ReportItem, ReportRequest, Seen, SeenVersion, VersionSecrets,
    fill, secrets,
};
use doorstep::requests::{MediaType, Route, SyncReply, SyncRequest};
use doorstep_authority::admin::{OrderChange, OrderFor, PlaceChange};

use crate::support::{Draft, ISS, NOON, NUMBER, Phone, Rig, random};

/// What hides the classes that are not told.
const HIDDEN: Leaf = [0x1d; 32];

/// The reported entries of one key, and how a phone signs for them.
#[derive(Clone)]
pub struct Journal {
    pub chain: ChainId,
    pub order: OrderId,
    /// Name of the device key.
    pub key: Thumbprint,
    epoch: EpochId,
    /// What lies before the items.
    base: ReportsEnd,
    items: Vec<ReportItem>,
    /// The words of disputes.
    disclosed: Vec<Disclosed>,
}

/// A head with the digest that receipts name.
pub struct SignedHead {
    pub bytes: Vec<u8>,
    pub digest: [u8; 32],
}

/// When the item of this number was written.
pub fn at(seq: u64) -> Moment {
    Moment {
        within: Interval::new(NOON + seq, Some(NOON + seq + 2)).unwrap(),
        elapsed: Milliseconds(i64::try_from(1_000 * seq).unwrap()),
        boot: BootMark::new([0xb0; 8]),
    }
}

fn fix_of(n: u64) -> Event {
    let place = fix::Place {
        at: at(900 * n),
        time: NOON + 900 * n,
        age: Milliseconds(1_000),
        position: Position::new(557_558_123 + i64::try_from(n % 3).unwrap(), 376_173_000).unwrap(),
        accuracy: Some(Millimetres(23_000)),
        source: Source::Wifi,
        flags: FixFlags::default(),
        steps: Some(0),
        activity: None,
        wifi: HomeWifi::Connected,
        verdict: Verdict::In,
        weight: Decibans(0),
        place: Some(0),
    };
    Event::Fix { place }
}

impl Journal {
    /// Of a phone that has been given an order.
    pub async fn under_order(rig: &Rig, phone: &Phone, now: u64) -> Self {
        let at_home = OrderChange {
            first_place: PlaceChange { at: Some((55.7558123, 37.6173)), ..PlaceChange::default() },
            ..OrderChange::default()
        };
        rig.admin.issue_order(OrderFor::Phone(NUMBER.to_owned()), at_home).await.unwrap();
        let seen = doorstep::requests::Seen {
            orders: Some(Vec::new()),
            ..doorstep::requests::Seen::default()
        };
        let request = SyncRequest { seen, sub: Some("-".to_owned()) };
        let draft = Draft::new(Route::Sync, &request, phone.dev()).at(now);
        let mut reply: SyncReply = draft.send(rig).await.is(200).json();
        let bytes = from_base64url(&reply.orders.remove(0).order).unwrap();
        let order = Order::read(&bytes, &rig.trust().await, ISS).unwrap().document;
        let key = cose_key::thumbprint(phone.device.public());
        Self {
            chain: order.chain,
            order: order.id,
            key,
            epoch: EpochId::new([0xe0; 8]),
            base: ReportsEnd::begin(order.chain, &key),
            items: Vec::new(),
            disclosed: Vec::new(),
        }
    }

    /// A journal of the same chain under another key.
    pub fn of_key(&self, key: Thumbprint) -> Self {
        let base = ReportsEnd::begin(self.chain, &key);
        Self { key, base, items: Vec::new(), disclosed: Vec::new(), ..self.clone() }
    }

    fn under(&self) -> ReportedUnder {
        ReportedUnder { order: self.order, version: 1, report: Report::Presence }
    }

    fn secret(&self, class: Class) -> ClassSecret {
        ChainSecret::new([0x5e; 32]).of_class(class, &self.under())
    }

    /// Number of the last item.
    pub fn last(&self) -> u64 {
        self.items.last().map_or(self.base.seq, |item| item.seq)
    }

    fn write(&mut self, kind: &str, open: Part) {
        self.write_with(kind, open, HIDDEN);
    }

    fn write_with(&mut self, kind: &str, open: Part, private: Leaf) {
        let seq = self.last() + 1;
        let parts = vec![("open".to_owned(), open), ("private".to_owned(), Part::Leaf(private))];
        self.items.push(ReportItem { seq, kind: kind.to_owned(), parts });
    }

    /// This happened.
    pub fn happened(&mut self, event: &Event) {
        let open = event.values().into_iter().find(|(class, _)| *class == Class::Open).unwrap().1;
        self.write(event.kind().name(), Part::Values(open));
    }

    fn declared(&mut self, times: u64, what: Declared) {
        for _ in 0..times {
            let open = declare::Open { at: at(self.last() + 1), what, until: None };
            let private = declare::Private { text: None };
            self.happened(&Event::Declare { open, private });
        }
    }

    /// The patient is back, so many times.
    pub fn declare(&mut self, times: u64) {
        self.declared(times, Declared::Back);
    }

    /// The phone does not work, so many times.
    pub fn fault(&mut self, times: u64) {
        self.declared(times, Declared::Fault);
    }

    /// The patient disputes this, in these words.
    pub fn dispute(&mut self, disputed: Disputed, text: &str) {
        let seq = self.last() + 1;
        let open = dispute::Open { at: at(seq), disputed }.values();
        let values = dispute::Private { text: Some(text.to_owned()) }.values();
        let salt = self.secret(Class::Private).salt(Numbered::Reported(self.epoch, seq));
        self.write_with("dispute", Part::Values(open), leaf_of(&salt, &values));
        self.disclosed.push(Disclosed { seq, class: "private".to_owned(), salt, values });
    }

    /// An entry of this kind that nobody can read.
    pub fn odd(&mut self, kind: &str) {
        let odd = Item::map([("odd".into(), Item::Int(1))]);
        self.write(kind, Part::Values(Values::from_item(&odd).unwrap()));
    }

    pub fn odd_part(&mut self, kind: &str, part: Part) {
        self.write(kind, part);
    }

    /// The patient answers a check by this photo: the number of the item.
    pub fn answer(&mut self, check: Asked, photo: PhotoId) -> u64 {
        let seq = self.last() + 1;
        let open = answer::Open {
            at: at(seq),
            check,
            digest: None,
            how: AnswerMode::Photo,
            reason: None,
            photo: Some(*photo.bytes()),
        };
        let parts = [
            ("open", Part::Values(open.values())),
            ("place", Part::Leaf(HIDDEN)),
            ("private", Part::Leaf(HIDDEN)),
        ];
        let parts = parts.map(|(class, part)| (class.to_owned(), part)).into();
        self.items.push(ReportItem { seq, kind: "answer".to_owned(), parts });
        seq
    }

    /// A check for a photo was asked, and its window closed at this time.
    pub fn asked(&mut self, id: CheckId, closes: Interval) {
        let seq = self.last() + 1;
        let open = check::Open {
            at: at(seq),
            id,
            digest: None,
            kind: CheckKind::Photo,
            due: None,
            delivered: None,
            closes: Some(closes),
            refused: None,
        };
        let parts = vec![("open".to_owned(), Part::Values(open.values()))];
        self.items.push(ReportItem { seq, kind: "check".to_owned(), parts });
    }

    /// Another epoch, after what the authority has.
    pub fn go_on(&mut self, after: u64, r: [u8; 32]) {
        self.epoch = EpochId::new(random());
        self.base = ReportsEnd { seq: after, r };
        self.items.clear();
        self.disclosed.clear();
    }

    fn leaves<'i>(&self, item: &'i ReportItem) -> Vec<(&'i str, Leaf)> {
        let secret = |class: &str| Class::of(class).map(|class| self.secret(class));
        item.leaves(Numbered::Reported(self.epoch, item.seq), secret).unwrap()
    }

    /// The end of what is reported up to this number.
    pub fn reports_end(&self, seq: u64) -> ReportsEnd {
        let items = self.items.iter().take_while(|item| item.seq <= seq);
        items.fold(self.base, |end, item| {
            end.follow(item.seq, &item.kind, &self.leaves(item)).unwrap()
        })
    }

    /// The item of this number without what it says.
    pub fn without_values(&self, seq: u64) -> ReportItem {
        let item = self.items.iter().find(|item| item.seq == seq).unwrap();
        let leaves = self.leaves(item).into_iter();
        let parts = leaves.map(|(class, leaf)| (class.to_owned(), Part::Leaf(leaf))).collect();
        ReportItem { parts, ..item.clone() }
    }

    /// The head at this number.
    pub fn head(&self, phone: &Phone, seq: u64) -> SignedHead {
        self.head_of(phone, self.reports_end(seq))
    }

    fn head_of(&self, phone: &Phone, end: ReportsEnd) -> SignedHead {
        let head = Head {
            latest: Some(NOON),
            chain: self.chain,
            epoch: self.epoch,
            seq: end.seq,
            r: end.r,
            h: [0x4a; 32],
            beacon: [0xbe; 32],
            elapsed: Some(1_000),
            boot: BootMark::new([0xb0; 8]),
            file: None,
        };
        let draft = head.draft(&cose_key::thumbprint(phone.device.public()));
        let signature = phone.device.sign(&draft.to_sign()).unwrap();
        SignedHead { bytes: draft.close(&signature), digest: head.digest() }
    }

    /// The items of these numbers, both ends among them.
    pub fn request(&self, phone: &Phone, from: u64, to: u64) -> ReportRequest {
        let open = vec![("open".to_owned(), self.secret(Class::Open))];
        let (order, version) = (self.order, 1);
        let within = self.items.iter().filter(|item| (from..=to).contains(&item.seq));
        let shown = self.disclosed.iter().filter(|one| (from..=to).contains(&one.seq));
        ReportRequest {
            chain: self.chain,
            items: within.cloned().collect(),
            secrets: vec![VersionSecrets { order, version, from, secrets: open }],
            disclosed: shown.cloned().collect(),
            head: self.head(phone, to).bytes,
            live: None,
            seen: Seen {
                orders: vec![SeenVersion { order: self.order, version: 1, digest: None }],
                ..Seen::default()
            },
        }
    }

    /// A batch of a night of fixes, as an order that asks for coordinates has it.
    pub fn night(&self, phone: &Phone, fixes: u64) -> ReportRequest {
        let secret = ChainSecret::new([0x5e; 32]);
        let mut numbering = Numbering::begin(self.epoch);
        numbering.under = ReportedUnder { report: Report::Coordinates, ..self.under() };
        let entries: Vec<Entry> = (0..fixes).map(|n| numbering.write(&fix_of(n))).collect();
        let mut request = ReportRequest {
            items: fill(&entries, &BTreeSet::new(), &secret, MOST_ITEMS).items,
            secrets: secrets(&entries, &[], &secret),
            ..self.request(phone, 1, 0)
        };
        let of_class = |_, class: &str| Some(secret.of_class(Class::of(class)?, &numbering.under));
        let end = request.follow(self.base, self.epoch, of_class).unwrap();
        request.head = self.head_of(phone, end).bytes;
        request
    }

    pub fn draft<'p>(&self, phone: &'p Phone, from: u64, to: u64) -> Draft<'p> {
        self.draft_of(phone, &self.request(phone, from, to))
    }

    pub fn draft_of<'p>(&self, phone: &'p Phone, request: &ReportRequest) -> Draft<'p> {
        Draft {
            media_type: MediaType::Cbor,
            body: request.to_bytes().unwrap(),
            key: None,
            ..Draft::new(Route::Reports, &(), phone.dev())
        }
    }
}
