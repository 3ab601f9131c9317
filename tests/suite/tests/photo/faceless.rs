//! Pictures that nobody is in.

use doorstep::model::{Face, PhotoHint, Picture};
use doorstep::photo::{InCoreFinder, intake};
use doorstep::ports::{FaceFinder, FaceFinderError};
use image::{Rgb, RgbImage};

use super::worn::{gain, jpeg, noise};

fn drawn(level: impl Fn(f32, f32) -> [f32; 3]) -> RgbImage {
    let pixel = |x: u32, y: u32| Rgb(level(x as f32, y as f32).map(|level| level as u8));
    RgbImage::from_fn(720, 540, pixel)
}

/// Walls, tiles, stripes, a lamp, waves.
fn faceless() -> Vec<(String, RgbImage)> {
    let mut all = vec![
        ("a wall".to_owned(), drawn(|_, _| [128.0; 3])),
        ("a slope".to_owned(), drawn(|x, y| [x / 4.0, y / 4.0, 90.0])),
        (
            "tiles".to_owned(),
            drawn(|x, y| {
                [if ((x / 40.0) as i32 + (y / 40.0) as i32) % 2 == 0 { 220.0 } else { 30.0 }; 3]
            }),
        ),
        ("stripes".to_owned(), drawn(|x, _| [if x as i32 % 100 < 50 { 200.0 } else { 60.0 }; 3])),
        (
            "a lamp".to_owned(),
            drawn(|x, y| {
                if (x - 360.0).hypot(y - 270.0) < 150.0 { [220.0, 180.0, 150.0] } else { [90.0; 3] }
            }),
        ),
    ];
    for waves in 1_u8..8 {
        let k = f32::from(waves);
        let wave = drawn(|x, y| {
            [128.0 + 60.0 * ((x * 0.013 * k).sin() + (y * 0.017 * k).cos()).clamp(-1.9, 1.9); 3]
        });
        all.push((format!("waves {waves}"), wave));
    }
    all
}

#[test]
fn no_face_is_found_where_none_is() {
    let finder = InCoreFinder::new();
    for (name, image) in faceless() {
        for sigma in [6.0, 25.0] {
            let taken = intake(&jpeg(&noise(&image, sigma)), Some(&finder), |_| {}).unwrap();
            assert_eq!(taken.faces, Some(Vec::new()), "{name}");
            assert!(taken.judgement.hints.contains(&PhotoHint::NoFace), "{name}");
        }
    }
}

#[test]
fn the_dark_is_told_before_that_nobody_is_there() {
    let finder = InCoreFinder::new();
    for times in [0.0, 0.02, 0.1, 0.2] {
        let dark = noise(&gain(&faceless()[0].1, times), 3.0);
        let taken = intake(&jpeg(&dark), Some(&finder), |_| {}).unwrap();
        assert_eq!(taken.judgement.hints, [PhotoHint::TooDark], "{times}");
    }
}

/// A phone that finds what it is told to.
struct Told(Result<Vec<Face>, FaceFinderError>);

impl FaceFinder for Told {
    fn find(&self, _: &Picture) -> Result<Vec<Face>, FaceFinderError> {
        self.0.clone()
    }
}

#[test]
fn a_phone_that_cannot_look_has_not_looked() {
    let wall = jpeg(&noise(&faceless()[4].1, 25.0));
    let taken = intake(&wall, Some(&Told(Err(FaceFinderError))), |_| {}).unwrap();
    assert_eq!(taken.faces, None);
    assert!(!taken.judgement.hints.contains(&PhotoHint::NoFace));
    // Numbers of others' eyes are measured by as they are, and break nothing.
    for edge in [i32::MIN, -5, 700, i32::MAX] {
        let face = Face { x: edge, y: edge, width: u32::MAX, height: 1, score_permille: 1000 };
        let taken = intake(&wall, Some(&Told(Ok(vec![face]))), |_| {}).unwrap();
        assert_eq!(taken.main_face(), Some(&face));
    }
}
