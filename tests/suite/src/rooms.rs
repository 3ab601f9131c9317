//! Reads Rust sources far enough to say which rooms and which crates a file names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path that a source names, from the crate's root or from another crate.
pub type Named = Vec<String>;

/// Words and marks of a source without comments, texts and test modules.
fn tokens(source: &str) -> Vec<String> {
    let characters: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    let here = |at: usize, text: &str| {
        text.chars()
            .enumerate()
            .all(|(offset, wanted)| characters.get(at + offset) == Some(&wanted))
    };
    while at < characters.len() {
        let character = characters[at];
        if here(at, "//") {
            while at < characters.len() && characters[at] != '\n' {
                at += 1;
            }
        } else if here(at, "/*") {
            while at < characters.len() && !here(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if let Some(end) = raw_text(&characters, at) {
            at = end;
        } else if character == '"' {
            at += 1;
            while at < characters.len() && characters[at] != '"' {
                at += if characters[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if character == '\'' {
            // A letter in quotes, or a lifetime.
            let escaped = characters.get(at + 1) == Some(&'\\');
            if escaped {
                at += 3;
                while at < characters.len() && characters[at] != '\'' {
                    at += 1;
                }
                at += 1;
            } else if characters.get(at + 2) == Some(&'\'') {
                at += 3;
            } else {
                at += 1;
            }
        } else if character.is_alphanumeric() || character == '_' {
            let start = at;
            while at < characters.len()
                && (characters[at].is_alphanumeric() || characters[at] == '_')
            {
                at += 1;
            }
            found.push(characters[start..at].iter().collect());
        } else if here(at, "::") {
            found.push("::".into());
            at += 2;
        } else {
            if !character.is_whitespace() {
                found.push(character.into());
            }
            at += 1;
        }
    }
    without_tests(found)
}

/// The end of a raw text that begins here.
fn raw_text(characters: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| characters.get(before));
    if before.is_some_and(|before| before.is_alphanumeric() || *before == '_') {
        return None;
    }
    let start = at + usize::from(characters.get(at) == Some(&'b'));
    (characters.get(start) == Some(&'r')).then_some(())?;
    let hashes = characters[start + 1..].iter().take_while(|mark| **mark == '#').count();
    (characters.get(start + 1 + hashes) == Some(&'"')).then_some(())?;
    let mut end = start + 2 + hashes;
    while end < characters.len() {
        let closes = characters[end] == '"'
            && characters[end + 1..].iter().take(hashes).filter(|mark| **mark == '#').count()
                == hashes;
        end += 1;
        if closes {
            return Some(end + hashes);
        }
    }
    Some(end)
}

/// Drops every module that stands under `#[cfg(test)]`.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    const GATE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let gated = tokens[at..].iter().zip(GATE).filter(|(token, gate)| token == gate).count()
            == GATE.len();
        if gated && tokens.get(at + GATE.len()).is_some_and(|token| token == "mod") {
            let mut depth = 0;
            at += GATE.len();
            while at < tokens.len() {
                depth += i32::from(tokens[at] == "{") - i32::from(tokens[at] == "}");
                let over = depth == 0 && (tokens[at] == "}" || tokens[at] == ";");
                at += 1;
                if over {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Every path of a tree such as `a::{b, c as d}`, with the name that it gets here; how many tokens it
/// takes.
fn tree(tokens: &[String], before: &Named, found: &mut Vec<(Named, String)>) -> usize {
    let mut path = before.clone();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token == "{" {
            at += 1;
            while let Some(token) = tokens.get(at) {
                match token.as_str() {
                    "}" => return at + 1,
                    "," => at += 1,
                    _ => at += tree(&tokens[at..], &path, found).max(1),
                }
            }
            return at;
        }
        let word = token.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
        if !word && token != "*" {
            break;
        }
        path.push(token.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    let called = match tokens.get(at).map(String::as_str) {
        Some("as") => {
            at += 2;
            tokens.get(at - 1)
        }
        _ => path.last(),
    };
    let called = called.cloned().unwrap_or_default();
    found.push((path, called));
    at
}

/// Paths that a source names. `module` is where the file stands, such as `["pass", "gate"]`;
/// paths from `crate`, `super` and `self` come as `["crate", room, …]`.
pub fn names(source: &str, module: &[&str]) -> BTreeSet<Named> {
    paths(&tokens(source), module)
}

/// The same without what the source only hands on (`pub use`), and where each name stands that it
/// hands on.
pub fn own_and_handed_on(
    source: &str,
    module: &[&str],
) -> (BTreeSet<Named>, BTreeMap<String, Named>) {
    let (mut own, mut handed_on) = (Vec::new(), Vec::new());
    let mut rest = tokens(source).into_iter().peekable();
    while let Some(token) = rest.next() {
        own.push(token);
        let is_public = own.last().is_some_and(|last| last == "pub")
            || own.ends_with(&["pub", "(", "crate", ")"].map(str::to_owned));
        if is_public && rest.next_if(|next| next == "use").is_some() {
            let used: Vec<String> = rest.by_ref().take_while(|token| token != ";").collect();
            tree(&used, &Vec::new(), &mut handed_on);
        }
    }
    let handed_on =
        handed_on.into_iter().map(|(path, called)| (called, from_root(path, module))).collect();
    (paths(&own, module), handed_on)
}

fn paths(tokens: &[String], module: &[&str]) -> BTreeSet<Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = tokens.get(at + 1).is_some_and(|next| next == "::")
            && at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|t| t != "::");
        if starts {
            at += tree(&tokens[at..], &Vec::new(), &mut found).max(1);
        } else {
            at += 1;
        }
    }
    found.into_iter().map(|(path, _)| from_root(path, module)).collect()
}

fn from_root(path: Named, module: &[&str]) -> Named {
    let mut base: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("self") => rest = &rest[1..],
        Some("super") => {
            while let Some(("super", after)) =
                rest.split_first().map(|(first, after)| (first.as_str(), after))
            {
                base.pop();
                rest = after;
            }
        }
        _ => return path,
    }
    [vec!["crate".to_owned()], base, rest.to_vec()].concat()
}

/// Files of a folder and its folders that end like this, in order. Build results are left out.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["target", ".git", "node_modules", "__pycache__"].contains(&name.as_str()) {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Where a file of a crate stands in it; nothing of test modules, which may look over the walls.
pub fn module_of(folder: &Path, file: &Path) -> Option<Vec<String>> {
    let inside = file.strip_prefix(folder).unwrap().with_extension("");
    let mut module: Vec<String> =
        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    match module.last().map(String::as_str) {
        Some("tests") => return None,
        Some("mod" | "lib") => drop(module.pop()),
        _ => {}
    }
    Some(module)
}

/// Which rooms each room of a crate names, by every source of this folder. The crate's
/// root names all rooms.
pub fn sights(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(folder, &[".rs"]) {
        let Some(module) = module_of(folder, &path) else { continue };
        let Some(room) = module.first().cloned() else { continue };
        let module: Vec<&str> = module.iter().map(String::as_str).collect();
        let others = names(&fs::read_to_string(&path).unwrap(), &module).into_iter();
        let others = others.filter(|named| named.first().is_some_and(|root| root == "crate"));
        let others = others.filter_map(|named| named.into_iter().nth(1));
        seen.entry(room.clone()).or_default().extend(others.filter(|other| *other != room));
    }
    seen
}

/// A way by which a room sees itself through others, however many, if there is one.
pub fn circle(sights: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut over = BTreeSet::new();
    sights.keys().find_map(|room| walk(sights, room, &mut Vec::new(), &mut over))
}

fn walk(
    sights: &BTreeMap<String, BTreeSet<String>>,
    room: &String,
    way: &mut Vec<String>,
    over: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(at) = way.iter().position(|before| before == room) {
        return Some([&way[at..], std::slice::from_ref(room)].concat());
    }
    if over.contains(room) {
        return None;
    }
    way.push(room.clone());
    let others = sights.get(room).into_iter().flatten();
    let found = others.into_iter().find_map(|other| walk(sights, other, way, over));
    way.pop();
    over.insert(room.clone());
    found
}
