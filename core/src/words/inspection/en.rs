//! English: inspections.

use super::{InspectionText, parts_of_mark};
use crate::model::{NextStep, Reason, Verdict};
use crate::words::Text;
use crate::words::moments::en::{at, until};

pub fn text(say: &InspectionText<'_>) -> Text {
    match say {
        InspectionText::Counts { until: end } => format!("Counts {}.", until(end)).into(),
        InspectionText::Holder { mark } => holder(mark),
        InspectionText::Verdict(verdict) => verdict_text(*verdict).into(),
        InspectionText::Reason { reason: Reason::CodeSymbol, position: Some(position) } => {
            format!("Character {position} stands in no code.").into()
        }
        InspectionText::Reason { reason, .. } => reason_text(*reason).into(),
        InspectionText::Next(next) => next_text(*next).into(),
        InspectionText::NoAdverseConclusion => {
            "No adverse conclusion may be drawn from this.".into()
        }
        InspectionText::AskForNumberCheck => "If it is refused, ask for the number check.".into(),
        InspectionText::Checked { at } => {
            format!("Checked at {}.", at.clock_to_the_second()).into()
        }
        InspectionText::Inspected { at: then, verdict } => {
            format!("Inspected {}: {}.", at(then), verdict_text(*verdict)).into()
        }
    }
}

fn holder(mark: &str) -> Text {
    match parts_of_mark(mark) {
        _ if mark == "-" => "No initials and no document: there is nothing to compare.".into(),
        (initials, "") => format!("Initials {initials}.").into(),
        ("", document) => format!("Document ending in {document}.").into(),
        (initials, document) => {
            format!("Initials {initials}, document ending in {document}.").into()
        }
    }
}

fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "Valid",
        Verdict::Expired => "Expired",
        Verdict::NotYetValid => "Not valid yet",
        Verdict::NotInForce => "Its act is not in force",
        Verdict::Revoked => "Revoked",
        Verdict::ReturnHomeOnly => "On the way home",
        Verdict::StaleFrame => "Not a live code",
        Verdict::SelfDeclaredEmergency => "Emergency, declared by the holder",
        Verdict::Forged => "Forged",
        Verdict::Unreadable => "Unreadable",
        Verdict::CannotTell => "Cannot tell",
    }
}

fn reason_text(reason: Reason) -> &'static str {
    match reason {
        Reason::Ok => "All checks passed.",
        Reason::Expired => "Its time is over.",
        Reason::NotYetValid => "Its time has not begun.",
        Reason::NotInForce => "No act requires passes now.",
        Reason::OtherAct => {
            "The act of this pass is not in force, and another act requires a pass."
        }
        Reason::Revoked => "The authority has revoked it.",
        Reason::ReturnHome => "It was revoked after the holder had left; the way home is allowed.",
        Reason::Emergency => "The holder declares an emergency. No pass is needed for it.",
        Reason::Empty => "There is nothing in the code.",
        Reason::TooLong => "The code is longer than a pass can be.",
        Reason::ForeignCertificate => "This is a certificate of another system.",
        Reason::Link => "This is a link. It was not opened.",
        Reason::Vcard => "This is a business card.",
        Reason::Prefix => "This is a code of something else.",
        Reason::Base45 => "The text of the code is damaged.",
        Reason::Truncated => "A part of the code is missing.",
        Reason::DuplicateKey => "The code says one thing twice.",
        Reason::NotCanonical => "The code is not written as it must be.",
        Reason::Type => "This is no pass.",
        Reason::Algorithm => "The code uses a signature that is not accepted.",
        Reason::NoLists => "This device has no complete lists.",
        Reason::ListsOld => "This device's lists are too old.",
        Reason::UnknownKey => "This device does not know the key that signed it.",
        Reason::KeyRevoked => "The key that signed it was withdrawn by the authority.",
        Reason::IssuerSignature => "The authority did not sign this.",
        Reason::IssuerError => "The authority has made a mistake in it. The holder has not.",
        Reason::HolderSignature => "The phone that shows it does not hold its key.",
        Reason::ActUnknown => "This device does not know the act under which it was issued.",
        Reason::Clock => "This device does not know the time well enough.",
        Reason::NotLive => "The live part is missing, as in a copy.",
        Reason::Challenge => "It does not answer the number that was asked.",
        Reason::Old => "The code is older than 20 seconds, as a screenshot is.",
        Reason::ClockDiffers => "The code moves on as a live one does: a clock is wrong.",
        Reason::SecondLook => "It does not fit, which one look may get wrong.",
        Reason::SeveralCodes => "There are several passes in view. Look at one of them alone.",
        Reason::CodeSymbol => "A character of it stands in no code.",
        Reason::CodeLength => "A code has sixteen characters.",
        Reason::CodeCheck => "A character is wrong, or two are swapped.",
        Reason::CodeNeedsNetwork => "Only the authority knows what this code names.",
        Reason::CodeLater => "The authority has no time for it now.",
        Reason::CodeUnknown => "The authority knows no pass of this code.",
    }
}

fn next_text(next: NextStep) -> &'static str {
    match next {
        NextStep::CompareDocument => "Compare the letters and digits with the document.",
        NextStep::LetPass => "Let the person go on.",
        NextStep::AskForLiveCode => "Ask the holder to open the pass in the app.",
        NextStep::Challenge => "Ask for the number check.",
        NextStep::ScanAgain => "Scan once more.",
        NextStep::Refresh => "Connect to a network and refresh the lists.",
        NextStep::LetGoHome => "Let the person go home.",
        NextStep::NewPass => "Tell the holder to ask for a new pass.",
        NextStep::WaitForStart => "Tell the holder from when it counts.",
        NextStep::ReadAgain => "Read the code once more.",
        NextStep::TryLater => "Try again in a minute.",
        NextStep::Connect => "Connect to a network, or ask for a code that can be scanned.",
    }
}
