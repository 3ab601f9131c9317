//! What a pass on paper says besides its purpose.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;

/// What stands on a sheet beside its codes.
#[derive(Debug, Clone, Copy)]
pub enum PaperText {
    Times { from: When, until: When },
    Line(PaperLine),
}

/// What a pass on paper says besides its purpose and its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperLine {
    /// What the sheet is.
    Title,
    /// Before the typed code.
    TypedCode,
    /// Before the steps of checking.
    HowToCheck,
    /// What the inspector does first.
    Scan,
    /// What the inspector does then: compare with the document.
    Compare,
    /// Where nothing can be scanned.
    WithoutScanner,
    /// What a copy is worth.
    Copies,
    /// What needs no pass at all.
    Emergency,
}

impl PaperLine {
    /// Every line, from the top of the page.
    pub const ALL: &'static [Self] = &[
        Self::Title,
        Self::TypedCode,
        Self::HowToCheck,
        Self::Scan,
        Self::Compare,
        Self::WithoutScanner,
        Self::Copies,
        Self::Emergency,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TypedCode => "typed-code",
            Self::HowToCheck => "how-to-check",
            Self::Scan => "scan",
            Self::Compare => "compare",
            Self::WithoutScanner => "without-scanner",
            Self::Copies => "copies",
            Self::Emergency => "emergency",
        }
    }
}

impl Say for PaperText {
    fn key(&self) -> Text {
        match self {
            Self::Times { .. } => "paper-times".into(),
            Self::Line(line) => format!("paper-{}", line.name()).into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}
