//! What the product is built from: no second TLS or crypto library, on any target of the phones.

use std::process::Command;

use doorstep_suite::data::workspace;

const TARGETS: [&str; 4] = [
    "x86_64-unknown-linux-gnu",
    "aarch64-linux-android",
    "armv7-linux-androideabi",
    "aarch64-apple-ios",
];
/// What stands in a phone app: the core, and the library around it.
const SHIPPED: [&str; 2] = ["doorstep", "doorstep-bindings"];
/// Crates that must not be in the graph: other people's C cryptography.
const BANNED: [&str; 5] = ["aws-lc-sys", "aws-lc-rs", "openssl-sys", "openssl", "native-tls"];

/// The names of all crates of a package on a target; nothing if cargo cannot say offline.
fn graph(package: &str, target: &str) -> Result<Vec<String>, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(workspace())
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"])
        .args(["--format", "{p}", "--package", package, "--target", target])
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("").into());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.lines().filter_map(|line| Some(line.split(' ').next()?.to_owned())).collect())
}

#[test]
fn the_product_has_one_crypto_library() {
    let mut looked_at = 0;
    for (package, target) in SHIPPED.iter().flat_map(|package| TARGETS.map(|t| (package, t))) {
        match graph(package, target) {
            Ok(crates) => {
                assert!(crates.iter().any(|name| name == "ring"), "{target}: {crates:?}");
                let found: Vec<_> =
                    crates.iter().filter(|name| BANNED.contains(&name.as_str())).collect();
                assert!(found.is_empty(), "{package}, {target}: {found:?}");
                looked_at += 1;
            }
            Err(why) => println!("skipped: no graph for {target} without a network ({why})"),
        }
    }
    assert!(looked_at > 0 || std::env::var_os("CI").is_none(), "no target could be looked at");
}

#[test]
fn host_names_are_ascii_and_bring_no_tables() {
    // idna_adapter 1.0 is the one without Unicode; an update of the lock file would bring it back.
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"idna_adapter\"\nversion = \"1.0."));
    assert!(!lock.contains("name = \"icu_"), "a quarter of a megabyte on every phone");
}

#[test]
fn nothing_in_the_lock_file_is_banned() {
    let lock = std::fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    for name in BANNED {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}

#[test]
fn the_product_owns_no_runtime_and_no_foreign_interface() {
    let Ok(crates) = graph("doorstep", "x86_64-unknown-linux-gnu") else {
        println!("skipped: no graph without a network");
        return;
    };
    for name in ["uniffi", "axum", "rcgen", "clap", "proptest", "png"] {
        assert!(!crates.iter().any(|found| found == name), "{name}");
    }
}

#[test]
fn what_writes_the_bindings_does_not_ship_with_them() {
    let mut looked_at = 0;
    for target in TARGETS {
        let Ok(crates) = graph("doorstep-bindings", target) else {
            println!("skipped: no graph for {target} without a network");
            continue;
        };
        assert!(crates.iter().any(|found| found == "uniffi"), "{target}: {crates:?}");
        for name in ["uniffi_bindgen", "clap", "cargo_metadata", "axum", "async-compat"] {
            assert!(!crates.iter().any(|found| found == name), "{target}: {name}");
        }
        looked_at += 1;
    }
    assert!(looked_at > 0 || std::env::var_os("CI").is_none(), "no target could be looked at");
}
