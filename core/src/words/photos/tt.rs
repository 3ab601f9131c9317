//! Tatar: not said yet, so that Russian is.

use super::PhotoText;

pub fn text(_: PhotoText) -> Option<&'static str> {
    None
}
