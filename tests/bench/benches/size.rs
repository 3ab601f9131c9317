//! The library as it stands in a phone app: its size without symbols, and which crates it is made of.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use object::{Object as _, ObjectSymbol as _};

/// Glean's library, without an HTTP client, in bytes.
const GOAL: u64 = 3_800_000;
/// Crates with a line of their own.
const SHOWN: usize = 25;

fn main() -> Result<(), Box<dyn Error>> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let built = Command::new(cargo)
        .current_dir(&workspace)
        .args(["build", "--quiet", "--release", "--locked", "--package", "doorstep-bindings"])
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
    let size = std::fs::metadata(&stripped)?.len();
    println!(
        "library, stripped: {} bytes, {:.2} x the goal of {GOAL}",
        size,
        size as f64 / GOAL as f64
    );
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
    Ok(())
}

/// Bytes of the symbols of each crate, the largest first.
fn by_crate(library: &[u8]) -> Result<Vec<(String, u64)>, object::Error> {
    // Functions that are the same share one place.
    let mut places = BTreeMap::new();
    for symbol in object::File::parse(library)?.symbols().filter(|symbol| symbol.size() > 0) {
        let name = rustc_demangle::demangle(symbol.name().unwrap_or_default()).to_string();
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
