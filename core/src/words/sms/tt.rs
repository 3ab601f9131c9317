//! Tatar: passes by text message. Not said yet, so that Russian is.

use super::SmsText;
use crate::words::Text;

pub fn text(_: &SmsText<'_>) -> Option<Text> {
    None
}
