//! The rule of the house: which room may name which, which crate belongs to which room, who may
//! read a clock, and how long a file may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use doorstep_suite::data::workspace;
use doorstep_suite::modules::{Modules, Seen};
use doorstep_suite::rooms::{Named, circle, files, module_of, names, sights};

/// Rooms of the domain: pure state machines.
const DOMAIN: [&str; 14] = [
    "evidence",
    "inspection",
    "lists",
    "loan",
    "moving",
    "outbox",
    "pass",
    "photo",
    "pin",
    "quarantine",
    "registration",
    "requests",
    "sms",
    "time",
];
/// The other rooms that compute and do nothing else.
const ALSO_PURE: [&str; 7] =
    ["client_error", "documents", "error", "model", "paper", "qr", "words"];
/// Rooms through which no pure one may get at anything.
const IMPURE: [&str; 8] =
    ["client", "inspector", "net", "observe", "state", "store", "testing", "views"];
/// What a phone gives; a value such as a reading of its clocks may be handed to anybody, and so may whoever
/// finds faces, who computes from pixels and nothing else.
const PORTS: [&str; 4] = ["Clock", "Random", "Transport", "Vault"];
/// What of `crypto` needs no key of ours and no randomness.
const PURE_CRYPTO: [&str; 2] = ["sha256", "verify"];
/// What of `crypto` is a function of a key that it is handed. The room of quarantine hides parts of its
/// journal by it, under a secret that the client drew and keeps; no other pure room has a key to hand.
const KEYED_CRYPTO: (&str, &str) = ("quarantine", "hmac_sha256");
/// Which room a crate belongs to.
const OWNERS: [(&str, &str); 17] = [
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
    ("jpeg_decoder", "photo"),
    ("jpeg_encoder", "photo"),
    ("doorstep_pixels", "photo"),
    ("doorstep_blazeface", "photo"),
    ("uniffi", "bindings"),
];
/// Longest file, in lines.
const LONGEST: usize = 600;
/// Longest file of the core, in lines, but for its tests: it is read more often than anything else.
const LONGEST_OF_CORE: usize = 300;

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
    let pure = || {
        rest.first().is_some_and(|item| PURE_CRYPTO.contains(item) || (room, *item) == KEYED_CRYPTO)
    };
    match room {
        "model" => false,
        "error" => other == "model",
        "ports" | "words" => ["error", "model"].contains(&other),
        "crypto" => ["model", "ports"].contains(&other),
        "documents" => other == "model" || (other == "crypto" && pure()),
        "store" => !["client", "net", "inspector", "views"].contains(&other),
        "net" => ["crypto", "model", "ports"].contains(&other),
        // What they reach through others is another test's.
        room if DOMAIN.contains(&room) => !IMPURE.contains(&other) && (other != "crypto" || pure()),
        _ => true,
    }
}

