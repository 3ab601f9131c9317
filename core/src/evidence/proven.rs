//! What of a bundle holds: every signature, every hash, and every document that an entry names.

use super::bundle::{Bundle, ShownOrder};
use super::difference::{Difference, What};
use super::entry::ShownEntry;
use super::proofs::Expanded;
use super::trusted::Trusted;
use super::walk::Walk;
use super::words;
use crate::crypto::sha256;
use crate::documents::cose_key::thumbprint;
use crate::documents::{
    Head, Notice, Order, PlaceOpening, Receipt, Received, Signed, SignedHead, SurpriseCheck,
    TimeToken, TrustFile,
};
use crate::quarantine::journal::{
    Class, Entry, Event, Leaf, ReportedUnder, digest_of_leaves, time_nonce,
};
use crate::quarantine::order::Refusal;

/// A bundle in which everything holds.
pub(super) struct Proven<'b> {
    pub bundle: &'b Bundle,
    pub trusted: Trusted,
    pub walk: Walk,
    /// As far as they are shown.
    pub entries: Vec<Entry>,
    /// What each of them says.
    pub events: Vec<Option<Event>>,
    pub orders: Vec<(Signed<Order>, &'b ShownOrder)>,
    pub notices: Vec<Signed<Notice>>,
    /// Up to which entry the authority has signed for what it was told, and when; none if it never has.
    pub confirmed: Option<Sealed>,
    /// Up to which entry a time token proves the journal, and when; none if none does.
    pub sealed: Option<Sealed>,
}

/// Everything up to an entry was there at this second, by the authority's own signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    pub n: u64,
    /// Unix second.
    pub at: u64,
}

impl<'b> Proven<'b> {
    /// Looks at everything.
    ///
    /// # Errors
    /// The first thing that does not hold, by entry.
    pub(super) fn of(bundle: &'b Bundle, outside: Option<&TrustFile>) -> Result<Self, Difference> {
        let walk = Walk::over(bundle)?;
        if let Some(n) = walk.first_other(&bundle.trail) {
            let says = |entry: &&ShownEntry| entry.n == n && entry.says_something();
            let is_shown = bundle.entries.iter().any(|entry| says(&entry));
            return Err(Difference::at(n, if is_shown { What::Leaf } else { What::Chain }));
        }
        let trusted = Trusted::of(bundle, outside)?;
        let entries: Vec<Entry> = bundle.entries.iter().map(ShownEntry::readable).collect();
        let mut proven = Self {
            events: entries.iter().map(Entry::event).collect(),
            entries,
            orders: Vec::new(),
            notices: Vec::new(),
            confirmed: None,
            sealed: None,
            bundle,
            trusted,
            walk,
        };
        proven.prove_proofs()?;
        proven.prove_documents()?;
        proven.prove_words()?;
        proven.prove_leaves_of_presence()?;
        Ok(proven)
    }

    fn prove_proofs(&mut self) -> Result<(), Difference> {
        let expanded = self.bundle.proofs.expanded(self.bundle, &self.walk);
        let expanded = expanded.map_err(|_| Difference::in_all(What::Form))?;
        let mut heads: Vec<(SignedHead, u64)> = Vec::new();
        for proof in &expanded {
            match proof {
                Expanded::Head { signed, n, .. } => {
                    let wrong = Difference { entry: *n, what: What::Head };
                    let head = Head::read(signed, &self.bundle.key).map_err(|_| wrong)?;
                    let n = n.ok_or(wrong)?;
                    if !self.stands_at(&head.head, n) {
                        return Err(wrong);
                    }
                    heads.push((head, n));
                }
                Expanded::Receipt { signed, .. } => self.prove_receipt(signed, &heads)?,
                Expanded::Token { signed, head, random, n } => {
                    let wrong = Difference { entry: *n, what: What::Receipt };
                    let token = self.trusted.read_dated::<TimeToken>(signed).ok_or(wrong)?.document;
                    let n = n.ok_or(wrong)?;
                    if token.nonce != time_nonce(head, random) {
                        return Err(wrong);
                    }
                    self.sealed = later(self.sealed, Sealed { n, at: token.iat });
                }
            }
        }
        Ok(())
    }

    /// Whether a head is of this entry. Of an epoch in the middle nobody knows r.
    fn stands_at(&self, head: &Head, n: u64) -> bool {
        let index = n.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let entry = index.and_then(|index| self.bundle.entries.get(index));
        let step = self.walk.after(n);
        head.chain == self.bundle.chain
            && entry.is_some_and(|entry| entry.epoch == head.epoch)
            && step.is_some_and(|step| (step.reports.seq, step.journal.h) == (head.seq, head.h))
    }

    fn prove_receipt(
        &mut self,
        signed: &[u8],
        heads: &[(SignedHead, u64)],
    ) -> Result<(), Difference> {
        let wrong = Difference::in_all(What::Receipt);
        let named = Receipt::decode_verified(signed).ok().and_then(|receipt| {
            let Received::Reports { head, .. } = receipt.received else { return None };
            heads.iter().find(|(known, _)| known.digest == head)
        });
        let (head, n) = named.ok_or(wrong)?;
        let wrong = Difference::at(*n, What::Receipt);
        let receipt = self.trusted.read_dated::<Receipt>(signed).ok_or(wrong)?.document;
        let Received::Reports { chain, key, up_to, .. } = receipt.received else {
            return Err(wrong);
        };
        let is_ours = chain == self.bundle.chain
            && key == thumbprint(&self.bundle.key)
            && up_to == head.head.seq;
        if !is_ours {
            return Err(wrong);
        }
        self.confirmed = later(self.confirmed, Sealed { n: *n, at: receipt.iat });
        Ok(())
    }

