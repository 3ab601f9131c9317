//! The core's finder beside YuNet, which nobody here trained or packed: on the same pixels, whether each finds
//! a face, and how much of the two boxes' union they share. A table; two people's pictures are no proof.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use doorstep::model::Picture;
use doorstep::photo::InCoreFinder;
use doorstep::ports::FaceFinder as _;
use doorstep_suite::data::{data, workspace};
use doorstep_suite::python::python_beside;
use image::{RgbImage, imageops};
use tempfile::TempDir;

type Failed = Box<dyn Error>;

/// Left, top, width, height and score, 0 to 1.
type Found = Option<[f64; 5]>;

fn main() -> Result<(), Failed> {
    let Some(model) = data("models/yunet_n_320_320.onnx") else { return Ok(()) };
    let Some(python) = python_beside(&["onnxruntime", "PIL", "numpy"]) else { return Ok(()) };
    let folder = TempDir::new()?;
    let mut rows = Vec::new();
    for person in ["astronaut.png", "grace_hopper.jpg"] {
        let Some(path) = data(&format!("faces/{person}")) else { return Ok(()) };
        for (name, image) in worn(&image::open(path)?.to_rgb8()) {
            rows.push((format!("{person}, {name}"), image));
        }
    }
    rows.extend(nobody().map(|(name, image)| (format!("nobody, {name}"), image)));
    let mut files = Vec::new();
    for (index, (_, image)) in rows.iter().enumerate() {
        files.push(folder.path().join(format!("{index}.png")));
        image.save(files.last().ok_or("no file")?)?;
    }
    let finder = InCoreFinder::new();
    let theirs = yunet(&python, &model, &files)?;
    let mut alike = 0;
    println!("{:<36} {:>6} {:>6} {:>6}", "score of", "core", "YuNet", "shared");
    for ((name, image), theirs) in rows.iter().zip(&theirs) {
        let ours = ours(&finder, image)?;
        alike += usize::from(ours.is_some() == theirs.is_some());
        let score = |found: &Found| found.map_or("-".into(), |face| format!("{:.2}", face[4]));
        let shared = ours.zip(*theirs).map_or("-".into(), |(a, b)| format!("{:.2}", shared(a, b)));
        println!("{name:<36} {:>6} {:>6} {shared:>6}", score(&ours), score(theirs));
    }
    println!("both found a face, or neither: {alike} of {}", rows.len());
    Ok(())
}

fn worn(image: &RgbImage) -> Vec<(&'static str, RgbImage)> {
    let light = |times: f32| {
        let mut lit = image.clone();
        for byte in lit.as_flat_samples_mut().samples.iter_mut() {
            *byte = (f32::from(*byte) * times).round().min(255.0) as u8;
        }
        lit
    };
    let (width, height) = image.dimensions();
    let smaller = |times: u32| {
        let small =
            imageops::resize(image, width / times, height / times, imageops::FilterType::Triangle);
        let mut wall = RgbImage::from_pixel(width, height, image::Rgb([120, 120, 110]));
        imageops::overlay(&mut wall, &small, (width / 4).into(), (height / 4).into());
        wall
    };
    vec![
        ("as it is", image.clone()),
        ("mirrored", imageops::flip_horizontal(image)),
        ("light x 0.25", light(0.25)),
        ("light x 0.12", light(0.12)),
        ("light x 0.05", light(0.05)),
        ("light x 2.5", light(2.5)),
        ("light x 4", light(4.0)),
        ("blur of 4 pixels", imageops::fast_blur(image, 4.0)),
        ("half as large", smaller(2)),
        ("a third as large", smaller(3)),
        ("cut in the middle", imageops::crop_imm(image, 0, 0, width / 2, height).to_image()),
        ("on its side", imageops::rotate90(image)),
    ]
}

fn nobody() -> [(&'static str, RgbImage); 3] {
    let of = |level: fn(u32, u32) -> u32| {
        RgbImage::from_fn(640, 480, |x, y| image::Rgb([level(x, y) as u8; 3]))
    };
    [
        ("a wall", of(|_, _| 128)),
        ("slopes", of(|x, y| x / 4 + y / 8)),
        ("tiles", of(|x, y| 60 + (x / 40 + y / 40) % 2 * 120)),
    ]
}

fn ours(finder: &InCoreFinder, image: &RgbImage) -> Result<Found, Failed> {
    let picture = Picture::new(image.width(), image.height(), image.as_raw().clone());
    let faces = finder.find(&picture.ok_or("no picture")?)?;
    Ok(faces.first().map(|face| {
        let score = f64::from(face.score_permille) / 1000.0;
        [face.x.into(), face.y.into(), face.width.into(), face.height.into(), score]
    }))
}

fn yunet(python: &Path, model: &Path, files: &[PathBuf]) -> Result<Vec<Found>, Failed> {
    let output = Command::new(python)
        .arg("-B")
        .arg(workspace().join("tests/bench/python/yunet.py"))
        .arg(model)
        .args(files)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let lines = String::from_utf8(output.stdout)?;
    lines.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Which share of their union two boxes have in common.
fn shared([ax, ay, aw, ah, _]: [f64; 5], [bx, by, bw, bh, _]: [f64; 5]) -> f64 {
    let common = |a: f64, al: f64, b: f64, bl: f64| ((a + al).min(b + bl) - a.max(b)).max(0.0);
    let both = common(ax, aw, bx, bw) * common(ay, ah, by, bh);
    both / (aw * ah + bw * bh - both)
}
