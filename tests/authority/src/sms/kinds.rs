//! What the names of kinds stand for.

use doorstep::documents::sms::{Capture, Captured, FieldKind, PassportPart, PatternPart, Validity};

use super::check::{Checked, Part, all};
use super::document::{self, Field};

/// What a field takes.
pub(super) fn kind(part: &Part<'_>, read: &Field) -> Checked<FieldKind> {
    let bounds = || match (read.least, read.most) {
        (Some(least), Some(most)) => Ok((least, most)),
        _ => part.wrong("least and most are needed"),
    };
    let kind = match read.kind.as_str() {
        "purpose" => FieldKind::Purpose,
        "choice" => FieldKind::Choice(part.known(read.values.clone(), "a choice of nothing")?),
        "name" => bounds().map(|(least, most)| FieldKind::Name { least, most })?,
        "text" => FieldKind::Text,
        "digits" => bounds().map(|(least, most)| FieldKind::Digits { least, most })?,
        "passport" => FieldKind::Passport(PassportPart::Whole),
        "passport-series" => FieldKind::Passport(PassportPart::Series),
        "passport-number" => FieldKind::Passport(PassportPart::Number),
        "tax-id" => FieldKind::TaxId,
        "transport-card" => {
            bounds().map(|(least, most)| FieldKind::TransportCard { least, most })?
        }
        "plate" => FieldKind::Plate,
        "date" => FieldKind::Date,
        "alnum" => {
            let (least, most) = bounds()?;
            let letters = part.known(read.letters, "most letters")?;
            FieldKind::Alnum { least, most, letters }
        }
        other => return part.wrong(format!("{other} is not known")),
    };
    let has_bounds = matches!(
        kind,
        FieldKind::Name { .. }
            | FieldKind::Digits { .. }
            | FieldKind::TransportCard { .. }
            | FieldKind::Alnum { .. }
    );
    let has_letters = matches!(kind, FieldKind::Alnum { .. });
    let has_values = matches!(kind, FieldKind::Choice(_));
    let are_its_own = (read.least.is_some() || read.most.is_some()) == has_bounds
        && read.letters.is_some() == has_letters
        && read.values.is_some() == has_values;
    part.must(are_its_own, "bounds, letters or values stand where they say nothing")?;
    Ok(kind)
}

/// Until when a permit counts; what nobody has established is no expiry.
pub(super) fn validity(part: &Part<'_>, read: Option<&document::Validity>) -> Checked<Validity> {
    let Some(read) = read else { return Ok(Validity::Unspecified) };
    let confidence = part.sure(&read.source, &read.confidence)?;
    part.must(confidence.is_established(), "an expiry that is not established is none")?;
    match (read.kind.as_str(), read.minutes) {
        ("from-request", Some(minutes)) => Ok(Validity::FromRequest(minutes)),
        ("from-reply", Some(minutes)) => Ok(Validity::FromReply(minutes)),
        ("in-reply", None) => Ok(Validity::InReply),
        ("local-day", None) => Ok(Validity::LocalDay),
        (other, _) => part.wrong(format!("{other} is not known, or its minutes are")),
    }
}

/// The pattern of a reply.
pub(super) fn pattern(part: &Part<'_>, read: &[document::Part]) -> Checked<Vec<PatternPart>> {
    all(read, |one| match one {
        document::Part::Literal(text) => Ok(PatternPart::Literal(text.clone())),
        document::Part::Capture(capture) => Ok(PatternPart::Capture(Capture {
            what: part.known(Captured::from_name(&capture.what), &capture.what)?,
            least: capture.least,
            most: capture.most,
        })),
    })
}
