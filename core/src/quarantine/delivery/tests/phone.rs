//! A phone: what is on its disk, and what a process of it does.

use std::collections::BTreeMap;

use super::authority::{Authority, Heads};
use super::*;
use crate::documents::Received;
use crate::model::BootMark;
use crate::quarantine::delivery::*;
use crate::quarantine::journal::{Entry, Leaf, Numbering};
use crate::quarantine::report::Seen;

/// What a phone keeps.
#[derive(Clone)]
pub(super) struct Disk {
    /// The entry n stands at n − 1.
    pub(super) entries: Vec<Entry>,
    /// What was ever to be told.
    pub(super) told: Vec<Event>,
    pub(super) numbering: Numbering,
    pub(super) delivery: Delivery,
}

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accident {
    None,
    RequestLost,
    AnswerLost,
    KilledBeforeSending,
    KilledAtTheAnswer,
    Busy,
    NotTaken,
    /// A receipt that cannot have been meant for what was sent.
    ReceiptOf(Wrong),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Chain,
    Key,
    Head,
    TooHigh,
    Lower,
}

/// What a wrong phone does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    No,
    ForgetsWhatIsWrittenAgain,
    DropsWhatIsNotTaken,
}

pub(super) struct Phone {
    pub(super) disk: Disk,
    pub(super) heads: Heads,
    pub(super) broken: Broken,
    pub(super) now_ms: i64,
    pub(super) window: usize,
    drawn: u64,
    pub(super) said: Vec<Said>,
    /// What stands behind the leaves of each reported entry that was ever written. No restored copy
    /// takes it back: an authority may have what this phone has forgotten.
    pub(super) words: BTreeMap<Vec<Leaf>, Vec<u8>>,
}

impl Phone {
    pub(super) fn new() -> Self {
        let numbering = Numbering { under: under(1), ..Numbering::begin(EPOCH) };
        let delivery = Delivery::begin(CHAIN, KEY, EPOCH);
        Self {
            disk: Disk { told: Vec::new(), entries: Vec::new(), numbering, delivery },
            heads: BTreeMap::new(),
            broken: Broken::No,
            now_ms: NOW,
            window: MOST_READ,
            drawn: 0,
            said: Vec::new(),
            words: BTreeMap::new(),
        }
    }

    pub(super) fn write(&mut self, event: &Event) {
        let entry = self.disk.numbering.write(event);
        if entry.seq.is_some() {
            self.disk.told.push(event.clone());
        }
        self.put_down(vec![entry]);
    }

