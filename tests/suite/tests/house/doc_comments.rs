//! A doc comment says what the name does not (a unit, a range, a reason, a source), or is not there.
//!
//! The compiler's `missing_docs` would ask for a comment on every field and every variant, and gets "The
//! stamp." over `stamp`. So what must have one is counted here: types and traits. Whatever else has one is to say more than three words can.

use std::fs;

use doorstep_suite::data::workspace;
use doorstep_suite::rooms::files;

/// Most words of a line that says next to nothing.
const FEW: usize = 3;
/// The least number of doc lines to one of those.
const TO_ONE: usize = 12;
/// What a type begins with.
const ALONE: [&str; 3] = ["pub struct ", "pub enum ", "pub trait "];

/// What the doc comments of one source amount to.
#[derive(Default)]
struct Counted {
    lines: usize,
    short: usize,
    /// Comments that are one such line, and nothing else.
    empty: Vec<String>,
    /// Types without a comment.
    silent: Vec<String>,
}

fn count(source: &str) -> Counted {
    let mut counted = Counted::default();
    let mut comment: Vec<&str> = Vec::new();
    for line in source.lines() {
        if let Some(said) = line.trim_start().strip_prefix("///") {
            comment.push(said.trim());
            counted.lines += 1;
            counted.short += usize::from((1..=FEW).contains(&said.split_whitespace().count()));
            continue;
        }
        if line.trim_start().starts_with("#[") && !line.trim_start().starts_with("#[cfg(test)]") {
            continue;
        }
        if let [said] = comment.as_slice()
            && said.split_whitespace().count() <= FEW
        {
            counted.empty.push(format!("{said} | {}", line.trim()));
        }
        if comment.is_empty() && ALONE.iter().any(|start| line.starts_with(start)) {
            counted.silent.push(line.to_owned());
        }
        comment.clear();
    }
    counted
}

#[test]
fn doc_comments_say_what_names_do_not() {
    let mut all = Counted::default();
    for path in
        ["core/src", "bindings/src"].iter().flat_map(|f| files(&workspace().join(f), &[".rs"]))
    {
        let counted = count(&fs::read_to_string(&path).unwrap());
        let named = |said: String| format!("{}: {said}", path.display());
        all.lines += counted.lines;
        all.short += counted.short;
        all.empty.extend(counted.empty.into_iter().map(named));
        all.silent.extend(counted.silent.into_iter().map(named));
    }
    println!("{} doc lines, {} of them of three words or fewer", all.lines, all.short);
    assert!(all.lines > 1000, "{} doc lines", all.lines);
    assert!(all.short * TO_ONE < all.lines, "{} of {}: {:#?}", all.short, all.lines, all.empty);
    assert!(all.silent.is_empty(), "{:#?}", all.silent);
}

#[test]
fn what_says_nothing_is_seen() {
    let counted = count(
        "/// The stamp.\npub stamp: Stamp,\n/// When it was made,\n/// in seconds.\n#[derive(Debug)]\npub struct A;\npub enum B {}",
    );
    assert_eq!((counted.lines, counted.short), (3, 2));
    assert_eq!(counted.empty, ["The stamp. | pub stamp: Stamp,"]);
    assert_eq!(counted.silent, ["pub enum B {}"]);
}
