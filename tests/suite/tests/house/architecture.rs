//! What `ARCHITECTURE.md` and `README.md` name is there, and every room of the core is named.

use std::fs;

use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;

fn page(name: &str) -> String {
    fs::read_to_string(workspace().join(name)).unwrap()
}

/// What stands in backticks on one line, outside blocks of code.
fn quoted(page: &str) -> Vec<&str> {
    let outside = page.split("```").step_by(2).flat_map(str::lines);
    outside.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// Whether a text in backticks names a file or a folder of the repository.
fn is_path(text: &str) -> bool {
    let made_of = |c: char| c.is_ascii_alphanumeric() || "._-/{},".contains(c);
    let known = ["core/", "bindings/", "android/", "ios/", "tests/", ".ci/", ".cargo/"];
    text.chars().all(made_of) && known.iter().any(|start| text.starts_with(start))
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn expanded(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (inside, after) = rest.split_once('}').unwrap_or((rest, ""));
    inside.split(',').flat_map(|one| expanded(&format!("{before}{one}{after}"))).collect()
}

#[test]
fn every_path_that_is_named_is_there() {
    let mut named = 0;
    for name in ["ARCHITECTURE.md", "README.md", "core/PROTOCOL.md"] {
        for text in quoted(&page(name)).into_iter().filter(|text| is_path(text)) {
            for path in expanded(text) {
                assert!(workspace().join(&path).exists(), "{name}: {path}");
                named += 1;
            }
        }
    }
    assert!(named > 80, "{named} paths");
}

#[test]
fn links_lead_somewhere() {
    for name in ["ARCHITECTURE.md", "README.md"] {
        let text = page(name);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { name } else { path };
            assert!(workspace().join(target).exists(), "{name}: {link}");
            let headings = page_if_text(target);
            let slugs = headings.lines().filter(|line| line.starts_with('#')).map(slug);
            assert!(anchor.is_empty() || slugs.into_iter().any(|slug| slug == anchor), "{link}");
        }
    }
}

fn page_if_text(path: &str) -> String {
    fs::read_to_string(workspace().join(path)).unwrap_or_default()
}

/// A heading as links name it.
fn slug(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

#[test]
fn every_room_of_the_core_is_named() {
    let text = page("ARCHITECTURE.md");
    let named = quoted(&text);
    let source = workspace().join("core/src");
    let mut rooms = Vec::new();
    for path in files(&source, &[".rs"]) {
        let inside = path.strip_prefix(&source).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        if room != "lib.rs" && !rooms.contains(&room) {
            rooms.push(room);
        }
    }
    assert!(rooms.len() > 15, "{rooms:?}");
    for room in rooms {
        let wanted = format!("core/src/{}", room.trim_end_matches(".rs"));
        let is_named = |text: &&str| text.trim_end_matches('/').trim_end_matches(".rs") == wanted;
        assert!(named.iter().any(is_named), "{room} is not named");
    }
}
