//! Tatar: where a quarantine stands. What nobody has read over is said in Russian.

use super::QuarantineText;
use crate::words::Text;

pub fn text(say: &QuarantineText) -> Option<Text> {
    match say {
        QuarantineText::Announced => {
            Some("Сездән өйдә калуыгызны сорыйлар. Әлегә сездән берни дә сорамыйлар.".into())
        }
        _ => None,
    }
}
