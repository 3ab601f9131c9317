//! Which of the codes in one picture is inspected.

use super::answer::Answer;
use crate::documents::PREFIX;
use crate::lists::ListAges;
use crate::model::{NextStep, Reason, Verdict};

/// What a picture with some codes in it is inspected as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InView<'t> {
    Nothing,
    /// The text of the code to inspect.
    One(&'t str),
    /// Passes of ours, of which nobody can know whose the answer would be.
    Several,
}

/// Picks a pass before whatever hangs beside it. A pass that is seen twice is one.
pub fn in_view<T: AsRef<str>>(texts: &[T]) -> InView<'_> {
    let mut ours = texts.iter().map(AsRef::as_ref).filter(|text| is_pass(text));
    match (ours.next(), texts.first()) {
        (Some(pass), _) if ours.all(|other| other == pass) => InView::One(pass),
        (Some(_), _) => InView::Several,
        (None, Some(other)) => InView::One(other.as_ref()),
        (None, None) => InView::Nothing,
    }
}

/// Whether a text begins as the code of a pass does.
pub fn is_pass(text: &str) -> bool {
    text.trim_start().starts_with(PREFIX)
}

/// What is answered to several passes in one picture.
pub fn several(lists: ListAges) -> Answer {
    Answer::of(Verdict::Unreadable, Reason::SeveralCodes, NextStep::ScanAgain, lists)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_picked_before_what_hangs_beside_it_and_neither_of_two() {
        let link = "https://example.org/";
        assert_eq!(in_view::<&str>(&[]), InView::Nothing);
        assert_eq!(in_view(&[link, "WIFI:S:A;;"]), InView::One(link));
        assert_eq!(in_view(&[link, "DS1:A", "DS1R:B"]), InView::One("DS1:A"));
        assert_eq!(in_view(&["DS1:A", link, "DS1:A"]), InView::One("DS1:A"));
        assert_eq!(in_view(&["DS1:A", link, "DS1:B"]), InView::Several);
    }
}
