//! The versions of the orders, as the journal says that they came and what the person did about them.

use super::best;
use crate::evidence::proven::Proven;
use crate::quarantine::journal::Event;
use crate::quarantine::order::Refusal;

/// A version that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFact {
    pub version: u64,
    pub came: u64,
    /// When the person was shown it.
    pub seen: Option<u64>,
    /// The rule that stopped it.
    pub refused: Option<String>,
}

/// Every version that came, in its order.
pub(super) fn versions(proven: &Proven<'_>) -> Vec<OrderFact> {
    let mut versions: Vec<OrderFact> = Vec::new();
    for event in proven.events.iter().flatten() {
        match event {
            Event::Order { open, .. } => versions.push(OrderFact {
                version: open.version,
                came: best(open.at.within),
                seen: None,
                refused: Refusal::of_name(open.result.as_str()).map(|why| why.name().to_owned()),
            }),
            Event::Seen { open, .. } if open.why.is_none() => {
                let at = best(open.at.within);
                let shown = versions.iter_mut().filter(|known| known.version <= open.version);
                for version in shown.filter(|version| version.refused.is_none()) {
                    version.seen.get_or_insert(at);
                }
            }
            _ => {}
        }
    }
    versions
}
