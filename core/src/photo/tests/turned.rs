//! The way up.

use super::made::{Made, exif, shown, taken};
use crate::model::COLOURS;

/// Which corner is red: left or right, top or bottom.
fn red_corner(jpeg: &[u8]) -> (bool, bool) {
    let picture = shown(jpeg);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let red = |x: usize, y: usize| {
        let at = (y * width + x) * COLOURS;
        picture.rgb()[at] > picture.rgb()[at + 1].saturating_add(80)
    };
    let (x, y) = (width / 8, height / 8);
    let corners = [(false, false), (true, false), (false, true), (true, true)];
    let is_red = |(right, bottom): &(bool, bool)| {
        red(if *right { width - 1 - x } else { x }, if *bottom { height - 1 - y } else { y })
    };
    let found: Vec<_> = corners.into_iter().filter(is_red).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

#[test]
fn photos_leave_the_way_up_that_they_were_taken() {
    let right_and_bottom = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0, 1)]
        .map(|(r, b)| (r == 1, b == 1));
    for (number, corner) in (1_u16..).zip(right_and_bottom) {
        let made = Made { segments: vec![(1, exif(number))], ..Made::default() };
        let taken = taken(&made.jpeg()).unwrap();
        assert_eq!(u16::from(taken.input.orientation.number()), number);
        let size = if number > 4 { (480, 640) } else { (640, 480) };
        assert_eq!((taken.output.width, taken.output.height), size, "{number}");
        assert_eq!(red_corner(taken.photo.jpeg()), corner, "{number}");
    }
}
