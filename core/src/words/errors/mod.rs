//! What is said of an error: what happened, and what to do about it.

mod en;
mod next;
mod ru;
mod tt;

use super::{Say, Text};
use crate::error::CoreError;
use crate::model::When;

/// An error with its moments as people at the region say them: days later they are said otherwise.
#[derive(Debug, Clone, Copy)]
pub struct DatedError<'a> {
    pub error: &'a CoreError,
    /// `at_ms` of its details, where the region's clocks are known.
    pub when: Option<When>,
    /// `last_ms` of its details, likewise.
    pub last: Option<When>,
}

/// An error is said in two sentences.
#[derive(Debug, Clone, Copy)]
pub enum ErrorText<'a> {
    /// What happened, with the figures of the error.
    What(&'a DatedError<'a>),
    /// What to do about it.
    Next(&'a DatedError<'a>),
}

impl Say for ErrorText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::What(dated) => dated.error.code.name().into(),
            Self::Next(dated) => format!("next-{}", dated.error.code.name()).into(),
        }
    }

    fn en(&self) -> Text {
        match self {
            Self::What(dated) => en::what(dated),
            Self::Next(dated) => next::en::next(dated),
        }
    }

    fn ru(&self) -> Text {
        match self {
            Self::What(dated) => ru::what(dated),
            Self::Next(dated) => next::ru::next(dated),
        }
    }

    fn tt(&self) -> Option<Text> {
        match self {
            Self::What(dated) => tt::what(dated),
            Self::Next(dated) => next::tt::next(dated),
        }
    }
}
