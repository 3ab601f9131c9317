//! `photo check` at the terminal, as scripts drive it.

use std::fs;

use doorstep_suite::data::data;
use jpeg_encoder::{ColorType, Encoder};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::city::{Ended, doorstep};

/// A photo of nobody: slopes with grain around this brightness.
fn nobody(width: u16, height: u16, level: u32) -> Vec<u8> {
    let mut state = 7_u32;
    let mut grey = Vec::new();
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // In the dark there is nothing but grain.
            let slope = if level == 0 { 0 } else { (x / 16 + y / 16) % 2 * 63 };
            grey.push(u8::try_from((level + slope + (state >> 27)).min(255)).unwrap());
        }
    }
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 90).encode(&grey, width, height, ColorType::Luma).unwrap();
    jpeg
}

struct Folder(TempDir);

impl Folder {
    fn open() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn holding(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn check(file: &str, more: &[&str]) -> Ended {
    doorstep(&[&["--json", "photo", "check", file], more].concat())
}

/// The keys of an object, in order.
fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn a_photo_of_nobody_is_told_so_with_every_key_of_the_contract() {
    let folder = Folder::open();
    let jpeg = nobody(1600, 1200, 90);
    let file = folder.holding("wall.jpg", &jpeg);
    let ended = check(&file, &[]);
    assert_eq!(ended.status, 1, "{ended:?}");
    let value = ended.value();
    let expected = [
        "face",
        "faces",
        "finder",
        "hints",
        "input",
        "metrics",
        "ok",
        "output",
        "peak_kib",
        "sealed_bytes",
        "steps_ms",
        "warnings",
    ];
    assert_eq!(keys(&value), expected);
    assert_eq!((&value["ok"], &value["hints"]), (&json!(false), &json!(["no-face"])));
    assert_eq!((&value["faces"], &value["face"]), (&json!(0), &Value::Null));
    assert_eq!(value["finder"], "in-core");
    let input = json!({ "bytes": jpeg.len(), "width": 1600, "height": 1200, "orientation": 1 });
    assert_eq!(value["input"], input);
    assert_eq!(
        (&value["output"]["width"], &value["output"]["height"]),
        (&json!(1024), &json!(768))
    );
    assert!([60, 70, 80].map(Value::from).contains(&value["output"]["quality"]), "{value}");
    let sealed = value["sealed_bytes"].as_u64().unwrap();
    let bucket = value["output"]["bytes"].as_u64().unwrap() + 4;
    let bucket = [65_536, 98_304, 131_072, 163_840].into_iter().find(|size| *size >= bucket);
    assert_eq!(Some(sealed), bucket.map(|bucket| 65 + bucket + 16));
    let steps = ["decode", "encode", "face", "quality", "resize", "seal"];
    assert_eq!(keys(&value["steps_ms"]), steps);
    let measured =
        ["bright_permille", "contrast_permille", "dark_permille", "mean_permille", "sharpness_ppm"];
    assert_eq!(keys(&value["metrics"]), measured);
    for numbers in ["steps_ms", "metrics"] {
        assert!(value[numbers].as_object().unwrap().values().all(Value::is_u64), "{value}");
    }
    assert!(value["peak_kib"].is_u64() || !cfg!(target_os = "linux"), "{value}");
}

#[test]
fn where_nobody_looks_for_faces_none_is_missed() {
    let folder = Folder::open();
    let file = folder.holding("wall.jpg", &nobody(1600, 1200, 90));
    let value = check(&file, &["--finder", "none"]).done();
    assert_eq!((&value["ok"], &value["finder"]), (&json!(true), &json!("none")));
    let told = doorstep(&["photo", "check", &file, "--finder", "none"]);
    assert!(told.out.contains("Nobody looked for a face."), "{told:?}");
    let dark = folder.holding("dark.jpg", &nobody(1600, 1200, 0));
    for finder in ["none", "in-core"] {
        let ended = check(&dark, &["--finder", finder]);
        assert_eq!((ended.status, &ended.value()["hints"]), (1, &json!(["too-dark"])));
    }
    check(&file, &["--finder", "platform"]).failed(2, "usage");
}

#[test]
fn what_would_leave_the_phone_is_written_on_request() {
    let folder = Folder::open();
    let file = folder.holding("wall.jpg", &nobody(1600, 1200, 90));
    let out = folder.path("left.jpg");
    let value = check(&file, &["--out", &out]).value();
    let left = fs::read(&out).unwrap();
    assert_eq!(value["output"]["bytes"], json!(left.len()));
    let image = image::load_from_memory(&left).unwrap();
    assert_eq!((image.width(), image.height()), (1024, 768));
    let nowhere = folder.path("no/such/left.jpg");
    check(&file, &["--out", &nowhere]).failed(3, "file-not-written");
}

#[test]
fn what_is_no_photo_is_refused_by_its_code() {
    let folder = Folder::open();
    let photo = nobody(1600, 1200, 90);
    let cases: [(&str, &[u8], &str); 6] = [
        ("text.jpg", b"no photo", "photo-not-jpeg"),
        ("empty.jpg", b"", "photo-not-jpeg"),
        ("cut.jpg", &photo[..photo.len() / 2], "photo-damaged"),
        ("small.jpg", &photo[..10_000], "photo-too-small"),
        ("narrow.jpg", &nobody(4000, 200, 90), "photo-too-small"),
        ("long.jpg", &[photo.clone(), vec![0; 12 << 20]].concat(), "photo-too-large"),
    ];
    for (name, bytes, code) in cases {
        let file = folder.holding(name, bytes);
        let refused = check(&file, &["--out", &folder.path("never.jpg")]);
        refused.failed(1, code);
    }
    assert!(!fs::exists(folder.path("never.jpg")).unwrap());
    check(&folder.path("nowhere.jpg"), &[]).failed(3, "file-unreadable");
    doorstep(&["--json", "photo", "check"]).failed(2, "usage");
}

#[test]
fn people_read_what_to_do() {
    let folder = Folder::open();
    let dark = folder.holding("dark.jpg", &nobody(1600, 1200, 0));
    let told = doorstep(&["photo", "check", &dark]);
    assert_eq!(told.status, 1, "{told:?}");
    assert!(told.out.starts_with("It is too dark. Turn on a light"), "{told:?}");
    assert!(told.out.contains("[too-dark]"), "{told:?}");
}

#[test]
fn a_photo_of_somebody_is_good() {
    let Some(path) = data("faces/grace_hopper.jpg") else { return };
    let value = check(path.to_str().unwrap(), &[]).done();
    assert_eq!((&value["ok"], &value["hints"]), (&json!(true), &json!([])));
    assert_eq!(value["faces"], 1);
    assert_eq!(keys(&value["face"]), ["h", "score_permille", "w", "x", "y"]);
    assert!(value["face"]["score_permille"].as_u64() >= Some(650), "{value}");
}
