//! Every sentence of what a patient agrees to.

use doorstep::words::ConsentText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        ConsentText::WhoTitle,
        ConsentText::Who { name: "112" },
        ConsentText::PlaceTitle,
        ConsentText::AnswersTitle,
        ConsentText::Answers,
        ConsentText::PhotosTitle,
        ConsentText::Photos,
        ConsentText::PhoneTitle,
        ConsentText::Phone,
        ConsentText::OnPhoneTitle,
        ConsentText::OnPhone,
        ConsentText::HowLongTitle,
        ConsentText::HowLong,
        ConsentText::HowLongPhotos,
        ConsentText::FreedomTitle,
        ConsentText::Freedom,
        ConsentText::ComplaintsTitle,
    ];
    spoken(&all, |say| match say {
        ConsentText::WhoTitle
        | ConsentText::Who { .. }
        | ConsentText::PlaceTitle
        | ConsentText::AnswersTitle
        | ConsentText::Answers
        | ConsentText::PhotosTitle
        | ConsentText::Photos
        | ConsentText::PhoneTitle
        | ConsentText::Phone
        | ConsentText::OnPhoneTitle
        | ConsentText::OnPhone
        | ConsentText::HowLongTitle
        | ConsentText::HowLong
        | ConsentText::HowLongPhotos
        | ConsentText::FreedomTitle
        | ConsentText::Freedom
        | ConsentText::ComplaintsTitle => true,
    })
}
