//! Tatar: not said yet, so that Russian is.

use super::AccessText;

pub fn text(_: AccessText) -> Option<&'static str> {
    None
}
