//! Writes the sources that Kotlin and Swift see of a built library.
//!
//! `doorstep-bindgen kotlin LIBRARY FOLDER` and `doorstep-bindgen swift LIBRARY FOLDER FFI-FOLDER`.
//! The library must not be one for phones: uniffi reads what it describes of itself, which they do not get.

use std::process::ExitCode;

use uniffi::{GenerateOptions, SwiftBindingsOptions, TargetLanguage};

const USAGE: &str = "usage: doorstep-bindgen kotlin LIBRARY FOLDER
       doorstep-bindgen swift LIBRARY FOLDER FFI-FOLDER";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["kotlin", library, folder] => kotlin(library, folder),
        ["swift", library, folder, ffi] => swift(library, folder, ffi),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            complain(&why);
            ExitCode::FAILURE
        }
    }
}

fn kotlin(library: &str, folder: &str) -> Result<(), String> {
    let options = GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: library.into(),
        out_dir: folder.into(),
        // The formatter would be another tool whose version changes the text.
        format: false,
        ..GenerateOptions::default()
    };
    uniffi::generate(options).map_err(|error| format!("{error:#}"))
}

fn swift(library: &str, folder: &str, ffi: &str) -> Result<(), String> {
    let write = |sources, out_dir: &str| {
        let options = SwiftBindingsOptions {
            generate_swift_sources: sources,
            generate_headers: !sources,
            generate_modulemap: !sources,
            source: library.into(),
            out_dir: out_dir.into(),
            xcframework: false,
            module_name: Some("DoorstepFFI".to_owned()),
            modulemap_filename: Some("module.modulemap".to_owned()),
            metadata_no_deps: false,
            link_frameworks: Vec::new(),
            config: None,
        };
        uniffi::generate_swift_bindings(options).map_err(|error| format!("{error:#}"))
    };
    write(true, folder)?;
    write(false, ffi)
}

#[expect(clippy::print_stderr, reason = "a command says what went wrong")]
fn complain(why: &str) {
    eprintln!("{why}");
}
