//! Every sentence of passes by text message.

use doorstep::model::{Period, When};
use doorstep::words::{CountedOver, CountedWith, SmsPartText, SmsTableText, SmsText};

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let (next, code) = (tomorrow(), Some("1104-1234"));
    let mut all = vec![
        SmsText::NumberLength { least: 10, most: 10, got: 11 },
        SmsText::NumberLength { least: 10, most: 12, got: 3 },
        SmsText::NumberImplausible,
        SmsText::TaxIdChecksum,
        SmsText::LooksLikeTransportCard,
        SmsText::Character { position: 3 },
        SmsText::TooLong { most: 60 },
        SmsText::Missing,
        SmsText::Words { least: 1, most: 1 },
        SmsText::Words { least: 2, most: 6 },
        SmsText::MixedLetters { position: 3 },
        SmsText::Segments { n: 2 },
        SmsText::Unconfirmed,
        SmsText::NotInForce,
        SmsText::PerhapsClosed,
        SmsText::PerhapsUsed,
        SmsText::RegionUnknown { name: "xx-1" },
        SmsText::FormUnknown { name: "work" },
        SmsText::FieldUnknown { field: "name" },
        SmsText::PurposeUnknown { code: "9" },
        SmsText::PurposeOver,
        SmsText::NotEstablished,
        SmsText::Closed { next },
        SmsText::Used { used: 2, of: 2, next: Some(next) },
        SmsText::Used { used: 2, of: 2, next: None },
        SmsText::SimForeign,
        SmsText::VectorFailed,
        SmsText::NextCorrect,
        SmsText::NextOther,
        SmsText::NextWait,
        SmsText::Approved { code: None, until: None },
        SmsText::Approved { code, until: Some(next) },
        SmsText::Malformed,
        SmsText::QuotaUsed,
        SmsText::OutsideHours,
        SmsText::NotRegistered,
        SmsText::OtherReason,
        SmsText::Unknown,
        SmsText::WrongSender,
        SmsText::NotAsked,
        SmsText::MayLeave,
        SmsText::MustWait,
        SmsText::NotSaid,
        SmsText::UseFallback,
        SmsText::Call { number: "112", is_open: true },
        SmsText::Call { number: "112", is_open: false },
        SmsText::Paper { name: "B" },
        SmsText::Region { number: "2590" },
        SmsText::Registration,
        SmsText::Request,
        SmsText::RequestFor { purpose: "x" },
        SmsText::Shorter,
        SmsText::MayStayEmpty,
        SmsText::Size { characters: 1, segments: 1 },
        SmsText::Size { characters: 45, segments: 2 },
        SmsText::Written { at: next },
        SmsText::NoReplyYet,
    ];
    for sign in [' ', '#', '*'] {
        all.push(SmsText::SeparatorReplaced { sign });
        all.push(SmsText::SeparatorRefused { sign, position: 2 });
    }
    let said = [spoken(&all, |_| true), parts(), tables(next)];
    said.into_iter().flatten().collect()
}

fn parts() -> Vec<Spoken> {
    let values = ["1".to_owned(), "2".to_owned()];
    let mut all = vec![
        SmsPartText::If { part: "A", values: &values },
        SmsPartText::Otherwise,
        SmsPartText::PurposeCode,
        SmsPartText::OneOf { values: &values },
        SmsPartText::Name { least: 1, most: 1, longest: 40 },
        SmsPartText::Name { least: 2, most: 6, longest: 101 },
        SmsPartText::Plain { longest: 60 },
        SmsPartText::Digits { least: 4, most: 4 },
        SmsPartText::Digits { least: 1, most: 20 },
        SmsPartText::Passport,
        SmsPartText::PassportSeries,
        SmsPartText::PassportNumber,
        SmsPartText::TaxId,
        SmsPartText::TransportCard { least: 10, most: 10 },
        SmsPartText::Plate,
        SmsPartText::Date,
        SmsPartText::Alnum { least: 1, most: 10, letters: 3 },
        SmsPartText::Alnum { least: 1, most: 10, letters: 10 },
        SmsPartText::Capitals,
    ];
    for sign in [' ', '#'] {
        all.push(SmsPartText::Without { sign });
        all.push(SmsPartText::InPlaceOf { sign, instead: '-' });
        all.push(SmsPartText::InPlaceOf { sign, instead: ' ' });
    }
    spoken(&all, |_| true)
}

fn tables(when: When) -> Vec<Spoken> {
    let mut all = vec![
        SmsTableText::WriteTo,
        SmsTableText::WhatToWrite,
        SmsTableText::Example,
        SmsTableText::Parts,
        SmsTableText::Purposes,
        SmsTableText::Replies,
        SmsTableText::NoAnswer,
        SmsTableText::Holds { from: when, until: None },
        SmsTableText::Holds { from: when, until: Some(when) },
        SmsTableText::SimPerhapsForeign,
        SmsTableText::SimNotSaid,
        SmsTableText::Empty,
        SmsTableText::Apart { signs: " " },
        SmsTableText::Apart { signs: "#* " },
        SmsTableText::PlacesStay,
        SmsTableText::Shorter { message: 3 },
        SmsTableText::PartsOnly { parts: "A; B" },
        SmsTableText::QuotaNotSaid,
        SmsTableText::ClosedNotSaid,
        SmsTableText::FromRequest { minutes: 60 },
        SmsTableText::FromReply { minutes: 90 },
        SmsTableText::InReply,
        SmsTableText::ToEndOfDay,
        SmsTableText::ValidityNotSaid,
        SmsTableText::PurposeFrom { from: when },
        SmsTableText::PurposeUntil { until: when },
        SmsTableText::ReplyCode,
        SmsTableText::ReplyUntil,
        SmsTableText::ReplyAnything,
        SmsTableText::RepliesNotSaid,
        SmsTableText::Wait { after_s: 600 },
        SmsTableText::Line { number: "112", hours: None },
        SmsTableText::Line { number: "112", hours: Some((360, 0)) },
        SmsTableText::OnPaper { parts: "A; B" },
        SmsTableText::NoOtherWay,
    ];
    for is_likely in [true, false] {
        all.push(SmsTableText::Closed { from: 1260, to: 0, is_likely });
        for with in [CountedWith::Nothing, CountedWith::AllPurposes, CountedWith::These("A")] {
            let period = [Period::LocalDay, Period::LocalWeek, Period::LocalMonth];
            let over =
                period.map(CountedOver::Calendar).into_iter().chain([CountedOver::Hours(72)]);
            let quotas = over.zip([1, 2, 3, 21]);
            all.extend(quotas.map(|(over, n)| SmsTableText::Quota { n, over, with, is_likely }));
        }
    }
    spoken(&all, |_| true)
}
