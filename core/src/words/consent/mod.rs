//! What a patient agrees to: what leaves the phone, to whom it goes, how long it stays and whom to complain
//! to. Made from the order, so that it says nothing that is not asked.

mod en;
mod ru;
mod tt;

use super::{Say, Text};

/// A part of what a patient agrees to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentText<'a> {
    PlaceTitle,
    AnswersTitle,
    Answers,
    PhotosTitle,
    Photos,
    PhoneTitle,
    /// What the app may do on this phone, so that silence has a reason.
    Phone,
    OnPhoneTitle,
    OnPhone,
    HowLongTitle,
    HowLong,
    /// The same where photos are asked for.
    HowLongPhotos,
    FreedomTitle,
    Freedom,
    WhoTitle,
    /// The authority, by its name.
    Who {
        name: &'a str,
    },
    ComplaintsTitle,
}

impl Say for ConsentText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::PlaceTitle => "consent-place-title",
            Self::AnswersTitle => "consent-answers-title",
            Self::Answers => "consent-answers",
            Self::PhotosTitle => "consent-photos-title",
            Self::Photos => "consent-photos",
            Self::PhoneTitle => "consent-phone-title",
            Self::Phone => "consent-phone",
            Self::OnPhoneTitle => "consent-on-phone-title",
            Self::OnPhone => "consent-on-phone",
            Self::HowLongTitle => "consent-how-long-title",
            Self::HowLong => "consent-how-long",
            Self::HowLongPhotos => "consent-how-long-photos",
            Self::FreedomTitle => "consent-freedom-title",
            Self::Freedom => "consent-freedom",
            Self::WhoTitle => "consent-who-title",
            Self::Who { .. } => "consent-who",
            Self::ComplaintsTitle => "consent-complaints-title",
        }
        .into()
    }

    fn en(&self) -> Text {
        en::text(*self)
    }

    fn ru(&self) -> Text {
        ru::text(*self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(*self)
    }
}
