//! A Python with the package `cwt`, as an independent judge of what the core makes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::data::workspace;

/// An interpreter with the package `cwt`; without one says so in a line, and fails where nothing may
/// be missing.
pub fn python() -> Option<PathBuf> {
    python_with("import cwt, cbor2", "the package cwt")
}

/// One with its own library alone.
pub fn plain_python() -> Option<PathBuf> {
    python_with("import sys; assert sys.version_info >= (3, 10)", "its version 3.10")
}

/// One with these packages, for what is compared and not checked: without one says so in a line.
pub fn python_beside(packages: &[&str]) -> Option<PathBuf> {
    let found = python_that(&format!("import {}", packages.join(", ")));
    if found.is_none() {
        println!(
            "skipped: no Python with {} (DOORSTEP_PYTHON or target/python)",
            packages.join(", ")
        );
    }
    found
}

fn python_with(check: &str, what: &str) -> Option<PathBuf> {
    let found = python_that(check);
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "no Python with {what}");
        println!("skipped: no Python with {what} (DOORSTEP_PYTHON or target/python)");
    }
    found
}

fn python_that(check: &str) -> Option<PathBuf> {
    let named = std::env::var_os("DOORSTEP_PYTHON").map(PathBuf::from);
    let made = workspace().join("target/python/bin/python");
    named
        .or_else(|| made.exists().then_some(made))
        .or_else(|| Some(PathBuf::from("python3")))
        .filter(|python| {
            let tried = Command::new(python).args(["-c", check]).output();
            tried.is_ok_and(|output| output.status.success())
        })
}

/// The answer of the script for objects to a request.
pub fn ask(python: &Path, request: &Json) -> Json {
    let answer =
        run(python, "tests/suite/python/crosscheck.py", &[], request.to_string().as_bytes());
    serde_json::from_str(&answer).unwrap()
}

/// What a script of the workspace answers to this input.
pub fn run(python: &Path, script: &str, arguments: &[&str], input: &[u8]) -> String {
    let mut child = Command::new(python)
        .arg("-B")
        .arg(workspace().join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A script that answers before it has read all would wait for us, and we for it.
        scope.spawn(move || stdin.write_all(input).unwrap());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    })
}

/// Bytes as hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
