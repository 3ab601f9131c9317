//! A photo's intake, from a camera's bytes to a padded JPEG, beside the `image` crate alone, which does not
//! decode to scale, and beside libjpeg-turbo as Pillow brings it, which does. Then what a look for faces
//! takes, where somebody is and where nobody is, and what memory it takes, each in a process of its own.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use doorstep::model::Picture;
use doorstep::photo::{InCoreFinder, intake};
use doorstep::ports::FaceFinder;
use doorstep_bench::compare;
use doorstep_suite::data::{data, workspace};
use doorstep_suite::python::python_beside;
use image::{ImageFormat, RgbImage, imageops};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use tempfile::TempDir;

type Failed = Box<dyn Error>;

/// Longest side that may leave the phone, and its quality.
const SIDE: u32 = 1024;
const QUALITY: u8 = 80;
const ROUNDS: usize = 9;
/// Asks this program to take in one photo and to tell the memory that it took.
const PEAK_OF: &str = "--peak-of";

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|one| one == PEAK_OF) {
        let rest = arguments.get(at + 1..).unwrap_or_default();
        let [file, looks] = rest else { return Err("a file, and whether to look".into()) };
        println!("{}", peak_kib(Path::new(file), looks == "looks")?);
        return Ok(());
    }
    let folder = TempDir::new()?;
    for (name, width, height, grain, quality) in
        [("12 MP", 4000, 3000, 14, 92), ("48 MP", 8000, 6000, 6, 85)]
    {
        let jpeg = photo(width, height, grain, quality)?;
        let file = folder.path().join("photo.jpg");
        fs::write(&file, &jpeg)?;
        let ours = || intake(&jpeg, None, |_| {}).map(|taken| taken.photo.sealed_len());
        println!("{name}, {} bytes", jpeg.len());
        let beside = compare(ROUNDS, 1, ours, || image_alone(&jpeg));
        println!("  {}", beside.line("intake beside the image crate alone", 1.25));
        // An app that scales to a round number, and one that does as the core does.
        let output = intake(&jpeg, None, |_| {})?.output;
        for size in [(SIDE, SIDE * height / width), (output.width, output.height)] {
            let Some(mut pillow) = Pillow::begin(&file, size)? else { break };
            let beside = compare(ROUNDS, 1, ours, || pillow.take_in());
            let name = format!("intake beside {} to {} pixels", pillow.name, size.0);
            println!("  {}", beside.line(&name, 1.25));
        }
        for looks in ["looks", "does-not"] {
            let program = std::env::current_exe()?;
            let told = Command::new(program).arg(PEAK_OF).arg(&file).arg(looks).output()?;
            let kib: u64 = String::from_utf8(told.stdout)?.trim().parse()?;
            let mib = kib as f64 / 1024.0;
            println!("  memory above start, {looks}: {mib:.1} MiB (goal <= 20)");
        }
    }
    finding()
}

/// What looks for faces take, beside the intake without them.
fn finding() -> Result<(), Failed> {
    let finder = InCoreFinder::new();
    let jpeg = photo(4000, 3000, 14, 92)?;
    let somebody = image::load_from_memory(&jpeg)?.to_rgb8();
    let somebody =
        imageops::resize(&somebody, 1024, 768, imageops::FilterType::Triangle).into_raw();
    let grain = noise(1024 * 768 * 3, 256).collect();
    for (name, rgb) in [
        ("somebody", somebody),
        ("nobody before a wall", vec![128; 1024 * 768 * 3]),
        ("nobody in grain", grain),
    ] {
        let picture = Picture::new(1024, 768, rgb).ok_or("no picture")?;
        let faces = finder.find(&picture).map_or(0, |faces| faces.len());
        let beside = || intake(&jpeg, None, |_| {}).is_ok();
        let look = compare(ROUNDS, 3, || finder.find(&picture), beside);
        let ms = look.measured.as_secs_f64() * 1e3;
        println!(
            "looking for {name} ({faces} found): {ms:.1} ms (goal <= 40), {:.2} x an intake without it",
            look.ratio(),
        );
    }
    Ok(())
}

