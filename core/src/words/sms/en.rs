//! English: passes by text message.

use super::SmsText;
use crate::words::Text;
use crate::words::moments::en::at;
use crate::words::plural::en as plural;

pub fn text(say: &SmsText<'_>) -> Text {
    match say {
        SmsText::NumberLength { least, most, got } => {
            let wanted = bounds(*least, *most);
            format!("It has {got} characters, and such numbers have {wanted}.").into()
        }
        SmsText::NumberImplausible => "Nobody has this number: it is made of zeros.".into(),
        SmsText::TaxIdChecksum => {
            "This is no tax number: its check digit is wrong. One digit may be mistyped.".into()
        }
        SmsText::LooksLikeTransportCard => {
            "Ten digits are on a transport card too. Look whether this is the tax number.".into()
        }
        SmsText::SeparatorReplaced { sign } => {
            format!("The sign {} keeps the parts of the message apart, so that another stands in its place here.", shown(*sign)).into()
        }
        SmsText::SeparatorRefused { sign, position } => {
            format!("The sign {} at place {position} keeps the parts of the message apart, and may stand in none.", shown(*sign)).into()
        }
        SmsText::Character { position } => {
            format!("What stands at place {position} does not belong there.").into()
        }
        SmsText::TooLong { most } => format!("It is too long: at most {most} characters.").into(),
        SmsText::Missing => "It is needed, and nothing was given.".into(),
        SmsText::Words { least, most } => {
            let wanted = bounds(*least, *most);
            let words = plural(*most as u64, "word", "words");
            format!("It is {wanted} {words} that belong here.").into()
        }
        SmsText::MixedLetters { position } => {
            format!("The letter at place {position} is of another alphabet than the rest of its word, and only looks like it.").into()
        }
        SmsText::Segments { n } => {
            let texts = plural(*n, "text message", "text messages");
            format!("It takes {n} {texts}. Some phones and networks lose parts.").into()
        }
        SmsText::Unconfirmed => {
            "That it is written like this is likely, and nobody has established it.".into()
        }
        SmsText::NotInForce => "The number takes no such messages now.".into(),
        SmsText::PerhapsClosed => "The number may refuse this at this hour.".into(),
        SmsText::PerhapsUsed => "You may have had as many as there are already.".into(),
        SmsText::RegionUnknown { name } => format!("There is no region {name}.").into(),
        SmsText::FormUnknown { name } => format!("There is no form {name}.").into(),
        SmsText::FieldUnknown { field } => format!("The message has no part called {field}.").into(),
        SmsText::PurposeUnknown { code } => format!("There is no purpose {code}.").into(),
        SmsText::PurposeOver => "This purpose cannot be asked for on this day.".into(),
        SmsText::NotEstablished => {
            "How this message is to be written has not been established, so none is made up.".into()
        }
        SmsText::Closed { next } => {
            format!("Nothing is permitted at this hour. Possible again {}.", at(next)).into()
        }
        SmsText::Used { used, of, next } => {
            let next = next.map_or_else(String::new, |next| format!(" The next is free {}.", at(&next)));
            format!("{used} of {of} are used.{next}").into()
        }
        SmsText::SimForeign => "The number cannot be reached with a SIM of another country.".into(),
        SmsText::VectorFailed => {
            "The table of this region does not come out as its own examples say, so that nothing is written by it.".into()
        }
        SmsText::NextCorrect => "Correct it, and look at the message once more.".into(),
        SmsText::NextOther => "Take another way: the voice line, or the paper.".into(),
        SmsText::NextWait => "Ask again then.".into(),
        SmsText::Approved { code, until } => {
            let code = code.map_or_else(String::new, |code| format!(" The code is {code}."));
            let until = until.map_or_else(String::new, |until| format!(" It counts until {}.", bare(&at(&until))));
            format!("The reply says yes.{code}{until}").into()
        }
        SmsText::Malformed => "The reply says that the message was not written as it should be.".into(),
        SmsText::QuotaUsed => "The reply says no: as many as there are were granted.".into(),
        SmsText::OutsideHours => "The reply says no: not at this hour.".into(),
        SmsText::NotRegistered => "The reply says no: you are not registered there.".into(),
        SmsText::OtherReason => "The reply says no, in its own words.".into(),
        SmsText::Unknown => "This reply is not one that is known. It is kept as it came.".into(),
        SmsText::WrongSender => {
            "This comes from somebody else than the number that was asked. It is kept as it came.".into()
        }
        SmsText::NotAsked => {
            "Nothing that was asked waits for this reply. It is kept as it came, and changes nothing.".into()
        }
        SmsText::MayLeave => "Nobody has answered. You may leave all the same, and show what you sent.".into(),
        SmsText::MustWait => "Nobody has answered. You may not leave before somebody does.".into(),
        SmsText::NotSaid => "Nobody has answered. Whether you may leave, nobody has said.".into(),
        SmsText::UseFallback => "Nobody has answered. Ask by another way.".into(),
        SmsText::Call { number, is_open: true } => format!("Call {number}.").into(),
        SmsText::Call { number, is_open: false } => {
            format!("Call {number}, where nobody answers at this hour.").into()
        }
        SmsText::Paper { name } => format!("Carry {name}.").into(),
        SmsText::Region { number } => format!("Text messages to {number}").into(),
        SmsText::Registration => "Register".into(),
        SmsText::Request => "Ask for a pass".into(),
        SmsText::RequestFor { purpose } => format!("Ask for a pass: {purpose}").into(),
        SmsText::Shorter => "A shorter message does the same.".into(),
        SmsText::MayStayEmpty => "May stay empty.".into(),
        SmsText::Size { characters, segments } => {
            let signs = plural(*characters, "character", "characters");
            let texts = plural(*segments, "text message", "text messages");
            format!("{characters} {signs}, {segments} {texts}").into()
        }
        SmsText::Written { at: when } => format!("Written {}.", at(when)).into(),
        SmsText::NoReplyYet => "No reply yet. Paste it here when it comes.".into(),
    }
}

/// `10`, or `10 to 12`.
pub fn bounds(least: usize, most: usize) -> String {
    if least == most { most.to_string() } else { format!("{least} to {most}") }
}

fn shown(sign: char) -> String {
    if sign == ' ' { "“blank”".to_owned() } else { format!("“{sign}”") }
}

/// A moment without the preposition that it begins with.
fn bare(at: &str) -> &str {
    at.strip_prefix("on ").unwrap_or(at)
}
