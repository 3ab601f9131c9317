//! What is wrong with what was typed: a field, a rule, and whether anything is sent all the same.

use crate::documents::sms::Level;

/// What is wrong. Positions count from 1 what is seen of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A number has other digits than numbers of its kind have.
    DocNumberLength {
        least: usize,
        most: usize,
        got: usize,
    },
    /// A number of nobody: zeros.
    DocNumberImplausible,
    /// The check digit of a tax number is wrong.
    TaxIdChecksum,
    /// A tax number of ten digits may be a card for public transport.
    LooksLikeTransportCard,
    /// The sign that keeps fields apart stands in a field. Nothing but a warning where it was replaced.
    Separator {
        sign: char,
        position: usize,
    },
    /// A character that may not stand there.
    Characters {
        position: usize,
    },
    TooLong {
        most: usize,
    },
    Missing,
    /// Fewer or more words than names have there.
    Words {
        least: usize,
        most: usize,
    },
    /// Letters of two alphabets in one word look the same and are not.
    MixedLetters {
        position: usize,
    },
    /// The message takes more than one segment.
    Segments {
        n: u64,
    },
    /// How the message is written is likely, and not established.
    Unconfirmed,
    /// The table does not hold now.
    NotInForce,
    /// By hours that are likely, and not established.
    OutsideHours,
    /// By a quota that is not established, or if an answer is yes that has not come.
    QuotaUsed,
}

impl Rule {
    /// The stable name, kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::DocNumberLength { .. } => "doc-number-length",
            Self::DocNumberImplausible => "doc-number-implausible",
            Self::TaxIdChecksum => "tax-id-checksum",
            Self::LooksLikeTransportCard => "looks-like-transport-card",
            Self::Separator { .. } => "separator",
            Self::Characters { .. } => "characters",
            Self::TooLong { .. } => "too-long",
            Self::Missing => "missing",
            Self::Words { .. } => "words",
            Self::MixedLetters { .. } => "mixed-letters",
            Self::Segments { .. } => "segments",
            Self::Unconfirmed => "unconfirmed",
            Self::NotInForce => "not-in-force",
            Self::OutsideHours => "outside-hours",
            Self::QuotaUsed => "quota-used",
        }
    }

    /// Whether a table may let it pass with a warning: then the form of the message is still as it should be.
    pub(super) fn is_of_numbers(self) -> bool {
        matches!(
            self,
            Self::DocNumberLength { .. }
                | Self::DocNumberImplausible
                | Self::TaxIdChecksum
                | Self::LooksLikeTransportCard
        )
    }
}

/// Something to tell the person before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field that it is about; nothing where it is about the message.
    pub field: Option<String>,
    pub rule: Rule,
    pub level: Level,
}

impl Finding {
    /// A warning about the message as a whole.
    pub fn about_message(rule: Rule) -> Self {
        Self { field: None, rule, level: Level::Warn }
    }
}
