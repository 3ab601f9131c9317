use std::fmt::Write as _;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{
    canonical_combining_class, compose, decompose_canonical, decompose_compatible,
};

use super::*;

const PACKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/model/normal_form/unicode.deflate");

/// The table as the library's data make it.
fn made() -> String {
    let (mut text, mut before) = (String::new(), 0);
    for sign in '\u{80}'..=char::MAX {
        let (mut apart, mut compatible) = (String::new(), String::new());
        decompose_canonical(sign, |part| apart.push(part));
        decompose_compatible(sign, |part| compatible.push(part));
        let class = canonical_combining_class(sign);
        let is_whole = apart.chars().eq([sign]);
        let is_plain = class == 0 && is_whole && compatible == apart;
        if is_plain || SYLLABLES.contains(&u32::from(sign)) {
            continue;
        }
        let step = u32::from(sign) - before;
        before = u32::from(sign);
        // By one step: all but the last put together, if that is how it is put together again.
        let last = apart.chars().next_back().unwrap();
        let begun: String = apart.strip_suffix(last).unwrap().nfc().collect();
        let pair = begun.chars().next().filter(|_| begun.chars().count() == 1);
        let joins = pair.is_some_and(|letter| compose(letter, last) == Some(sign));
        let stays_apart = apart.chars().count() > 1 && !joins;
        let parts = if joins { format!("{begun}{last}") } else { apart.clone() };
        let step = if step == 1 { String::new() } else { step.to_string() };
        let class = if class == 0 { String::new() } else { class.to_string() };
        let parts = if is_whole { "" } else { &parts };
        let compatible = if compatible == apart { "" } else { &compatible };
        let apart = if stays_apart { "x" } else { "" };
        let line = format!("{step}\t{class}\t{parts}\t{compatible}\t{apart}");
        writeln!(text, "{}", line.trim_end_matches('\t')).unwrap();
    }
    text
}

/// Written anew by `DOORSTEP_WRITE=1 cargo test -p doorstep normal_form`, when Unicode has grown.
#[test]
fn the_table_is_what_the_library_knows() {
    let made = made();
    if std::env::var_os("DOORSTEP_WRITE").is_some() {
        std::fs::write(PACKED, compress_to_vec(made.as_bytes(), 10)).unwrap();
    }
    let packed = decompress_to_vec(&std::fs::read(PACKED).unwrap()).unwrap();
    assert!(packed == made.into_bytes(), "write it anew");
}

#[test]
fn every_character_is_as_the_library_has_it() {
    for sign in '\0'..=char::MAX {
        assert_eq!(combining_class(sign), canonical_combining_class(sign), "{sign:?}");
        assert!(compatible(sign).into_iter().eq([sign].into_iter().nfkc()), "{sign:?}");
        assert!(composed([sign].into_iter()).into_iter().eq([sign].into_iter().nfc()), "{sign:?}");
    }
}

/// Letters, marks, parts of Hangul and what joins them, often of kinds that meet.
fn signs() -> impl Strategy<Value = Vec<char>> {
    let sign = prop_oneof![
        proptest::char::range('a', 'z'),
        proptest::char::range('\u{300}', '\u{362}'),
        proptest::char::range('\u{390}', '\u{3d4}'),
        proptest::char::range('\u{410}', '\u{491}'),
        proptest::char::range('\u{5b0}', '\u{5ea}'),
        proptest::char::range('\u{915}', '\u{9df}'),
        proptest::char::range('\u{1100}', '\u{11ff}'),
        proptest::char::range('\u{ac00}', '\u{ac40}'),
        proptest::char::range('\u{1e00}', '\u{1fff}'),
        any::<char>(),
    ];
    prop::collection::vec(sign, 0..12)
}

proptest! {
    #[test]
    fn every_text_is_as_the_library_has_it(signs in signs()) {
        let expected: Vec<char> = signs.iter().copied().nfc().collect();
        prop_assert_eq!(composed(signs.into_iter()), expected);
    }
}
