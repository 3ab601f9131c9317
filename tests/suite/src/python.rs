//! A Python with the package `cwt`, as an independent judge of what the core makes.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::data::workspace;

/// The interpreter; without one says so in a line, and fails where nothing may be missing.
pub fn python() -> Option<PathBuf> {
    let named = std::env::var_os("DOORSTEP_PYTHON").map(PathBuf::from);
    let made = workspace().join("target/python/bin/python");
    let found = named
        .or_else(|| made.exists().then_some(made))
        .or_else(|| Some(PathBuf::from("python3")))
        .filter(|python| {
            let tried = Command::new(python).args(["-c", "import cwt, cbor2"]).output();
            tried.is_ok_and(|output| output.status.success())
        });
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "no Python with the package cwt");
        println!("skipped: no Python with the package cwt (DOORSTEP_PYTHON or target/python)");
    }
    found
}

/// The script's answer to a request.
pub fn ask(python: &PathBuf, request: &Json) -> Json {
    let script = workspace().join("tests/suite/python/crosscheck.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(request.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Bytes as hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
