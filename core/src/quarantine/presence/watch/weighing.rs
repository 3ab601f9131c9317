//! What an admissible fix that lies outside is worth (`PROTOCOL.md §17.4`, `PROTOCOL.md §17.5`).

use super::Presence;
use crate::quarantine::presence::evidence::{Kind, Kinds, Piece};
use crate::quarantine::presence::fix::{Accuracy, LastFix, Source};
use crate::quarantine::presence::judgement::Verdict;
use crate::quarantine::presence::known::{Naming, Sighting, is_possible};
use crate::quarantine::presence::place::Nearest;
use crate::quarantine::presence::point::Point;
use crate::quarantine::presence::units::{Decibans, FixNumber, Millimetres, Milliseconds};

/// GNSS that is less accurate than this says nothing of its own.
const ACCURATE_GNSS: Millimetres = Millimetres::of_metres(50);
/// Between two pieces of GNSS evidence.
const GNSS_APART: Milliseconds = Milliseconds::of_seconds(30);
/// What one fix can bring.
const MOST_OF_ONE_FIX: Decibans = Decibans(20);

impl<P: Point> Presence<P> {
    /// In, out or neutral by the position alone. What nobody can have reached is neutral, and barred.
    pub(super) fn by_position(
        &mut self,
        sighting: &Sighting<P>,
        accuracy: Accuracy,
        nearest: &Nearest<P>,
    ) -> Verdict {
        if nearest.is_inside() {
            return Verdict::In;
        }
        if !nearest.is_beyond(accuracy.believed()) {
            return Verdict::Neutral;
        }
        // What lies beside a place that nobody can have reached is no nearer to home.
        let can_come_from = |last: &LastFix<P>| {
            last.measured.is_none_or(|measured| {
                let distance = last.at.distance(sighting.at, sighting.scale);
                is_possible(distance, sighting.accuracy, sighting.measured.since(measured))
            })
        };
        if [&self.last, &self.last_possible].into_iter().flatten().all(can_come_from) {
            return Verdict::Out;
        }
        self.barred.add(sighting.at);
        Verdict::Neutral
    }

    /// What an `out` fix adds.
    pub(super) fn weigh(
        &mut self,
        fix: FixNumber,
        source: Source,
        is_sharp: bool,
        sighting: &Sighting<P>,
    ) -> Option<Piece> {
        if self.barred.holds(sighting) {
            return None;
        }
        let naming = (source != Source::Gnss).then(|| self.known.name(sighting));
        if self.since_home.is_still() {
            return None;
        }
        let is_accurate_gnss = source == Source::Gnss && sighting.accuracy <= ACCURATE_GNSS;
        if is_accurate_gnss || matches!(naming, Some(Naming::New { .. })) {
            self.evidence.confirm(sighting.measured);
        }
        let mut kinds = Kinds::default();
        let mut weight = Decibans(0);
        let mut add = |kind, decibans| {
            kinds.insert(kind);
            weight = weight + Decibans(decibans);
        };
        let listed = |kind| self.evidence.count(kind);
        match naming {
            Some(Naming::New { .. }) if listed(Kind::Place) < 2 => add(Kind::Place, 10),
            Some(Naming::New { is_path_possible: true }) if listed(Kind::Path) == 0 => {
                add(Kind::Path, 10);
            }
            Some(_) => {}
            None if is_accurate_gnss => {
                let last = self.evidence.last(Kind::Gnss);
                let is_apart = last.is_none_or(|last| sighting.measured.since(last) >= GNSS_APART);
                match listed(Kind::Gnss) {
                    0 => add(Kind::Gnss, 15),
                    1 | 2 if is_apart => add(Kind::Gnss, 5),
                    _ => {}
                }
            }
            None => {}
        }
        if self.since_home.is_motion() && listed(Kind::Motion) == 0 {
            add(Kind::Motion, 10);
        }
        if self.since_home.is_wifi_lost() && listed(Kind::WifiLost) == 0 {
            add(Kind::WifiLost, 5);
        }
        if weight == Decibans(0) {
            return None;
        }
        let is_sharp = is_sharp && kinds.has(Kind::Gnss);
        let weight = weight.min(MOST_OF_ONE_FIX);
        let piece = Piece { fix, measured: sighting.measured, kinds, weight, is_sharp };
        self.evidence.add(piece);
        Some(piece)
    }
}
