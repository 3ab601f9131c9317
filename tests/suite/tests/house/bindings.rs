//! The bindings say what the core says: the same codes in every language, the same documentation,
//! one generator, and a README whose lines are compiled.

use std::fs;

use doorstep::error::Code;
use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;

const KOTLIN: &str = "bindings/kotlin/src/main/kotlin/doorstep/doorstep.kt";
const SWIFT: &str = "bindings/swift/Sources/Doorstep/Doorstep.swift";

fn read(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap()
}

/// The lines of the block that this line opens.
fn block<'t>(source: &'t str, opening: &str) -> Vec<&'t str> {
    let (_, rest) = source.split_once(opening).unwrap_or_else(|| panic!("no {opening}"));
    rest.lines().skip(1).take_while(|line| !line.starts_with('}')).map(str::trim).collect()
}

/// `PHONE_INVALID` and `phoneInvalid` as `phone-invalid`.
fn kebab(name: &str) -> String {
    let upper = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let mut kebab = String::new();
    for c in name.chars() {
        match c {
            '_' => kebab.push('-'),
            c if c.is_ascii_uppercase() && !upper => {
                kebab.push('-');
                kebab.push(c.to_ascii_lowercase());
            }
            c => kebab.push(c.to_ascii_lowercase()),
        }
    }
    kebab
}

#[test]
fn error_codes_are_the_same_in_rust_kotlin_and_swift() {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let kotlin: Vec<String> = block(&read(KOTLIN), "\nenum class ErrorCode {")
        .iter()
        .map(|line| line.trim_end_matches([',', ';']))
        .filter(|line| !line.is_empty() && line.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .map(kebab)
        .collect();
    assert_eq!(kotlin, codes);
    let swift: Vec<String> = block(&read(SWIFT), "\npublic enum ErrorCode: ")
        .iter()
        .filter_map(|line| line.strip_prefix("case "))
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .map(kebab)
        .collect();
    assert_eq!(swift, codes);
    // What the mirror tells of each begins with its code.
    let mirror = read("bindings/src/mirrors/errors.rs");
    let told: Vec<String> = block(&mirror, "pub enum ErrorCode {")
        .iter()
        .filter_map(|line| Some(line.strip_prefix("/// `")?.split_once("`: ")?.0.to_owned()))
        .collect();
    assert_eq!(told, codes);
}

/// Documentation of a declaration and its parts, by the declaration's name.
fn documented(source: &str) -> Vec<(String, Vec<String>)> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let declared = ["pub struct ", "pub enum "].iter().find_map(|kind| line.strip_prefix(kind));
        // The core names the values of an inspection in a macro.
        let named = line.strip_suffix(" {").filter(|name| name.chars().all(char::is_alphanumeric));
        let Some(name) = declared.map(|rest| rest.trim_end_matches(" {")).or(named) else {
            continue;
        };
        let before = lines[..at].iter().rev();
        let mut docs: Vec<String> = before
            .take_while(|line| line.starts_with("///") || line.starts_with("#["))
            .filter(|line| line.starts_with("///"))
            .map(|line| (*line).to_owned())
            .collect();
        docs.reverse();
        let inside = lines[at + 1..].iter().take_while(|line| **line != "}");
        docs.extend(inside.filter(|line| line.starts_with("///")).map(|line| (*line).to_owned()));
        // A value that is made looks like one that is declared, without documentation.
        if !docs.is_empty() {
            found.push((name.to_owned(), docs));
        }
    }
    found
}

#[test]
fn mirrors_are_documented_as_what_they_mirror() {
    let mut core = Vec::new();
    for path in files(&workspace().join("core/src"), &[".rs"]) {
        core.extend(documented(&fs::read_to_string(path).unwrap()));
    }
    let mut compared = 0;
    let rooms =
        ["account", "authority", "inspecting", "passes", "planning", "purposes", "snapshot"];
    for room in rooms {
        for (name, docs) in documented(&read(&format!("bindings/src/mirrors/{room}.rs"))) {
            let same: Vec<_> = core.iter().filter(|(other, _)| *other == name).collect();
            assert!(same.iter().any(|(_, other)| *other == docs), "{room}: {docs:#?} {same:#?}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "{compared}");
}

/// The lines between two marks, without their indentation.
fn marked(source: &str) -> Vec<String> {
    let lines = source.lines().skip_while(|line| line.trim() != "// README").skip(1);
    let lines: Vec<&str> = lines.take_while(|line| line.trim() != "// /README").collect();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap();
    lines.iter().map(|line| line.get(indent..).unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_lines_of_the_readme_are_the_ones_that_are_tested() {
    let readme = read("README.md");
    for (language, path) in [
        ("kotlin", "bindings/kotlin/src/test/kotlin/doorstep/ReadmeTest.kt"),
        ("swift", "bindings/swift/Tests/DoorstepTests/Readme.swift"),
    ] {
        let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
        let (shown, _) = rest.split_once("\n```").unwrap();
        let shown: Vec<&str> = shown.lines().collect();
        assert_eq!(shown, marked(&read(path)), "{path}");
        assert!((8..=16).contains(&shown.len()), "{language}: {}", shown.len());
    }
}

#[test]
fn library_and_sources_are_of_one_uniffi() {
    let lock = read("Cargo.lock");
    let mut versions: Vec<&str> = lock
        .split("[[package]]")
        .filter(|package| package.contains("name = \"uniffi"))
        .filter_map(|package| package.split("version = \"").nth(1)?.split('"').next())
        .collect();
    versions.dedup();
    assert_eq!(versions, ["0.32.2"]);
}

#[test]
fn no_name_is_one_that_kotlin_or_swift_has_taken() {
    const TAKEN: [&str; 10] = [
        "Library",
        "Callback",
        "Structure",
        "Pointer",
        "Native",
        "Job",
        "Result",
        "Error",
        "Clock",
        "Task",
    ];
    let kotlin = read(KOTLIN);
    let mut declared = 0;
    for kind in ["\nenum class ", "\nsealed class ", "\ndata class ", "\nopen class "] {
        for rest in kotlin.split(kind).skip(1) {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            assert!(!TAKEN.contains(&name), "{name}");
            declared += 1;
        }
    }
    assert!(declared > 30, "{declared}");
    // An exception of Kotlin's has a field of this name.
    for path in files(&workspace().join("bindings/src"), &[".rs"]) {
        let source = fs::read_to_string(&path).unwrap();
        assert!(!source.contains("pub message:"), "{}", path.display());
    }
}
