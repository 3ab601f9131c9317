//! Tatar: not said yet, so that Russian is.

use super::ConsentText;
use crate::words::Text;

pub fn text(_: ConsentText<'_>) -> Option<Text> {
    None
}