#[test]
fn rooms_of_the_core_name_only_what_they_may() {
    let folder = workspace().join("core/src");
    let mut wrong = Vec::new();
    let mut read = 0;
    for path in files(&folder, &[".rs"]) {
        let Some(module) = module_of(&folder, &path) else { continue };
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        read += 1;
        let source = fs::read_to_string(&path).unwrap();
        wrong.extend(faults(&source, &module).iter().map(|f| format!("{}: {f}", path.display())));
    }
    assert!(read > 60, "the sources were found: {read}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_rule_can_be_broken() {
    let offences: [(&[&str], &str); 18] = [
        (&["error", "code"], "use crate::documents::Zone;"),
        (&["words", "passes"], "use crate::pass::Pass;"),
        (&["model", "keys"], "use crate::documents::Item;"),
        (&["ports", "clock"], "use crate::time::Moment;"),
        (&["crypto", "seal"], "fn f() { crate::store::open() }"),
        (&["documents", "root"], "use crate::{model::Nonce, crypto::{sha256, SigningKey}};"),
        (&["documents", "root"], "use crate::crypto;\nfn f() { crate::crypto::SealingKey::new() }"),
        (&["pass", "gate"], "use super::super::store::Changes;"),
        (&["outbox", "task"], "use crate::testing::Faults;"),
        (&["lists"], "use crate::crypto::*;"),
        (&["pass", "gate"], "use crate::crypto::hmac_sha256;"),
        (&["quarantine", "journal"], "use crate::crypto::{hmac_sha256, SealingKey};"),
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
    let keyed = "use crate::crypto::{hmac_sha256, sha256};";
    assert_eq!(faults(keyed, &["quarantine", "journal"]), Vec::<String>::new());
}

/// Whether this is a way out of memory: a row, a file, a connection, a clock, a key, randomness.
fn is_impure(seen: &Seen) -> bool {
    let (module, item) = match seen {
        Seen::Here(module, item) => (module, item.as_deref()),
        Seen::Outside(named) => {
            let parts: Vec<&str> = named.iter().map(String::as_str).collect();
            return matches!(
                parts.as_slice(),
                ["std", "env" | "fs" | "net" | "process" | "thread", ..] | ["tokio", ..]
            );
        }
    };
    let module: Vec<&str> = module.iter().map(String::as_str).collect();
    match module.as_slice() {
        // Who may name the second is the other rule's.
        ["crypto", "digest" | "mac" | "verify"] => false,
        ["crypto", ..] => true,
        ["ports", ..] => item.is_none_or(|item| PORTS.contains(&item)),
        [room, ..] => IMPURE.contains(room),
        [] => false,
    }
}

#[test]
fn pure_rooms_reach_nothing_impure_through_anybody() {
    let modules = Modules::read(&workspace().join("core/src"));
    let mut looked_at = 0;
    for room in DOMAIN.iter().chain(&ALSO_PURE) {
        for module in modules.of_room(room) {
            looked_at += 1;
            assert_eq!(modules.way_to(module, is_impure), None);
        }
    }
    assert!(looked_at > 60, "the sources were found: {looked_at}");
    // The way is walked: what is not pure is found from where it is used.
    let client = ["client".to_owned()].to_vec();
    assert!(modules.way_to(&client, is_impure).is_some());
}

#[test]
fn a_way_out_is_found_through_rooms_that_look_pure() {
    let way = |sources: &[(&str, &str)]| {
        let module = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
        let of = sources.iter().map(|(path, source)| (module(path), (*source).to_owned()));
        Modules::of(of).way_to(&module("pass::gate"), is_impure)
    };
    let gate = ("pass::gate", "use crate::error::{Code, CoreError};");
    let store = ("store", "use rusqlite::Connection;");
    let through = [gate, ("error", "use crate::store::StoreError;"), store];
    assert_eq!(way(&through).unwrap()[..2], ["pass::gate", "error"]);
    // Also where a name is handed on, under whatever name.
    let handed_on = ("error", "mod code;\npub use code::Kind as Code;\npub enum CoreError {}");
    let beneath = ("error::code", "pub enum Kind {}\nfn f() { super::super::store::open() }");
    assert!(way(&[gate, handed_on, beneath, store]).is_some());
    assert!(way(&[gate, handed_on, ("error::code", "pub enum Kind {}"), store]).is_none());
    // What stands beside what is handed on is another matter.
    let crypto =
        ("crypto", "mod digest;\nmod seal;\npub use digest::sha256;\npub(crate) use seal::Key;");
    let beside = [crypto, ("crypto::digest", ""), ("crypto::seal", "")];
    let one = |source| [&[("pass::gate", source)][..], &beside].concat();
    assert!(way(&one("use crate::crypto::sha256;")).is_none());
    for source in
        ["use crate::crypto::{sha256, Key};", "use crate::crypto;", "use crate::crypto::*;"]
    {
        assert!(way(&one(source)).is_some(), "{source}");
    }
    let ports = ("ports", "pub struct Reading;\npub trait Clock {}");
    assert!(way(&[("pass::gate", "use crate::ports::Reading;"), ports]).is_none());
    assert!(way(&[("pass::gate", "use crate::ports::Clock;"), ports]).is_some());
    assert!(way(&[("pass::gate", "fn f() { std::fs::read(p) }")]).is_some());
}

#[test]
fn no_room_sees_itself_through_others() {
    let core = sights(&workspace().join("core/src"));
    assert!(core.len() > 20 && core["client"].contains("store"), "{core:#?}");
    assert_eq!(circle(&core), None);
    let authority = sights(&workspace().join("tests/authority/src"));
    assert!(authority.len() > 12 && authority["commands"].contains("store"), "{authority:#?}");
    assert_eq!(circle(&authority), None);
}

#[test]
fn no_room_of_the_client_sees_itself_through_others() {
    let folder = workspace().join("core/src/client");
    let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
    for path in files(&folder, &[".rs"]) {
        let inside = path.strip_prefix(&folder).unwrap().with_extension("");
        let parts: Vec<String> = ["client".to_owned()]
            .into_iter()
            .chain(inside.iter().map(|part| part.to_string_lossy().into_owned()))
            .filter(|part| part != "mod")
            .collect();
        let module: Vec<&str> = parts.iter().map(String::as_str).collect();
        let Some(room) = parts.get(1) else { continue };
        let named = names(&fs::read_to_string(&path).unwrap(), &module);
        let others = named.into_iter().filter_map(|named| match named.as_slice() {
            [first, client, other, ..] if first == "crate" && client == "client" => {
                Some(other.clone()).filter(|other| other != room)
            }
            _ => None,
        });
        seen.entry(room.clone()).or_default().extend(others);
    }
    assert!(seen["sync"].contains("passes") && seen["passes"].contains("account"), "{seen:#?}");
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
    let is_core = |name: &str| name.starts_with("core/src/") && !is_tests(Path::new(name));
    let most = |name: &str| if is_core(name) { LONGEST_OF_CORE } else { LONGEST };
    let long: Vec<_> = lengths.iter().filter(|(lines, name)| *lines > most(name)).collect();
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
