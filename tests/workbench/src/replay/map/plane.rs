//! Where a place is drawn. Directions are true everywhere. Distances are true up to some times the
//! radius of home; beyond, equal steps outwards are equal factors, so that a place that is a continent
//! away and one that is across the street are in one picture.

/// Of home, in the picture.
pub const CENTRE: (f64, f64) = (384.0, 476.0);
/// From home to the edge, in the picture.
pub const REACH: f64 = 336.0;
/// Of the reach, what is true where not all is.
const TRUE_PART: f64 = 0.5;
/// So many radii are true at least.
const TRUE_RADII: f64 = 4.0;
/// Up to so many, all is.
const ALL_TRUE_RADII: f64 = 9.0;

/// How distances are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Plane {
    /// Up to here they are true, metres.
    pub true_m: f64,
    /// At the edge, metres.
    pub edge_m: f64,
}

impl Plane {
    pub fn around(radius_m: u32, farthest_mm: u64) -> Self {
        let radius = f64::from(radius_m);
        let farthest = metres(farthest_mm) * 1.08;
        match farthest <= radius * ALL_TRUE_RADII {
            true => {
                let edge_m = farthest.max(radius * 2.0);
                Self { true_m: edge_m, edge_m }
            }
            false => Self { true_m: radius * TRUE_RADII, edge_m: farthest },
        }
    }

    pub fn is_all_true(&self) -> bool {
        self.true_m >= self.edge_m
    }

    /// From home, in the picture.
    pub fn reach(&self, distance_m: f64) -> f64 {
        if self.is_all_true() {
            return REACH * distance_m / self.edge_m;
        }
        let true_reach = REACH * TRUE_PART;
        if distance_m <= self.true_m {
            return true_reach * distance_m / self.true_m;
        }
        let beyond = (distance_m / self.true_m).ln() / (self.edge_m / self.true_m).ln();
        true_reach + (REACH - true_reach) * beyond.min(1.0)
    }

    /// In the picture, by millimetres east and north of home.
    pub fn point(&self, [east, north]: [i64; 2]) -> (f64, f64) {
        let (east, north) = (signed_metres(east), signed_metres(north));
        let distance = east.hypot(north);
        let by = if distance > 0.0 { self.reach(distance) / distance } else { 0.0 };
        (CENTRE.0 + east * by, CENTRE.1 - north * by)
    }

    /// Distances that are marked: beyond what is true those of a one and zeros, and between them if
    /// there are few.
    pub fn rings(&self) -> Vec<f64> {
        let few = (self.edge_m / self.true_m).log10() < 1.2;
        let steps: &[f64] = if few { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let from = if self.is_all_true() { self.edge_m / 6.0 } else { self.true_m };
        let all =
            (0..=12).flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
        all.filter(|metres| *metres > from * 1.05 && *metres < self.edge_m).collect()
    }

    /// A round length for the bar, metres, at most this long in the picture.
    pub fn bar(&self, longest: f64) -> f64 {
        let mut steps =
            (0..=12).flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power)));
        let fits = |metres: &f64| *metres <= self.true_m && self.reach(*metres) <= longest;
        steps.rfind(fits).unwrap_or(1.0)
    }
}

/// For drawing; nothing is judged by it.
#[expect(clippy::cast_precision_loss, reason = "a picture has no more than some thousand points")]
pub fn metres(mm: u64) -> f64 {
    mm as f64 / 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "a picture has no more than some thousand points")]
fn signed_metres(mm: i64) -> f64 {
    mm as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_true_and_what_is_far_is_inside() {
        let near = Plane::around(100, 400_000);
        assert!(near.is_all_true());
        assert_eq!(near.point([0, 0]), CENTRE);
        assert!((near.reach(400.0) / near.reach(100.0) - 4.0).abs() < 1e-9);
        let far = Plane::around(100, 5_868_430_949);
        assert!(!far.is_all_true());
        assert!((far.reach(400.0) / far.reach(100.0) - 4.0).abs() < 1e-9);
        let (thousand, million) = (far.reach(1_000.0), far.reach(1_000_000.0));
        assert!(far.reach(399.0) < thousand && thousand < million && million < REACH);
        assert_eq!(far.rings(), [1e3, 1e4, 1e5, 1e6]);
        let (x, y) = far.point([1_000_000_000_000, 0]);
        assert!((x - CENTRE.0 - REACH).abs() < 1e-6 && (y - CENTRE.1).abs() < 1e-6);
    }

    #[test]
    fn every_radius_has_a_bar_and_a_trace_of_nothing_has_a_plane() {
        for radius in [1, 7, 100, 5_000, u32::MAX] {
            for farthest in [0, 1, 1_000_000, u64::MAX] {
                let plane = Plane::around(radius, farthest);
                let bar = plane.bar(120.0);
                assert!(bar >= 1.0 && plane.reach(bar).is_finite(), "{radius} {farthest}");
                assert!(plane.reach(f64::from(radius)) <= REACH / 2.0 + 1e-9);
                assert!(plane.rings().len() < 14);
            }
        }
    }
}