    /// Every document that entries name is there, signed, and nothing else is.
    fn prove_documents(&mut self) -> Result<(), Difference> {
        let mut checks = Vec::new();
        for shown in &self.bundle.orders {
            let wrong = Difference::in_all(What::Order);
            let order = self.trusted.read::<Order>(&shown.signed).ok_or(wrong)?;
            let opens = |opening: &PlaceOpening| {
                let named = order.document.places.iter().find(|place| place.id == opening.place);
                named.is_some_and(|place| place.opened(std::slice::from_ref(opening)).is_some())
            };
            if order.document.chain != self.bundle.chain || !shown.openings.iter().all(opens) {
                return Err(wrong);
            }
            self.orders.push((order, shown));
        }
        for signed in &self.bundle.checks {
            let wrong = Difference::in_all(What::Check);
            let check = self.trusted.read::<SurpriseCheck>(signed);
            let check = check.filter(|check| check.document.chain == self.bundle.chain);
            checks.push(check.ok_or(wrong)?.digest);
        }
        for signed in &self.bundle.notices {
            let wrong = Difference::in_all(What::Notice);
            let notice = self.trusted.read::<Notice>(signed);
            let notice = notice.filter(|notice| notice.document.chain == self.bundle.chain);
            self.notices.push(notice.ok_or(wrong)?);
        }
        for (entry, event) in self.entries.iter().zip(&self.events) {
            let (is_there, what) = match event {
                Some(Event::Order { open, .. }) => {
                    let is_it = |(order, _): &(Signed<Order>, _)| order.digest == open.digest;
                    // What does not count says nothing, and need not be shown.
                    let counts = Refusal::of_name(open.result.as_str()).is_none();
                    (!counts || self.orders.iter().any(is_it), What::Order)
                }
                Some(Event::Check { open }) => {
                    let is_there = open.digest.is_none_or(|digest| checks.contains(&digest));
                    (is_there || open.delivered.is_none(), What::Check)
                }
                Some(Event::Notice { open, .. }) => {
                    (self.notices.iter().any(|notice| notice.digest == open.digest), What::Notice)
                }
                _ => (true, What::Leaf),
            };
            if !is_there {
                return Err(Difference::at(entry.n, what));
            }
        }
        self.prove_versions()
    }

    /// What else is signed is of this journal, and each photo is one that an answer names.
    fn prove_words(&self) -> Result<(), Difference> {
        let photos: Vec<_> = self.events.iter().flatten().filter_map(words::photo_of).collect();
        let mut names: Vec<[u8; 32]> = photos.iter().map(|(name, _)| *name).collect();
        for photo in &self.bundle.photos {
            let name = sha256(photo);
            let at = names.iter().position(|known| *known == name);
            names.swap_remove(at.ok_or(Difference::in_all(What::Leaf))?);
        }
        let mut words = self.bundle.words.iter();
        let is_of = |signed: &&Vec<u8>| words::is_of(self.bundle, &self.trusted, &photos, signed);
        match words.find(|signed| !is_of(signed)) {
            Some(other) => Err(Difference::in_all(words::what(other))),
            None => Ok(()),
        }
    }

    /// Entries are hidden under versions that are here: their names are in no hash.
    fn prove_versions(&self) -> Result<(), Difference> {
        let is_there = |under: &ReportedUnder| {
            let mut orders = self.orders.iter().map(|(order, _)| &order.document);
            *under == ReportedUnder::BEFORE_ANY
                || orders.any(|order| {
                    let ReportedUnder { order: id, version, report } = *under;
                    (order.id, order.version, order.report) == (id, version, report)
                })
        };
        let all = self.bundle.versions.iter().all(|version| is_there(&version.under));
        if all { Ok(()) } else { Err(Difference::in_all(What::Order)) }
    }

    /// Where it is shown which fixes made a state, they are those that its entry says openly.
    fn prove_leaves_of_presence(&self) -> Result<(), Difference> {
        if !self.bundle.shows(Class::Place) {
            return Ok(());
        }
        for (entry, event) in self.entries.iter().zip(&self.events) {
            let Some(Event::Presence { open, place }) = event else { continue };
            let leaves = place.fixes.iter().map(|n| self.place_leaf(*n));
            let leaves: Option<Vec<Leaf>> = leaves.collect();
            if leaves.is_none_or(|leaves| digest_of_leaves(&leaves) != open.leaves) {
                return Err(Difference::at(entry.n, What::Presence));
            }
        }
        Ok(())
    }

    fn place_leaf(&self, n: u64) -> Option<Leaf> {
        let entry = self.bundle.entries.get(usize::try_from(n.checked_sub(1)?).ok()?)?;
        let leaves = entry.leaves(&self.bundle.versions)?;
        leaves.into_iter().find(|(class, _)| *class == Class::Place).map(|(_, leaf)| leaf)
    }
}

/// Of two, the one that reaches farther; of two that reach equally far, the earlier.
fn later(known: Option<Sealed>, new: Sealed) -> Option<Sealed> {
    match known {
        Some(known) if (known.n, new.at) >= (new.n, known.at) => Some(known),
        _ => Some(new),
    }
}
