//! Phones and authorities that are put back to earlier days, in any order, and lose each other's words
//! in between: at the end the authority has whatever the phone still has, and nobody was accused.

use std::collections::BTreeMap;

use super::*;
use crate::documents::{Head, Received};
use crate::model::{BootMark, Nonce};
use crate::quarantine::journal::{EpochReason, declare, epoch};

/// Rounds in which a phone and an authority agree again, whatever happened.
const ROUNDS: usize = 6;

/// The reported part of a phone.
#[derive(Clone)]
struct Phone {
    numbering: Numbering,
    /// By number, those that count.
    line: BTreeMap<u64, Entry>,
    /// After each number.
    ends: BTreeMap<u64, [u8; 32]>,
    sent: Sent,
}

/// What an authority has of one key.
#[derive(Clone)]
struct Authority {
    /// The end after each item, and what it declares.
    items: Vec<([u8; 32], Option<u64>)>,
    highest: Option<Head>,
}

#[derive(Default)]
struct Reply {
    received: Option<Received>,
    highest: Option<Head>,
}

fn what(number: u64) -> Event {
    let Event::Declare { open, private } = one(Kind::Declare) else { unreachable!() };
    Event::Declare { open: declare::Open { until: Some(number), ..open }, private }
}

fn declared(entry: &Entry) -> Option<u64> {
    match entry.event()? {
        Event::Declare { open, .. } => open.until,
        _ => None,
    }
}

impl Phone {
    fn new() -> Self {
        let numbering = Numbering { under: under(2), ..Numbering::begin(EPOCH) };
        let ends = BTreeMap::from([(0, begin().r)]);
        let sent = Sent {
            chain: CHAIN,
            key: KEY,
            highest: 0,
            confirmed: 0,
            whole_from: 1,
            heads: Vec::new(),
        };
        Self { numbering, line: BTreeMap::new(), ends, sent }
    }

    fn write(&mut self, event: &Event) {
        let entry = self.numbering.write(event);
        let seq = entry.seq.unwrap();
        let leaves = entry.leaves(&secret());
        let leaves: Vec<_> = leaves.iter().map(|(class, leaf)| (class.name(), *leaf)).collect();
        let before = ReportsEnd { seq: seq - 1, r: self.ends[&(seq - 1)] };
        self.ends.insert(seq, before.follow(seq, entry.kind.name(), &leaves).unwrap().r);
        self.line.insert(seq, entry);
    }

    /// The next batch, and the head at its last item.
    fn batch(&mut self) -> (ReportRequest, Head) {
        let waiting: Vec<Entry> =
            self.line.range(self.sent.confirmed + 1..).map(|(_, entry)| entry.clone()).collect();
        let filled = fill(&waiting, &BTreeSet::new(), &secret(), 3);
        let seq = filled.items.last().map_or(self.sent.confirmed, |item| item.seq);
        let last = waiting.get(filled.items.len().saturating_sub(1));
        let head = Head {
            latest: None,
            chain: CHAIN,
            epoch: last.map_or(self.numbering.epoch, |entry| entry.epoch),
            seq,
            r: self.ends[&seq],
            h: [0; 32],
            beacon: [0; 32],
            elapsed: None,
            boot: BootMark::new([0; 8]),
            file: None,
        };
        let given = secrets(&waiting, &[], &secret());
        self.sent.highest = self.sent.highest.max(seq);
        self.sent.heads.push((seq, head.digest()));
        let items = filled.items;
        (ReportRequest { items, secrets: given, ..request(&[], &BTreeSet::new()) }, head)
    }

    fn hear(&mut self, reply: &Reply, epoch: EpochId) {
        let highest = reply.highest.as_ref();
        if let Some(received) = &reply.received {
            if let Ok(confirmed) = confirmed(received, &self.sent) {
                self.sent.confirmed = confirmed;
            } else if let Some(new) = conflict(received, highest, &self.sent) {
                return self.go_on(new, epoch);
            }
        }
        let Some(highest) = highest else { return };
        let last = self.numbering.seq;
        match compare(highest, &self.sent, last, |seq| self.ends.get(&seq).copied()) {
            Standing::Same => {}
            Standing::PhoneRestored(new) => self.go_on(new, epoch),
            Standing::AuthorityRestored { from } => self.sent.confirmed = from - 1,
        }
    }

    fn go_on(&mut self, new: NewEpoch, epoch: EpochId) {
        let again: Vec<Event> =
            self.line.range(new.again_from..).filter_map(|(_, entry)| entry.event()).collect();
        self.line.retain(|seq, _| *seq <= new.after && *seq < new.again_from);
        self.ends.retain(|seq, _| *seq <= new.after && *seq < new.again_from);
        self.ends.insert(new.after, new.r);
        self.numbering.go_on(epoch, new.after);
        self.sent = Sent {
            highest: new.after,
            confirmed: new.after,
            whole_from: new.after + 1,
            heads: Vec::new(),
            ..self.sent.clone()
        };
        let Event::Epoch { open } = one(Kind::Epoch) else { unreachable!() };
        self.write(&Event::Epoch { open: epoch::Open { why: new.why, seq: new.after, ..open } });
        again
            .iter()
            .filter(|event| event.kind() != Kind::Epoch)
            .for_each(|event| self.write(event));
    }
}

