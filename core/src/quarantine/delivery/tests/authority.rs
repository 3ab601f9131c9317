//! An honest authority in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::crypto::sha256;
use crate::documents::{Head, Received, SignedHead};
use crate::model::{Nonce, inflate};
use crate::quarantine::delivery::Answer;
use crate::quarantine::journal::{Class, ClassSecret, Leaf, Numbered, ReportsEnd, Values};
use crate::quarantine::report::{MOST_BYTES, Refusal, ReportItem, ReportRequest, VersionSecrets};

/// Heads by what stands for their signed bytes.
pub(super) type Heads = BTreeMap<Vec<u8>, Head>;

/// What is kept of an item.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) r: [u8; 32],
    pub(super) leaves: Vec<Leaf>,
    pub(super) values: Option<Values>,
}

#[derive(Clone, Default)]
pub(super) struct Authority {
    pub(super) items: Vec<Kept>,
    pub(super) highest: Option<Head>,
    secrets: Vec<VersionSecrets>,
    bodies: BTreeSet<[u8; 32]>,
    /// Requests that were not repeated ones.
    pub(super) requests: usize,
    /// Most items of a request.
    pub(super) most: Option<usize>,
    /// Of which items it will not take the values, by their version.
    pub(super) dislikes: Vec<u64>,
    /// Newest live item that it was shown.
    pub(super) shown: u64,
}

impl Authority {
    pub(super) fn end(&self) -> ReportsEnd {
        let begin = ReportsEnd::begin(CHAIN, &KEY);
        let r = self.items.last().map_or(begin.r, |kept| kept.r);
        ReportsEnd { seq: self.items.len() as u64, r }
    }

    /// However often a body comes, it is answered anew.
    pub(super) fn ask(&mut self, body: &[u8], is_deflated: bool, heads: &Heads) -> Answer {
        if self.bodies.insert(sha256(body)) {
            self.requests += 1;
        }
        let plain = is_deflated.then(|| inflate(body, MOST_BYTES).unwrap());
        let request = ReportRequest::read(plain.as_deref().unwrap_or(body)).unwrap();
        self.take(&request, &heads[&request.head])
    }

    fn opens(&self, request: &ReportRequest) -> impl Fn(u64, &str) -> Option<ClassSecret> + use<> {
        let mut all = self.secrets.clone();
        all.extend(request.secrets.iter().cloned());
        move |seq, class| {
            let given =
                all.iter().filter(|given| given.from <= seq).max_by_key(|given| given.from)?;
            let secret = given.secrets.iter().find(|(name, _)| name == class);
            secret.map(|(_, secret)| secret.clone())
        }
    }

    fn disliked(&self, item: &ReportItem) -> bool {
        let version = item
            .values(Class::Open)
            .filter(|_| item.kind == Kind::Seen.name())
            .and_then(seen::Open::read)
            .map(|open| open.version);
        version.is_some_and(|version| self.dislikes.contains(&version))
    }

    fn take(&mut self, request: &ReportRequest, head: &Head) -> Answer {
        let live = request.live.iter().flat_map(|live| &live.items);
        let count = request.items.len() + live.clone().count();
        if self.most.is_some_and(|most| count > most) {
            return Answer::Refused(Refusal::TooLarge);
        }
        if let Some(item) = request.items.iter().find(|item| self.disliked(item)) {
            return Answer::Refused(Refusal::ItemInvalid { seq: item.seq });
        }
        self.shown = live.map(|item| item.seq).max().unwrap_or(self.shown).max(self.shown);
        let mut receipt = None;
        let opens = self.opens(request);
        let mut taken = self.items.clone();
        let begin = ReportsEnd::begin(CHAIN, &KEY);
        for item in &request.items {
            let at = usize::try_from(item.seq).unwrap();
            let before = match at {
                1 => begin,
                at if at <= taken.len() + 1 => ReportsEnd { seq: item.seq - 1, r: taken[at - 2].r },
                _ => break,
            };
            let numbered = Numbered::Reported(head.epoch, item.seq);
            let leaves = item.leaves(numbered, |class| opens(item.seq, class)).unwrap();
            let r = before.follow(item.seq, &item.kind, &leaves).unwrap().r;
            let values = item.values(Class::Open).cloned();
            let leaves = leaves.iter().map(|(_, leaf)| *leaf).collect();
            match taken.get_mut(at - 1) {
                Some(kept) if kept.r == r => kept.values = kept.values.take().or(values),
                Some(kept) => {
                    let (seq, r) = (item.seq, kept.r);
                    receipt = Some(Received::Conflict { chain: CHAIN, key: KEY, seq, r });
                    break;
                }
                None => taken.push(Kept { r, leaves, values }),
            }
        }
        let at_head = match head.seq {
            0 => Some(begin.r),
            seq => taken.get(usize::try_from(seq).unwrap() - 1).map(|kept| kept.r),
        };
        if at_head == Some(head.r) {
            self.items = taken;
            let first = request.items.first().map_or(0, |item| item.seq);
            if !request.secrets.is_empty() {
                // Those of later items stay: a phone that was told of them does not send them again.
                self.secrets.retain(|given| given.from < first || given.from > head.seq);
                self.secrets.extend(request.secrets.iter().cloned());
            }
            if self.highest.as_ref().is_none_or(|highest| highest.seq <= head.seq) {
                self.highest = Some(head.clone());
            }
            let (up_to, head, nonce) = (head.seq, head.digest(), Nonce::new([0; 16]));
            receipt = Some(Received::Reports { chain: CHAIN, key: KEY, up_to, head, nonce });
        }
        let receipt = receipt.unwrap_or_else(|| {
            // For what is there, and of nothing too.
            let head = self.highest.as_ref().map_or([0; 32], Head::digest);
            let (up_to, nonce) = (self.end().seq, Nonce::new([0; 16]));
            Received::Reports { chain: CHAIN, key: KEY, up_to, head, nonce }
        });
        let highest = self.highest.clone().filter(|highest| highest != head);
        let highest = highest.map(|head| SignedHead { digest: head.digest(), head });
        Answer::Taken { receipt: Some((receipt, [0x1e; 32])), highest: highest.map(Box::new) }
    }
}
