//! Positions and lengths.

use crate::quarantine::presence::{Accuracy, EastScale, Millimetres, PlanePoint, Point, Position};

fn position(latitude: i64, longitude: i64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn apart(from: Position, to: Position) -> u64 {
    from.distance(to, EastScale::at(from)).0
}

#[test]
fn positions_are_on_the_globe() {
    assert_eq!(Position::new(900_000_001, 0), None);
    assert_eq!(Position::new(0, -1_800_000_001), None);
    assert_eq!(Position::new(i64::MIN, i64::MAX), None);
    assert_eq!(position(0, 1_800_000_000), position(0, -1_800_000_000));
    assert_eq!(PlanePoint::new(i64::MIN, 0), None);
    assert_eq!(PlanePoint::new(0, 1_000_000_000_001), None);
}

#[test]
fn a_plane_keeps_what_it_was_given() {
    let point = PlanePoint::new(-3, 4).unwrap();
    assert_eq!((point.north(), point.east()), (-3, 4));
    let farthest = PlanePoint::new(1_000_000_000_000, -1_000_000_000_000).unwrap();
    assert_eq!((farthest.north(), farthest.east()), (1_000_000_000_000, -1_000_000_000_000));
}

#[test]
fn lengths_are_those_of_the_page() {
    // 10⁻⁷ degrees of a meridian are 11 mm; one degree is 111,319.49 m.
    assert_eq!(apart(position(0, 0), position(1, 0)), 11);
    assert_eq!(apart(position(0, 0), position(10_000_000, 0)), 111_319_490);
    assert_eq!(apart(position(0, 0), position(-10_000_000, 0)), 111_319_490);
    assert_eq!(apart(position(0, 0), position(0, 10_000_000)), 111_319_490);
    // At 60° north a degree of longitude is half as long.
    assert_eq!(apart(position(600_000_000, 0), position(600_000_000, 10_000_000)), 55_659_745);
    // 3 : 4 : 5, each part cut to millimetres towards zero.
    let far = position(-30_000, 40_000);
    assert_eq!(apart(position(0, 0), far), 556_596);
}

#[test]
fn the_scale_is_the_cosine() {
    assert_eq!(EastScale::at(position(0, 0)).value(), 1 << 30);
    assert_eq!(EastScale::at(position(600_000_000, 0)).value(), 1 << 29);
    assert_eq!(EastScale::at(position(-900_000_000, 0)).value(), 0);
    assert_eq!(EastScale::new((1 << 30) + 1), None);
    assert_eq!(EastScale::new(-1), None);
}

#[test]
fn the_date_line_is_no_distance() {
    let west = position(-170_000_000, 1_799_999_000);
    let east = position(-170_000_000, -1_799_999_000);
    assert_eq!(apart(west, east), apart(east, west));
    assert!(apart(west, east) < 22_000);
    assert_eq!(apart(position(0, 0), position(0, -1_800_000_000)), 20_037_508_200);
}

#[test]
fn short_ways_are_those_on_a_sphere() {
    for degrees in [0, 43, 55, 69, 85] {
        let from = position(degrees * 10_000_000, 370_000_000);
        for (north, east) in [(9_000, 0), (0, 9_000), (-4_000, 7_000), (40_000, -30_000)] {
            let to =
                position(i64::from(from.latitude()) + north, i64::from(from.longitude()) + east);
            let radians = |units: i32| f64::from(units) / 1e7_f64 * std::f64::consts::PI / 180.0;
            let half = |a: i32, b: i32| ((radians(b) - radians(a)) / 2.0).sin().powi(2);
            let cosines = radians(from.latitude()).cos() * radians(to.latitude()).cos();
            let haversine = half(from.latitude(), to.latitude())
                + cosines * half(from.longitude(), to.longitude());
            let sphere = 2.0 * 6_378_137_000.0 * haversine.sqrt().asin();
            let ours = apart(from, to) as f64;
            assert!((ours - sphere).abs() < 20.0 + sphere * 0.001, "{degrees}: {ours} {sphere}");
        }
    }
}

#[test]
fn apple_circles_are_drawn_larger() {
    let ios = |mm| Accuracy::of_ios(Millimetres(mm)).map(|accuracy| accuracy.radius().0);
    assert_eq!(ios(65_000), Some(69_550));
    assert_eq!(ios(1), Some(1));
    assert_eq!(ios(0), None);
    assert_eq!(ios(u64::MAX), Some(u64::MAX));
}
