//! What belongs in a part of a text message, for whoever writes it by hand.

pub mod en;
pub mod ru;

use crate::words::{Say, Text};

/// What is said of a part, with its figures.
#[derive(Debug, Clone, Copy)]
pub enum SmsPartText<'a> {
    /// The part that follows is written like this only if another one is one of these.
    If {
        part: &'a str,
        values: &'a [String],
    },
    /// In every other case.
    Otherwise,
    PurposeCode,
    OneOf {
        values: &'a [String],
    },
    Name {
        least: usize,
        most: usize,
        longest: usize,
    },
    /// Such as an address.
    Plain {
        longest: usize,
    },
    Digits {
        least: usize,
        most: usize,
    },
    Passport,
    PassportSeries,
    PassportNumber,
    TaxId,
    TransportCard {
        least: usize,
        most: usize,
    },
    Plate,
    Date,
    /// Latin letters and digits.
    Alnum {
        least: usize,
        most: usize,
        letters: usize,
    },
    Capitals,
    /// A sign that may stand in no part.
    Without {
        sign: char,
    },
    InPlaceOf {
        sign: char,
        instead: char,
    },
}

impl Say for SmsPartText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::If { .. } => "sms-part-if",
            Self::Otherwise => "sms-part-otherwise",
            Self::PurposeCode => "sms-part-purpose",
            Self::OneOf { .. } => "sms-part-one-of",
            Self::Name { .. } => "sms-part-name",
            Self::Plain { .. } => "sms-part-plain",
            Self::Digits { .. } => "sms-part-digits",
            Self::Passport => "sms-part-passport",
            Self::PassportSeries => "sms-part-passport-series",
            Self::PassportNumber => "sms-part-passport-number",
            Self::TaxId => "sms-part-tax-id",
            Self::TransportCard { .. } => "sms-part-card",
            Self::Plate => "sms-part-plate",
            Self::Date => "sms-part-date",
            Self::Alnum { .. } => "sms-part-alnum",
            Self::Capitals => "sms-part-capitals",
            Self::Without { .. } => "sms-part-without",
            Self::InPlaceOf { .. } => "sms-part-in-place-of",
        }
        .into()
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    // Russian is said.
    fn tt(&self) -> Option<Text> {
        None
    }
}
