//! Tatar: not said yet, so that Russian is.

use super::CheckText;
use crate::words::Text;

pub fn text(_: &CheckText) -> Option<Text> {
    None
}
