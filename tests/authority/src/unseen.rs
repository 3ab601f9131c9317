//! What a phone lacks of what was signed for it.

use std::collections::HashSet;
use std::hash::Hash;

use doorstep::model::to_base64url;

/// As much of it as fits into so many bytes, oldest first, base64url; and whether more is left.
pub(crate) fn unseen<I: Eq + Hash>(
    signed: impl IntoIterator<Item = (I, Vec<u8>)>,
    seen: &HashSet<I>,
    most: usize,
) -> (Vec<String>, bool) {
    let (mut texts, mut room) = (Vec::new(), most);
    for (id, bytes) in signed {
        if seen.contains(&id) {
            continue;
        }
        let text = to_base64url(&bytes);
        let Some(left) = room.checked_sub(text.len()) else { return (texts, true) };
        room = left;
        texts.push(text);
    }
    (texts, false)
}
