//! Lists that newer ones took the place of: what was signed by their keys is proven by them.

use super::Lists;

/// Most of each that are kept: one is replaced in 15 days at the earliest, unless something was changed.
const MOST: usize = 64;

/// Documents as they were signed, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastLists {
    pub roots: Vec<Vec<u8>>,
    pub trust: Vec<Vec<u8>>,
    pub rules: Vec<Vec<u8>>,
}

impl PastLists {
    /// With what of the old set the new one replaces; none if that is nothing. Trust lists and rules only
    /// while somebody may have to prove something by them, `is_wanted`; roots always, because a
    /// trust file from outside may be of any of them.
    pub fn after(&self, old: &Lists, new: &mut Lists, is_wanted: bool) -> Option<Self> {
        let mut past = self.clone();
        past.roots.append(&mut new.passed_roots);
        if is_wanted {
            let (was, is) = (old.to_kept(), new.to_kept());
            past.trust.extend(was.trust.filter(|was| is.trust.as_ref() != Some(was)));
            past.rules.extend(was.rules.filter(|was| is.rules.as_ref() != Some(was)));
        }
        for all in [&mut past.roots, &mut past.trust, &mut past.rules] {
            all.drain(..all.len().saturating_sub(MOST));
        }
        (past != *self).then_some(past)
    }
}
