//! From when to when an order may ask, through all that changes its end (`PROTOCOL.md §18.5`).

use super::held::{HeldOrder, Version};

/// A stretch of time in which an order may ask, Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub from: u64,
    /// The first second after it.
    pub until: u64,
}

impl HeldOrder {
    /// The first second at which the order asks nothing any more, but for a release.
    pub fn end(&self) -> u64 {
        self.stretches().last().map_or(0, |stretch| stretch.until)
    }

    /// The stretches in which it may ask: one, unless it was extended after it had ended. What lies
    /// between was free and stays so.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for version in self.versions().filter(|version| !version.came_late) {
            let until = version.order.until;
            match stretches.last_mut() {
                // In time, or an end that is earlier, even by looking back.
                Some(last) if version.delivered.is_before(last.until) || until <= last.until => {
                    last.until = until;
                }
                Some(_) => {
                    let seen = version.seen.and_then(|seen| seen.latest()).unwrap_or(u64::MAX);
                    stretches.push(Stretch { from: seen, until });
                }
                None => stretches.push(Stretch { from: 0, until }),
            }
        }
        for late in self.versions().filter(|version| version.came_late) {
            let until = self.silenced_at(late);
            stretches = stretches
                .into_iter()
                .flat_map(|stretch| without(stretch, late.order.until, until))
                .collect();
        }
        stretches
    }

    /// When a higher version came, so that this one says nothing any more.
    fn silenced_at(&self, version: &Version) -> u64 {
        let higher = self
            .versions()
            .filter(|higher| !higher.came_late && higher.order.version > version.order.version);
        higher.filter_map(|higher| higher.delivered.latest()).min().unwrap_or_default()
    }
}

/// What is left of a stretch when a part is taken out; the last piece keeps its end even if nothing of it
/// is left.
fn without(stretch: Stretch, from: u64, until: u64) -> Vec<Stretch> {
    if until <= from || until <= stretch.from || stretch.until <= from {
        return vec![stretch];
    }
    let before = Stretch { from: stretch.from, until: from };
    let after = Stretch { from: until.min(stretch.until), until: stretch.until };
    [before, after]
        .into_iter()
        .filter(|piece| piece.from < piece.until || *piece == after)
        .collect()
}