impl Authority {
    fn end(&self) -> ReportsEnd {
        let r = self.items.last().map_or(begin().r, |(r, _)| *r);
        ReportsEnd { seq: self.items.len() as u64, r }
    }

    fn take(&mut self, request: &ReportRequest, head: &Head) -> Reply {
        let mut reply = Reply::default();
        for item in &request.items {
            let at = usize::try_from(item.seq).unwrap();
            let before = match at {
                1 => begin(),
                at if at <= self.items.len() + 1 => {
                    ReportsEnd { seq: item.seq - 1, r: self.items[at - 2].0 }
                }
                _ => break,
            };
            let one = ReportRequest { items: vec![item.clone()], ..request.clone() };
            let end = one.follow(before, head.epoch, opened(request)).unwrap();
            match self.items.get(at - 1) {
                Some((r, _)) if *r == end.r => {}
                Some((r, _)) => {
                    let (seq, r) = (item.seq, *r);
                    let conflict = Received::Conflict { chain: CHAIN, key: KEY, seq, r };
                    reply.received = Some(conflict);
                    break;
                }
                None => {
                    let values = item.values(Class::Open).unwrap();
                    let declared = declare::Open::read(values).and_then(|open| open.until);
                    self.items.push((end.r, declared));
                }
            }
        }
        let at_head = match head.seq {
            0 => Some(begin().r),
            seq => self.items.get(usize::try_from(seq).unwrap() - 1).map(|(r, _)| *r),
        };
        if at_head == Some(head.r) {
            if self.highest.as_ref().is_none_or(|highest| highest.seq <= head.seq) {
                self.highest = Some(head.clone());
            }
            let nonce = Nonce::new([0; 16]);
            let (up_to, head) = (head.seq, head.digest());
            reply.received = Some(Received::Reports { chain: CHAIN, key: KEY, up_to, head, nonce });
        }
        // An authority that knows nothing of the key has no head to show.
        reply.highest = self.highest.clone().filter(|highest| highest != head);
        reply
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Write,
    Sync,
    /// The authority hears, and the phone does not.
    LoseReply,
    CopyPhone,
    RestorePhone,
    CopyAuthority,
    RestoreAuthority,
}

proptest! {
    #[test]
    fn whatever_the_phone_has_the_authority_has_in_the_end(
        steps in vec(proptest::sample::select(vec![
            Step::Write, Step::Write, Step::Write, Step::Sync, Step::Sync, Step::LoseReply,
            Step::CopyPhone, Step::RestorePhone, Step::CopyAuthority, Step::RestoreAuthority,
        ]), 0..40)
    ) {
        let mut phone = Phone::new();
        let mut authority = Authority { items: Vec::new(), highest: None };
        // An authority is restored to a day on which it knew the key.
        phone.write(&what(0));
        let (request, head) = phone.batch();
        phone.hear(&authority.take(&request, &head), EPOCH);
        let mut copies = (phone.clone(), authority.clone());
        let mut epochs = (1..=u64::MAX).map(|number| EpochId::new(number.to_be_bytes()));
        for (number, step) in (1..).zip(steps) {
            match step {
                Step::Write => phone.write(&what(number)),
                Step::Sync | Step::LoseReply => {
                    let (request, head) = phone.batch();
                    let reply = authority.take(&request, &head);
                    if matches!(step, Step::Sync) {
                        phone.hear(&reply, epochs.next().unwrap());
                    }
                }
                Step::CopyPhone => copies.0 = phone.clone(),
                Step::RestorePhone => phone = copies.0.clone(),
                Step::CopyAuthority => copies.1 = authority.clone(),
                Step::RestoreAuthority => authority = copies.1.clone(),
            }
        }
        let waiting = phone.line.len();
        for _ in 0..ROUNDS + waiting {
            let (request, head) = phone.batch();
            phone.hear(&authority.take(&request, &head), epochs.next().unwrap());
        }
        let has: BTreeSet<u64> = authority.items.iter().filter_map(|(_, number)| *number).collect();
        let lost: Vec<u64> =
            phone.line.values().filter_map(declared).filter(|number| !has.contains(number)).collect();
        prop_assert!(lost.is_empty(), "{lost:?}");
        prop_assert_eq!(phone.sent.confirmed, phone.numbering.seq);
        prop_assert_eq!(authority.end().r, phone.ends[&phone.numbering.seq]);
        let word = |entry: &Entry| match entry.event() {
            Some(Event::Epoch { open }) => Some(open.why),
            _ => None,
        };
        let told = phone.line.values().filter_map(word);
        prop_assert!(told.into_iter().all(|why| [EpochReason::Restored, EpochReason::Conflict].contains(&why)));
    }
}
