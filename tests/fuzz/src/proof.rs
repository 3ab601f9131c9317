//! Files of evidence: nothing but what was signed is genuine.

use std::sync::LazyLock;

use doorstep::evidence::altering::bundle_of;
use doorstep::evidence::{Verdict, verify};
use doorstep::model::{deflate, from_base64url, inflate, to_base64url};

/// A patient's file, as a phone wrote it.
const GENUINE: &str = include_str!("../corpus/evidence-file/genuine.html");
/// Around the data (`PROTOCOL.md §22.3`).
const DATA: [&str; 2] = ["<template id=\"doorstep-data\">", "</template>"];
/// Longest data that are tried.
const MOST: usize = 1 << 20;

struct Known {
    version: String,
    before: &'static str,
    data: Vec<u8>,
    after: &'static str,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let (before, rest) = GENUINE.split_once(DATA[0]).unwrap();
    let (data, after) = rest.split_once(DATA[1]).unwrap();
    let data = inflate(&from_base64url(data).unwrap(), MOST).unwrap();
    let version = bundle_of(GENUINE).unwrap().written_by;
    Known { version, before, data, after }
});

/// Any file.
pub fn file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(found) = verify(&text, &KNOWN.version, None) else { return };
    assert_eq!(found.verdict == Verdict::Genuine, text == GENUINE);
}

/// Any data in a file that was genuine, under the page and the head that it had.
pub fn data(bytes: &[u8]) {
    let Some(packed) = deflate(bytes).filter(|_| bytes.len() <= MOST) else { return };
    let Known { version, before, after, data } = &*KNOWN;
    let file = [before, DATA[0], &to_base64url(&packed), DATA[1], after].concat();
    let Ok(found) = verify(&file, version, None) else { return };
    assert_eq!(found.verdict == Verdict::Genuine, bytes == data);
    // By another version's words the page is not compared, and the head still is.
    let Ok(found) = verify(&file, "another", None) else { panic!("it is a file") };
    assert_eq!(found.verdict == Verdict::Genuine, bytes == data);
}
