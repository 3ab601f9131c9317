//! The library as it stands in a phone app: its size without symbols and compressed, the goal and the
//! ceiling it is held to, and which crates it is made of.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use miniz_oxide::deflate::compress_to_vec;
use object::{Object as _, ObjectSymbol as _};

/// What each part may take, in bytes, and whether it is built. Whoever builds one says so here, in the
/// commit that brings it.
const PARTS: [(&str, u64, bool); 3] = [
    ("exit passes", 3_450_000, true),
    ("home quarantine", 300_000, true),
    ("photo checks", 250_000, true),
];
/// What all of it may take. Glean's library, without an HTTP client, takes 3.8 million.
const WHOLE: u64 = 4_150_000;
/// Crates with a line of their own.
const SHOWN: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let built = Command::new(workspace.join("bindings/for-phones.sh"))
        .current_dir(&workspace)
        .args([&cargo, "build", "--quiet", "--release", "--locked"])
        .args(["--package", "doorstep-bindings"])
        .status()?;
    if !built.success() {
        return Err("the library could not be built".into());
    }
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => PathBuf::from(target),
        None => workspace.join("target"),
    };
    let library = target.join("release/libdoorstep_bindings.so");
    let folder = tempfile::tempdir()?;
    let stripped = folder.path().join("stripped.so");
    let strip = Command::new("strip").arg("-o").arg(&stripped).arg(&library).status()?;
    if !strip.success() {
        return Err("strip failed".into());
    }
    let stripped = std::fs::read(&stripped)?;
    let size = stripped.len() as u64;
    let built = PARTS.iter().filter(|(_, _, is_built)| *is_built);
    let ceiling = WHOLE.min(built.map(|(_, bytes, _)| bytes).sum());
    println!("library, stripped: {size} bytes of at most {ceiling}");
    // The head and the end of a gzip file are 18 bytes.
    println!("library, gzipped:  {} bytes", compress_to_vec(&stripped, 9).len() + 18);
    for (part, bytes, is_built) in PARTS {
        println!("{bytes:>9}  {part}, at most{}", if is_built { "" } else { ": to come" });
    }
    println!("{WHOLE:>9}  all of it, at most");
    let by_crate = by_crate(&std::fs::read(&library)?)?;
    let named: u64 = by_crate.iter().map(|(_, bytes)| bytes).sum();
    println!("of which code and tables with a name, by the crate that the name begins with:");
    for (name, bytes) in by_crate.iter().take(SHOWN) {
        println!("{bytes:>9} {:>5.1} %  {name}", 100.0 * *bytes as f64 / size as f64);
    }
    let rest: u64 = by_crate.iter().skip(SHOWN).map(|(_, bytes)| bytes).sum();
    println!("{rest:>9} {:>5.1} %  all others", 100.0 * rest as f64 / size as f64);
    let unnamed = size.saturating_sub(named);
    let share = 100.0 * unnamed as f64 / size as f64;
    println!("{unnamed:>9} {share:>5.1} %  texts, unwinding tables, what names nothing");
    if size > ceiling {
        return Err(format!("the library is {} bytes over its ceiling", size - ceiling).into());
    }
    Ok(())
}

/// Bytes of the symbols of each crate, the largest first.
fn by_crate(library: &[u8]) -> Result<Vec<(String, u64)>, object::Error> {
    // Functions that are the same share one place.
    let mut places = BTreeMap::new();
    for symbol in object::File::parse(library)?.symbols().filter(|symbol| symbol.size() > 0) {
        let name = format!("{:#}", rustc_demangle::demangle(symbol.name().unwrap_or_default()));
        places.insert(symbol.address(), (krate(&name).to_owned(), symbol.size()));
    }
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (name, size) in places.into_values() {
        *sums.entry(name).or_default() += size;
    }
    let mut sums: Vec<(String, u64)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(sums)
}

/// The crate of a demangled name: of `<alloc::vec::Vec<T> as …>` the one of the type, of a drop the
/// one of what is dropped.
fn krate(name: &str) -> &str {
    let dropped = name.strip_prefix("core::ptr::drop_in_place<").unwrap_or(name);
    let name = dropped.trim_start_matches(['<', '&', '*', '(', '[']);
    let name = ["mut ", "dyn ", "const "]
        .iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    match name.split_once("::") {
        Some((first, _)) if first.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => first,
        _ if name.starts_with("sqlite3") => "SQLite",
        _ if name.starts_with("ring_core") || name.starts_with("ecp_nistz") => "ring",
        _ if name.contains("uniffi") || name.contains("UNIFFI") => "uniffi's interface",
        _ => "C and others (SQLite's own above all)",
    }
}
