//! Tatar: entries of a journal. What nobody has read over is said in Russian.

use super::JournalText;
use crate::words::Text;

pub fn text(say: &JournalText<'_>) -> Option<Text> {
    match say {
        JournalText::Began => Some("Карантин башланды.".into()),
        JournalText::Ended => Some("Карантин тәмамланды.".into()),
        _ => None,
    }
}
