//! What is said of a photo: what to do, so that the next one is better. Nobody is blamed for their face,
//! their room or their phone.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::PhotoHint;

/// A photo in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoText {
    /// Nothing could be better.
    Good,
    /// It will do, and may be better.
    GoodEnough,
    /// What to do about it.
    Hint(PhotoHint),
    /// A photo to compare others with.
    ReferenceWanted,
}

impl Say for PhotoText {
    fn key(&self) -> Text {
        match self {
            Self::Good => "photo-good".into(),
            Self::GoodEnough => "photo-good-enough".into(),
            Self::ReferenceWanted => "photo-reference-wanted".into(),
            Self::Hint(hint) => format!("photo-{}", hint.name()).into(),
        }
    }

    fn en(&self) -> Text {
        en::text(*self).into()
    }

    fn ru(&self) -> Text {
        ru::text(*self).into()
    }

    fn tt(&self) -> Option<Text> {
        tt::text(*self).map(Text::from)
    }
}
