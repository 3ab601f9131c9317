//! English.

use super::when_en::{at, before, from as from_on, times, until};
use super::{PaperLine, Say, act, error_en, parts_of_mark};
use crate::model::{NextStep, PassState, Period, Reason, Verdict};

pub fn text(say: &Say<'_>) -> String {
    match say {
        Say::Error(fault) => error_en::what(fault),
        Say::NextAfter(fault) => error_en::next(fault),
        Say::NotRegistered => "You are not registered yet. A phone number is enough.".into(),
        Say::WaitingToSend => {
            "Your registration is ready and waits for a network. Nothing is lost; it goes by itself."
                .into()
        }
        Say::CodeSent { phone, by } => format!(
            "We have asked for a code to be sent to {phone}. Tell it to nobody. If no message comes \
             {}, ask for another code. If that does not come either, get a code in person from \
             the authority that issues the passes.",
            before(by)
        ),
        Say::Registered => "You are registered.".into(),
        Say::Closed => "This phone's account is closed.".into(),
        Say::Erasing => {
            "Everything on this phone is erased. The authority will be told when there is a network."
                .into()
        }
        Say::ActInForce { number } => format!("Passes are required by act {number}."),
        Say::ActToCome { number, from } => format!(
            "Passes are required {}, by act {number}. Until then you need none.",
            from_on(from)
        ),
        Say::NoAct => {
            "No act requires passes now. You need none, and none is issued.".into()
        }
        Say::NoRulesYet => "The rules of the region are not on this phone yet.".into(),
        Say::Pass { state, from, until: end } => match state {
            PassState::Valid => format!("Valid {}.", until(end)),
            PassState::NotYetValid => format!("Not valid yet. It begins {}.", at(from)),
            PassState::Expired => format!("Ended {}.", at(end)),
            PassState::ReturnHomeOnly => {
                format!("Revoked. You can still go home with it {}.", until(end))
            }
            PassState::Revoked => "Revoked.".into(),
            PassState::KeyWithdrawn => {
                "The authority no longer accepts it, which is not your fault. Another pass comes by \
                 itself when there is a network."
                    .into()
            }
            PassState::NotInForce => "No act requires this pass any more. You need none.".into(),
            PassState::OtherAct => {
                "The act of this pass has ended, and another act requires a pass. Ask for a new one."
                    .into()
            }
            PassState::TimeUnknown => {
                format!(
                    "Ends {}. This phone does not know the time for sure; show it anyway.",
                    at(end)
                )
            }
        },
        Say::PassTimes { from, until } => times(from, until),
        Say::Counts { until: end } => format!("Counts {}.", until(end)),
        Say::Holder { mark } => holder(mark),
        Say::PassWaiting => "The pass was asked for and waits for a network.".into(),
        Say::NoPassNeeded { reference } => format!("You need no pass for this ({reference})."),
        Say::Emergency => "Emergency care needs no pass. Just go.".into(),
        Say::EmergencyDeclared { until: end } => {
            format!("You have declared an emergency. This code counts {}.", until(end))
        }
        Say::QuotaUsed { used, of, per } => {
            let when = match per {
                Period::LocalDay => "today",
                Period::LocalWeek => "this week",
                Period::LocalMonth => "this month",
            };
            format!("{used} of {of} used {when}.")
        }
        Say::Authority { name } => format!("Passes are issued by: {name}."),
        Say::AuthorityAct { number, title } => format!("Required by: {}.", act(number, title)),
        Say::AuthorityContact { at } => format!("Questions: {at}."),
        Say::AuthorityComplaints { to } => format!("Complaints: {to}."),
        Say::UnderAge { years, accompanied: false, reference } => {
            format!("Nobody under {years} needs a pass ({reference}).")
        }
        Say::UnderAge { years, accompanied: true, reference } => {
            format!("Nobody under {years} needs a pass when with an adult ({reference}).")
        }
        Say::Exempt { who, reference } => format!("No pass is needed by: {who} ({reference})."),
        Say::ClockUnanchored => {
            "This phone has not compared its clock since it was started. If a pass is refused, ask \
             for the number check."
                .into()
        }
        Say::ClockWrong { minutes } => {
            format!("This phone's clock is wrong by {minutes} min. Passes work all the same.")
        }
        Say::ListsOld => "The rules on this phone are old. Connect to a network once.".into(),
        Say::CorruptFileBackedUp => {
            "The app's data on this phone were damaged. They were put aside, and the app starts \
             anew: please register again."
                .into()
        }
        Say::KeysLost => {
            "This phone cannot open the app's data now. They may come back after a restart. Until \
             then you can register again."
                .into()
        }
        Say::Unreadable => {
            "Some of the app's data on this phone cannot be read. They were put aside, and the rest \
             is whole. If a pass is missing, ask for it again."
                .into()
        }
        Say::RegistrationUnreadable => {
            "Your registration on this phone cannot be read. It was put aside. Register again with \
             the same number."
                .into()
        }
        Say::SigningKeysLost => {
            "This phone has lost the keys that it signs with, so passes cannot be shown or asked \
             for. Restart it. If that does not help, erase the data in this app and register again. \
             Emergency care needs no pass."
                .into()
        }
        Say::CertificateOver => {
            "This phone was not in touch with the authority for long: connect to a network once. \
             Emergency care needs no pass."
                .into()
        }
        Say::PassEndsSoon { at } => format!("Your pass ends at {}.", at.clock()),
        Say::PassRevoked { until: end } => {
            format!("Your pass was revoked. You can go home with it {}.", until(end))
        }
        Say::NumberClaimed { leaves } => format!(
            "Another phone has registered with your number. If that was not you, call the \
             authority {}.",
            before(leaves)
        ),
        Say::Verdict(verdict) => verdict_text(*verdict).into(),
        Say::Reason { reason: Reason::CodeSymbol, position: Some(position) } => {
            format!("Character {position} stands in no code.")
        }
        Say::Reason { reason, .. } => reason_text(*reason).into(),
        Say::Next(next) => next_text(*next).into(),
        Say::NoAdverseConclusion => "No adverse conclusion may be drawn from this.".into(),
        Say::AskForNumberCheck => "If it is refused, ask for the number check.".into(),
        Say::Checked { at } => format!("Checked at {}.", at.clock_to_the_second()),
        Say::Inspected { at: then, verdict } => {
            format!("Inspected {}: {}.", at(then), verdict_text(*verdict))
        }
        Say::PaperTimes { from, until } => format!("Valid: {}", times(from, until)),
        Say::Paper(line) => paper_line(*line).into(),
    }
}

fn holder(mark: &str) -> String {
    match parts_of_mark(mark) {
        _ if mark == "-" => "No initials and no document: there is nothing to compare.".into(),
        (initials, "") => format!("Initials {initials}."),
        ("", document) => format!("Document ending in {document}."),
        (initials, document) => format!("Initials {initials}, document ending in {document}."),
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

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Exit pass",
        PaperLine::TypedCode => "Typed code",
        PaperLine::HowToCheck => "How to check this pass",
        PaperLine::Scan => {
            "1. Scan the code with the inspector's mode of the app. It needs no network."
        }
        PaperLine::Compare => {
            "2. Compare the letters and digits that the device shows with the holder's document."
        }
        PaperLine::WithoutScanner => {
            "Without a camera: type the sixteen characters there. That needs a network."
        }
        PaperLine::Copies => {
            "A copy of this sheet counts as much as the sheet, but only with the holder's document."
        }
        PaperLine::Emergency => "Emergency medical care needs no pass.",
    }
}
