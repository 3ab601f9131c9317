//! The rule of the house: which room may name which, which crate belongs to which room, who may
//! read a clock, and how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use doorstep_suite::data::workspace;
use doorstep_suite::rooms::{Named, circle, files, names, sights};

/// Rooms of the domain: pure state machines.
const DOMAIN: [&str; 7] =
    ["inspection", "lists", "outbox", "pass", "registration", "requests", "time"];
/// What of `crypto` needs no key of ours and no randomness.
const PURE_CRYPTO: [&str; 2] = ["sha256", "verify"];
/// Which room a crate belongs to.
const OWNERS: [(&str, &str); 13] = [
    ("rusqlite", "store"),
    ("ring", "crypto"),
    ("http_body_util", "net"),
    ("hyper", "net"),
    ("hyper_util", "net"),
    ("rustls", "net"),
    ("tokio_rustls", "net"),
    ("webpki", "net"),
    ("minicbor", "documents"),
    ("base45", "documents"),
    ("fast_qr", "qr"),
    ("base64", "model"),
    ("uniffi", "bindings"),
];
/// Longest file, in lines.
const LONGEST: usize = 600;

/// What is wrong with a file of the core that stands in this module.
fn faults(source: &str, module: &[&str]) -> Vec<String> {
    let room = module.first().copied().unwrap_or("lib");
    names(source, module).iter().filter_map(|named| fault(room, named)).collect()
}

fn fault(room: &str, named: &Named) -> Option<String> {
    let parts: Vec<&str> = named.iter().map(String::as_str).collect();
    let wrong = match parts.as_slice() {
        ["crate", other, rest @ ..] if *other != room => !may_see(room, other, rest),
        ["crate", ..] => false,
        [outside, ..] => OWNERS
            .iter()
            .any(|(name, owner)| name == outside && *owner != room && !shares(room, outside)),
        [] => false,
    };
    let clock = matches!(parts.as_slice(), [.., "SystemTime" | "Instant" | "Utc" | "Local", "now"]);
    (wrong || clock).then(|| format!("{room} names {}", parts.join("::")))
}

/// The signature fields of HTTP are base64 too, with its other alphabet.
fn shares(room: &str, outside: &str) -> bool {
    // Rows hold CBOR too, each value in a form of its own.
    (room == "requests" && outside == "base64") || (room == "store" && outside == "minicbor")
}

fn may_see(room: &str, other: &str, rest: &[&str]) -> bool {
    let pure = || rest.first().is_some_and(|item| PURE_CRYPTO.contains(item));
    match room {
        "model" => false,
        "ports" => other == "model",
        "crypto" => ["model", "ports"].contains(&other),
        "documents" => other == "model" || (other == "crypto" && pure()),
        "store" => !["client", "net", "inspector", "views"].contains(&other),
        "net" => ["crypto", "model", "ports"].contains(&other),
        room if DOMAIN.contains(&room) => match other {
            "store" | "net" | "client" | "testing" | "inspector" | "views" => false,
            "crypto" => pure(),
            _ => true,
        },
        _ => true,
    }
}

