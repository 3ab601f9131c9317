//! What is said of good and of bad photos. Two people are no proof for others; they show that the figures of
//! the study were built as it measured them.

use doorstep::model::{Face, PhotoHint};
use doorstep::photo::{InCoreFinder, intake};
use doorstep::ports::FaceFinder as _;
use image::RgbImage;

use super::worn::{
    blurred, cropped, farther, gain, jpeg, moved, noise, people, picture, tilted, twice,
};

/// What is expected: no hint, or one of these.
enum Expected {
    Taken,
    Told(&'static [PhotoHint]),
}

struct Row {
    name: String,
    image: RgbImage,
    expected: Expected,
}

fn rows(image: &RgbImage, face: &Face) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add =
        |name: String, image: RgbImage, expected| rows.push(Row { name, image, expected });
    let of_face = |percent: f32| face.width as f32 * percent / 100.0;
    add("as it is".into(), image.clone(), Expected::Taken);
    for times in [0.5, 1.5] {
        add(format!("light x {times}"), gain(image, times), Expected::Taken);
    }
    for sigma in [8.0, 16.0] {
        add(format!("noise {sigma}"), noise(image, sigma), Expected::Taken);
    }
    for degrees in [-30.0, -15.0, 15.0, 30.0] {
        add(format!("tilt {degrees}"), tilted(image, degrees), Expected::Taken);
    }
    for times in [0.25, 0.12, 0.05] {
        let told = Expected::Told(&[PhotoHint::TooDark]);
        add(format!("light x {times}"), gain(image, times), told);
    }
    let night = noise(&gain(image, 0.12), 5.0);
    add("night with noise".into(), night, Expected::Told(&[PhotoHint::TooDark]));
    for times in [2.5, 4.0] {
        let told = Expected::Told(&[PhotoHint::TooBright]);
        add(format!("light x {times}"), gain(image, times), told);
    }
    for percent in [2.0, 4.0, 8.0] {
        let told = Expected::Told(&[PhotoHint::Blurred]);
        add(format!("blur {percent} %"), blurred(image, of_face(percent)), told);
    }
    let both = noise(&blurred(image, of_face(4.0)), 8.0);
    add("blur 4 % with noise".into(), both, Expected::Told(&[PhotoHint::Blurred]));
    for degrees in [0.0, 20.0, 45.0, 90.0, 135.0] {
        for percent in [8.0, 16.0] {
            let told = Expected::Told(&[PhotoHint::Moved]);
            let moved = moved(image, of_face(percent), degrees);
            add(format!("motion {percent} % at {degrees}"), moved, told);
        }
    }
    // As far away as makes its face a fifteenth of the picture.
    let times = 0.067 / (face.width as f32 / image.width().max(image.height()) as f32);
    let small = Expected::Told(&[PhotoHint::FaceTooSmall]);
    add("far away".into(), farther(image, times), small);
    add("half as large".into(), farther(image, 0.7), Expected::Taken);
    let near = {
        let (x, y) = (u32::try_from(face.x).unwrap(), u32::try_from(face.y).unwrap());
        let (x, y) = (x.saturating_sub(face.width / 2), y.saturating_sub(face.width / 2));
        cropped(image, x, y, face.width * 2, face.width * 2)
    };
    let near = image::imageops::resize(&near, 640, 640, image::imageops::FilterType::CatmullRom);
    add("near".into(), near.clone(), Expected::Taken);
    add("two".into(), twice(&near), Expected::Told(&[PhotoHint::SeveralFaces]));
    let middle = u32::try_from(face.x).unwrap() + face.width / 2;
    let cut = cropped(image, middle, 0, image.width(), image.height());
    add("cut".into(), cut, Expected::Told(&[PhotoHint::FaceCut, PhotoHint::NoFace]));
    rows
}

#[test]
fn good_photos_are_taken_and_bad_ones_told_why() {
    let finder = InCoreFinder::new();
    let mut wrong = Vec::new();
    for (name, image) in people() {
        let faces = finder.find(&picture(&image)).unwrap();
        assert_eq!(faces.len(), 1, "{name}: {faces:?}");
        for row in rows(&image, &faces[0]) {
            let taken = intake(&jpeg(&row.image), Some(&finder), |_| {}).unwrap();
            let (hints, metrics) = (&taken.judgement.hints, &taken.metrics);
            println!(
                "{name:<17} {:<22} {} face  sharp {:>6} uneven {:>6} mean {:>4} dark {:>4} bright {:>4} \
                 contrast {:>4}  {:?} {:?}",
                row.name,
                taken.faces.as_ref().map_or(0, Vec::len),
                metrics.sharpness_ppm,
                metrics.unevenness_permille,
                metrics.mean_permille,
                metrics.dark_permille,
                metrics.bright_permille,
                metrics.contrast_permille,
                hints,
                taken.judgement.warnings,
            );
            let is_right = match row.expected {
                Expected::Taken => hints.is_empty(),
                Expected::Told(any) => any.iter().any(|hint| hints.contains(hint)),
            };
            if !is_right {
                wrong.push(format!("{name}, {}: {hints:?}", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
