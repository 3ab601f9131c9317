//! The bytes of lists that newer ones took the place of.

use super::pinned_since_2;
use crate::lists::PastLists;

#[test]
fn past_lists_are_pinned() {
    let past = PastLists { roots: vec![vec![1]], trust: vec![vec![2], vec![3]], rules: Vec::new() };
    pinned_since_2(&past, "838141018241024103 80".replace(' ', "").as_str());
}