/// Levels below this one, drawn.
fn noise(count: usize, most: u64) -> impl Iterator<Item = u8> {
    let mut state = 1_u64;
    (0..count).map(move |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 40) % most) as u8
    })
}

/// The same work by Pillow, in a process that waits to be asked.
struct Pillow {
    process: Child,
    ask: ChildStdin,
    told: BufReader<ChildStdout>,
    name: String,
}

impl Pillow {
    /// Nothing where it is not installed.
    fn begin(file: &Path, (width, height): (u32, u32)) -> Result<Option<Self>, Failed> {
        let Some(python) = python_beside(&["PIL"]) else { return Ok(None) };
        let [width, height, quality] = [width, height, QUALITY.into()].map(|one| one.to_string());
        let mut process = Command::new(python)
            .arg("-B")
            .arg(workspace().join("tests/bench/python/photos.py"))
            .arg(file)
            .args([width, height, quality])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let ask = process.stdin.take().ok_or("no way to ask")?;
        let told = BufReader::new(process.stdout.take().ok_or("no way to be told")?);
        let mut pillow = Self { process, ask, told, name: String::new() };
        pillow.name = pillow.read()?;
        Ok(Some(pillow))
    }

    fn take_in(&mut self) -> Result<usize, Failed> {
        self.ask.write_all(b"\n")?;
        Ok(self.read()?.parse()?)
    }

    fn read(&mut self) -> Result<String, Failed> {
        let mut line = String::new();
        self.told.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Pillow {
    fn drop(&mut self) {
        let _ended = self.process.kill().and_then(|()| self.process.wait()).is_ok();
    }
}

/// A photo of somebody, if a picture is there, enlarged, with a sensor's grain.
fn photo(width: u32, height: u32, grain: u64, quality: u8) -> Result<Vec<u8>, Failed> {
    let small = match data("faces/grace_hopper.jpg") {
        Some(path) => image::open(path)?.to_rgb8(),
        None => RgbImage::from_fn(400, 300, |x, y| {
            image::Rgb([(x / 2) as u8, (y / 2) as u8, ((x + y) / 4) as u8])
        }),
    };
    let mut large = imageops::resize(&small, width, height, imageops::FilterType::Triangle);
    let samples = large.as_flat_samples_mut().samples.iter_mut();
    for (byte, grain) in samples.zip(noise(usize::MAX, grain)) {
        *byte = byte.saturating_add(grain);
    }
    encoded(large.as_raw(), width, height, quality)
}

fn encoded(rgb: &[u8], width: u32, height: u32, quality: u8) -> Result<Vec<u8>, Failed> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode(rgb, width.try_into()?, height.try_into()?, ColorType::Rgb)?;
    Ok(jpeg)
}

fn image_alone(jpeg: &[u8]) -> Result<usize, Failed> {
    let image = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg)?;
    let small = image.resize(SIDE, SIDE, imageops::FilterType::Lanczos3);
    let mut left = Vec::new();
    small.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(
        &mut left, QUALITY,
    ))?;
    Ok(left.len())
}

/// The most memory during an intake, above what the process had with the photo in it.
fn peak_kib(file: &Path, looks: bool) -> Result<u64, Failed> {
    let jpeg = fs::read(file)?;
    let finder = looks.then(InCoreFinder::new);
    fs::write("/proc/self/clear_refs", "5")?;
    let before = status_kib("VmRSS:")?;
    intake(&jpeg, finder.as_ref().map(|finder| finder as &dyn FaceFinder), |_| {})?;
    Ok(status_kib("VmHWM:")?.saturating_sub(before))
}

fn status_kib(name: &str) -> Result<u64, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such line")?;
    Ok(line.split_whitespace().next().ok_or("no number")?.parse()?)
}
