//! What came of a quarantine, by its journal and its orders alone: whoever has the same entries comes to
//! the same facts.

mod checks;
mod days;
mod orders;
mod said;
mod told_time;
mod troubles;

pub use checks::CheckFact;
pub use days::{Day, Piece, Totals};
pub use orders::OrderFact;
pub use said::{DisputeFact, NoticeFact, SaidFact};
pub use told_time::ToldTime;
pub use troubles::{Silence, Trouble};

use super::orders::replayed;
use super::proven::{Proven, Sealed};
use crate::documents::Zone;
use crate::model::{ChainId, Language, Sentence};
use crate::quarantine::journal::{Entry, Interval};

/// What came of it. Times are Unix seconds: the latest that it can have been, or the earliest where no
/// clock vouched for that.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub chain: ChainId,
    /// Name of the authority, as people know it where its rules say so.
    pub authority: String,
    /// The person's mark in the order, `-` if there is none.
    pub sub: String,
    pub language: Language,
    pub written_by: String,
    pub made: u64,
    pub is_redacted: bool,
    pub zone: Zone,
    /// The first and the last thing that was written down.
    pub from: u64,
    pub to: u64,
    pub days: Vec<Day>,
    pub totals: Totals,
    /// Oldest first.
    pub checks: Vec<CheckFact>,
    pub said: Vec<SaidFact>,
    pub notices: Vec<NoticeFact>,
    pub disputes: Vec<DisputeFact>,
    pub silences: Vec<Silence>,
    pub troubles: Vec<Trouble>,
    pub orders: Vec<OrderFact>,
    /// The newest version that counts, in words.
    pub explained: Vec<Sentence>,
    pub entries: u64,
    pub epochs: u64,
    /// How many photos are in the file, sealed as they were sent.
    pub photos: u64,
    /// Up to which entry the authority has signed, and when.
    pub confirmed: Option<Sealed>,
    /// Up to which entry a time token proves the journal, and when.
    pub sealed: Option<Sealed>,
}

impl Facts {
    /// Of a bundle in which everything holds.
    pub(super) fn of(proven: &Proven<'_>) -> Self {
        let bundle = proven.bundle;
        let rules = proven.trusted.rules.as_ref();
        let zone = proven.trusted.zone();
        let orders = replayed(proven);
        let pieces = days::pieces(&proven.events);
        let troubles = troubles::troubles(&proven.events);
        let boots = told_time::Boots::of(&proven.entries);
        let happened: Vec<u64> =
            proven.entries.iter().filter_map(Entry::within).map(best).collect();
        let made = best(bundle.made);
        let named = rules.and_then(|rules| rules.authority.as_ref());
        let authority = named.map(|named| bundle.language.best_of(&named.name).to_owned());
        let newest = orders.current().map(|order| order.newest());
        Self {
            chain: bundle.chain,
            authority: authority.filter(|name| !name.is_empty()).unwrap_or(bundle.iss.clone()),
            sub: newest
                .map_or_else(|| "-".to_owned(), |version| version.order.sub.as_str().to_owned()),
            language: bundle.language,
            written_by: bundle.written_by.clone(),
            made,
            is_redacted: bundle.is_redacted(),
            from: happened.iter().min().copied().unwrap_or(made),
            to: happened.iter().max().copied().unwrap_or(made),
            totals: Totals::of(&pieces),
            checks: checks::checks(proven, &orders, &zone),
            said: said::said(proven, &boots),
            notices: said::notices(proven),
            disputes: said::disputes(proven, &boots),
            silences: troubles::silences(&pieces, &troubles),
            orders: orders::versions(proven),
            explained: newest.map_or_else(Vec::new, |version| {
                crate::quarantine::order::explained(version, rules, made, bundle.language)
            }),
            days: days::days(&pieces, &zone),
            troubles,
            zone,
            entries: bundle.entries.len() as u64,
            epochs: bundle.epochs.len() as u64,
            photos: bundle.photos.len() as u64,
            confirmed: proven.confirmed,
            sealed: proven.sealed,
        }
    }

    /// How many entries the authority has not signed for.
    pub fn not_confirmed(&self) -> u64 {
        self.entries.saturating_sub(self.confirmed.map_or(0, |confirmed| confirmed.n))
    }
}

/// The latest that it can have been; the earliest where nothing vouches for that.
pub(super) fn best(within: Interval) -> u64 {
    within.latest().unwrap_or(within.earliest())
}
