//! Readings of a text, each as a made-up check says of it.

use std::cell::RefCell;

use super::*;
use crate::inspection::frame_comparison::CodeIdentity;
use crate::lists::{Age, ListAges};

fn look(verdict: Verdict, reason: Reason) -> Look {
    let lists = ListAges { age: Age::Unknown, stamp_at_ms: None };
    let answer = Answer::of(verdict, reason, NextStep::AskForLiveCode, lists);
    Look { answer, stale: None, shown: CodeIdentity::default() }
}

fn unreadable(reason: Reason) -> Look {
    look(Verdict::Unreadable, reason)
}

/// The readings of a text, in their order, if none is any good.
fn readings(text: &str) -> Vec<String> {
    let tried = RefCell::new(Vec::new());
    mended(text, unreadable(Reason::Prefix), |reading| {
        tried.borrow_mut().push(reading.to_owned());
        unreadable(Reason::Base45)
    });
    tried.into_inner()
}

/// What a text answers of which one reading alone can be read, and nobody knows who signed it.
fn answered(text: &str, exact: Look, reading: &str) -> (Verdict, Reason) {
    let answer = mended(text, exact, |tried| {
        if tried == reading {
            look(Verdict::CannotTell, Reason::UnknownKey)
        } else {
            unreadable(Reason::Base45)
        }
    })
    .answer;
    (answer.verdict, answer.reason)
}

#[test]
fn each_line_break_may_stand_for_a_blank() {
    let tried = readings("DS1:A\nB\nC");
    for reading in ["DS1:ABC", "DS1:A BC", "DS1:AB C", "DS1:A B C"] {
        assert!(tried.contains(&reading.to_owned()), "{reading}");
    }
    // Of many: none of them, all, each alone, and all but each.
    let parts: Vec<String> = ('A'..='K').map(String::from).collect();
    let tried = readings(&format!("DS1:{}", parts.join("\n")));
    let joined = |blank: &dyn Fn(usize) -> bool| {
        let blanks = (0..parts.len()).map(|at| if at > 0 && blank(at) { " " } else { "" });
        let body: String = blanks.zip(&parts).flat_map(|(blank, part)| [blank, part]).collect();
        format!("DS1:{body}")
    };
    assert_eq!(tried[..2], [joined(&|_| false), joined(&|_| true)]);
    for place in 1..parts.len() {
        assert!(tried.contains(&joined(&|at| at == place)), "{place}");
        assert!(tried.contains(&joined(&|at| at != place)), "{place}");
    }
}

#[test]
fn a_plus_stands_for_a_blank_only_where_there_is_no_other() {
    assert!(readings("DS1:A+B+C").contains(&"DS1:A B C".to_owned()));
    assert!(!readings("DS1:A B+C").contains(&"DS1:A B C".to_owned()));
}

#[test]
fn a_second_half_in_lines_goes_behind_the_first() {
    let half = "ABCDEFGHIJKLMNOPQRST";
    let reading = format!("DS1:12{half}UV");
    assert!(readings(&format!("{half}\nUV\nDS1:12")).contains(&reading));
    // Words before a code are no half of it, and what follows a number sign there is no check.
    let text = "a pass for all of you, see #4: DS1:12";
    let exact = || unreadable(Reason::Prefix);
    assert_eq!(answered(text, exact(), "DS1:12"), (Verdict::CannotTell, Reason::UnknownKey));
    assert_eq!(readings(text), ["DS1:12", "DS1:12 ", "DS1:12"]);
}

#[test]
fn a_reading_that_nobody_signed_is_told_unless_the_text_itself_can_be_read() {
    let told = |exact| answered("> DS1:12", exact, "DS1:12");
    let unknown = (Verdict::CannotTell, Reason::UnknownKey);
    assert_eq!(told(unreadable(Reason::Prefix)), unknown);
    let forged = (Verdict::Forged, Reason::IssuerSignature);
    assert_eq!(told(look(forged.0, forged.1)), forged);
}

#[test]
fn what_does_not_fit_its_check_is_damaged_whatever_it_says() {
    for says in [(Verdict::Forged, Reason::IssuerSignature), (Verdict::Unreadable, Reason::Type)] {
        let exact = unreadable(Reason::TooLong);
        let answer = mended("DS1:12#222222", exact, |_| look(says.0, says.1)).answer;
        assert_eq!((answer.verdict, answer.reason), (Verdict::Unreadable, Reason::Base45));
        assert_eq!(answer.next, NextStep::ScanAgain);
    }
}

#[test]
fn words_behind_a_code_are_no_part_of_it() {
    assert_eq!(readings("DS1:12 see you")[0], "DS1:12");
    assert!(readings("DS1:12\nsee you").contains(&"DS1:12".to_owned()));
}

#[test]
fn no_more_than_eight_kilobytes_are_searched() {
    let text = |bytes: usize| format!("DS1:12 {}", "x".repeat(bytes - 7));
    assert!(!readings(&text(8_192)).is_empty());
    assert!(readings(&text(8_193)).is_empty());
}