#[test]
fn rooms_of_the_core_name_only_what_they_may() {
    let folder = workspace().join("core/src");
    let mut wrong = Vec::new();
    let mut read = 0;
    for path in files(&folder, &[".rs"]) {
        let inside = path.strip_prefix(&folder).unwrap().with_extension("");
        let parts: Vec<String> =
            inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let module: Vec<&str> = parts.iter().map(String::as_str).collect();
        // Test modules may look over the walls.
        let module = match module.split_last() {
            Some((&"tests", _)) => continue,
            Some((&("mod" | "lib"), before)) => before,
            _ => &module,
        };
        read += 1;
        let source = fs::read_to_string(&path).unwrap();
        wrong.extend(faults(&source, module).iter().map(|f| format!("{}: {f}", inside.display())));
    }
    assert!(read > 60, "the sources were found: {read}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_rule_can_be_broken() {
    let offences: [(&[&str], &str); 14] = [
        (&["model", "keys"], "use crate::documents::Item;"),
        (&["ports", "clock"], "use crate::time::Moment;"),
        (&["crypto", "seal"], "fn f() { crate::store::open() }"),
        (&["documents", "root"], "use crate::{model::Nonce, crypto::{sha256, SigningKey}};"),
        (&["documents", "root"], "use crate::crypto;\nfn f() { crate::crypto::SealingKey::new() }"),
        (&["pass", "gate"], "use super::super::store::Changes;"),
        (&["outbox", "task"], "use crate::testing::Faults;"),
        (&["lists"], "use crate::crypto::*;"),
        (&["time"], "fn f() { let t = std::time::Instant::now(); }"),
        (&["client", "passes"], "use chrono::Utc;\nfn f() -> i64 { Utc::now().timestamp() }"),
        (&["client", "passes"], "use rusqlite::params;"),
        (&["documents", "item"], "use ring::digest;"),
        (&["inspection", "item"], "fn f() { minicbor::to_vec(0) }"),
        (&["views"], "use fast_qr::ECL;"),
    ];
    for (module, source) in offences {
        assert!(!faults(source, module).is_empty(), "{module:?} got away with {source}");
    }
    let innocent = "//! use rusqlite::params;
        use crate::crypto::{sha256, verify};
        use super::keys::{self, Key};
        const TEXT: &str = \"use ring::digest;\";
        const RAW: &str = r#\"crate::store::open \"quoted\" \"#;
        fn life<'a>(c: &'a char) -> bool { *c == '\"' || *c == '\\'' }
        #[cfg(test)] mod tests { use crate::store::Store; fn f() {} }";
    assert_eq!(faults(innocent, &["documents", "root"]), Vec::<String>::new());
    assert!(!faults(&format!("{innocent} use crate::net::Patience;"), &["documents"]).is_empty());
}

#[test]
fn no_room_of_the_authority_sees_itself_through_others() {
    let seen = sights(&workspace().join("tests/authority/src"));
    assert!(seen.len() > 12 && seen["commands"].contains("store"), "{seen:#?}");
    assert_eq!(circle(&seen), None);
}

#[test]
fn a_circle_is_found_however_long_it_is() {
    let seen = |pairs: &[(&str, &str)]| {
        let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
        for (room, other) in pairs {
            seen.entry((*room).to_owned()).or_default().insert((*other).to_owned());
        }
        seen
    };
    let tree = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("c", "b"), ("x", "a")];
    assert_eq!(circle(&seen(&tree)), None);
    for (last, way) in [(("d", "a"), ["a", "b", "d", "a"]), (("d", "c"), ["b", "d", "c", "b"])] {
        let found = circle(&seen(&[&tree[..], &[last]].concat()));
        assert_eq!(found.unwrap(), way);
    }
    assert_eq!(circle(&seen(&[("a", "b"), ("b", "a")])).unwrap(), ["a", "b", "a"]);
}

#[test]
fn only_clocks_read_the_time() {
    let root = workspace();
    let looks = |source: &str, module: &[&str]| {
        let now: BTreeSet<Named> = names(source, module)
            .into_iter()
            .filter(|path| path.last().is_some_and(|last| last == "now") && path.len() > 1)
            .collect();
        !now.is_empty()
    };
    assert!(looks("fn f() { SystemTime::now() }", &[]));
    assert!(!looks("fn f() { now() } // SystemTime::now()", &[]));
    let mut wrong = Vec::new();
    for path in files(&root, &[".rs"]) {
        let inside = path.strip_prefix(&root).unwrap();
        let source = fs::read_to_string(&path).unwrap();
        // Benchmarks measure; a clock is what its file is named, or implements the port.
        let may = inside.starts_with("tests/bench")
            || inside.file_stem().is_some_and(|stem| stem == "clock")
            || source.contains("impl Clock for");
        if looks(&source, &[]) && (!may || inside.starts_with("core")) {
            wrong.push(inside.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn lines(path: &Path) -> usize {
    fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

#[test]
fn every_file_can_be_read_in_one_sitting() {
    let root = workspace();
    let endings = [".rs", ".toml", ".py", ".sh", ".yml", ".kt", ".swift"];
    let mut lengths: Vec<(usize, String)> = files(&root, &endings)
        .iter()
        .filter(|path| !is_generated(path))
        .map(|path| (lines(path), path.strip_prefix(&root).unwrap().display().to_string()))
        .collect();
    lengths.sort();
    let median = lengths[lengths.len() / 2].0;
    let longest = lengths.last().unwrap();
    println!(
        "{} files, median {median} lines, longest {} ({})",
        lengths.len(),
        longest.0,
        longest.1
    );
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(long.is_empty(), "{long:?}");
    assert!(median <= 200, "median {median}");
}

#[test]
fn every_source_says_what_it_is_for() {
    let root = workspace();
    let silent: Vec<String> = files(&root, &[".rs"])
        .iter()
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            // A crate that is still empty has nothing to say.
            text.lines().count() > 3 && !text.trim_start().starts_with("//!") && !is_tests(path)
        })
        .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

/// What `bindings/generate.sh` writes is read by compilers.
fn is_generated(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    ["doorstep.kt", "Doorstep.swift"].iter().any(|generated| name == *generated)
}

/// A module of unit tests says it by its name.
fn is_tests(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
}