    fn put_down(&mut self, entries: Vec<Entry>) {
        for entry in entries.iter().filter(|one| one.seq.is_some()) {
            let leaves = entry.leaves(&secret()).into_iter().map(|(_, leaf)| leaf).collect();
            self.words.insert(leaves, entry.parts[0].1.bytes().to_vec());
        }
        self.disk.entries.extend(entries);
    }

    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        self.drawn
    }

    pub(super) fn time() -> HeadTime {
        HeadTime { latest: None, beacon: [0; 32], elapsed: None, boot: BootMark::new([0; 8]) }
    }

    fn waiting(&self) -> Waiting {
        let mut waiting = Waiting::default();
        let epoch = self.disk.delivery.epoch();
        self.disk.entries.iter().filter(|one| one.epoch == epoch).for_each(|one| waiting.note(one));
        Waiting { newest: self.disk.numbering.seq, ..waiting }
    }

    pub(super) fn when(&self, batch_s: u64, now_ms: i64) -> Due {
        self.disk.delivery.when(self.waiting(), batch_s, super::super::Phone::default(), now_ms)
    }

    /// The next request, with its heads signed. Nothing of it is stored yet.
    pub(super) fn prepare(&mut self) -> Option<Sending> {
        let mut delivery = self.disk.delivery.clone();
        let ahead = usize::try_from(delivery.ahead().journal.n).unwrap();
        for step in self.disk.entries[ahead..].chunks(self.window) {
            delivery.follow(step, &secret()).unwrap();
        }
        loop {
            let from = usize::try_from(delivery.confirmed().journal.n).unwrap();
            let until = self.disk.entries.len().min(from + self.window);
            let presence = self.disk.entries.iter().rfind(|one| one.kind == Kind::Presence);
            let live: Vec<Entry> = presence.cloned().into_iter().collect();
            let ready = Ready {
                entries: &self.disk.entries[from..until],
                live: &live,
                newest: self.disk.numbering.seq,
                secret: &secret(),
                seen: &Seen::default(),
                time: Self::time(),
                now_ms: self.now_ms,
            };
            match delivery.prepare(&ready).unwrap() {
                Prepared::Nothing => return None,
                Prepared::Further(further) => delivery = *further,
                Prepared::Again(sending) => return Some(*sending),
                Prepared::New(unsigned) => {
                    let mut sign = |head: &crate::documents::Head| {
                        let signed = head.digest().to_vec();
                        self.heads.insert(signed.clone(), head.clone());
                        signed
                    };
                    let head = sign(&unsigned.head);
                    let live = unsigned.live.as_ref().map(sign);
                    return Some(unsigned.signed(head, live).unwrap());
                }
            }
        }
    }

    pub(super) fn sync(&mut self, authority: &mut Authority, accident: Accident) -> Option<Next> {
        let sending = self.prepare()?;
        if accident == Accident::KilledBeforeSending {
            return None;
        }
        self.disk.delivery = sending.delivery.clone();
        let answer = match accident {
            Accident::RequestLost => Answer::Nothing,
            Accident::Busy => Answer::Busy { retry_after_s: None },
            Accident::NotTaken => Answer::NotTaken,
            _ => authority.ask(&sending.body, sending.is_deflated, &self.heads),
        };
        match accident {
            Accident::KilledAtTheAnswer => None,
            Accident::AnswerLost => Some(self.hear(&sending, &Answer::Nothing)),
            Accident::ReceiptOf(wrong) => Some(self.hear(&sending, &spoiled(answer, wrong))),
            _ => Some(self.hear(&sending, &answer)),
        }
    }

    pub(super) fn hear(&mut self, sending: &Sending, answer: &Answer) -> Next {
        let fresh = EpochId::new(self.draw().to_be_bytes());
        let Disk { entries, numbering, delivery, .. } = &mut self.disk;
        let newest = numbering.seq;
        let heard = Heard { at: at(), now_ms: self.now_ms, newest, fresh, secret: &secret() };
        let read = delivery.reads_for(answer, newest);
        let read = read.map_or(entries.len(), |n| usize::try_from(n).unwrap());
        let after = delivery.answered(sending, answer, &heard, &entries[read..]).unwrap();
        self.said.push(after.said);
        *delivery = after.delivery;
        let mut written: Vec<Entry> =
            after.events.iter().map(|event| numbering.write(event)).collect();
        if let Some(turn) = &after.turn {
            assert!(turn.again.iter().all(|again| again.from < again.before));
            let is_again = |one: &&Entry| turn.again.iter().any(|again| again.has(one));
            let again: Vec<Entry> = match self.broken {
                Broken::ForgetsWhatIsWrittenAgain => Vec::new(),
                _ => entries.iter().filter(is_again).cloned().collect(),
            };
            written.extend(turn.write(numbering, &again));
        }
        if self.broken == Broken::DropsWhatIsNotTaken && *answer == Answer::NotTaken {
            let end = delivery.confirmed();
            entries.truncate(usize::try_from(end.journal.n).unwrap());
            (numbering.n, numbering.seq) = (end.journal.n, end.reports.seq);
            delivery.ahead = end;
        }
        self.put_down(written);
        after.next
    }

    /// Everything goes, however long it takes; false if it never does.
    pub(super) fn settle(&mut self, authority: &mut Authority) -> bool {
        for _ in 0..400 {
            if self.disk.delivery.confirmed().reports.seq == self.disk.numbering.seq {
                return true;
            }
            self.now_ms += 2 * HOUR;
            self.sync(authority, Accident::None);
        }
        false
    }
}

fn spoiled(answer: Answer, wrong: Wrong) -> Answer {
    let Answer::Taken { receipt, highest } = answer else { return answer };
    let spoil = |(received, digest): (Received, [u8; 32])| match received {
        Received::Reports { chain, key, up_to, head, nonce } => {
            let received = match wrong {
                Wrong::Chain => {
                    Received::Reports { chain: ChainId::new([1; 16]), key, up_to, head, nonce }
                }
                Wrong::Key => {
                    Received::Reports { chain, key: Thumbprint::new([1; 32]), up_to, head, nonce }
                }
                Wrong::Head => Received::Reports { chain, key, up_to, head: [1; 32], nonce },
                Wrong::TooHigh => {
                    Received::Reports { chain, key, up_to: up_to + 1_000, head, nonce }
                }
                Wrong::Lower => {
                    Received::Reports { chain, key, up_to: up_to.saturating_sub(1), head, nonce }
                }
            };
            (received, digest)
        }
        other => (other, digest),
    };
    Answer::Taken { receipt: receipt.map(spoil), highest }
}
