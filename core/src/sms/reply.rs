//! An answer of a region's number: approved, refused by name, or unknown. What is not known is kept as it came,
//! and nothing is made of it. A text message proves nothing: it opens no pass, it ends no quarantine.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};

use super::asked::{Asked, AskedOutcome, HeldTo};
use crate::documents::Zone;
use crate::documents::sms::{
    Capture, Captured, PatternPart, ReplyClass, ReplyReason, SmsRegion, SmsReply, Validity,
};
use crate::model::{Period, composed};

/// Longest reply that is looked at, in characters: ten segments.
const LONGEST: usize = 1600;

/// Why a reply says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// No wording that is established.
    Wording,
    /// Somebody else sent it.
    WrongSender,
    /// The request that it was held to is not open: it was answered before, or is of another day.
    NotAsked,
}

impl Unread {
    /// The stable name, kebab-case; nothing where there is nothing to add.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Wording => None,
            Self::WrongSender => Some("wrong-sender"),
            Self::NotAsked => Some("not-asked"),
        }
    }
}

/// What a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Approved,
    Refused(ReplyReason),
    Unknown(Unread),
}

impl Class {
    /// The name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused(_) => "refused",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// What was read in a reply.
#[derive(Clone, PartialEq, Eq)]
pub struct Read {
    pub class: Class,
    /// The code of the permit or of the registration, as it came.
    pub code: Option<String>,
    /// Until when the permit counts, seconds since 1970, where the region has said.
    pub valid_until: Option<u64>,
    /// The reply as it came.
    pub text: String,
}

// The code of a permit must not reach a log through `{:?}`.
impl fmt::Debug for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Read({:?}, …)", self.class)
    }
}

/// Reads a reply that arrives now. The request that it is held to must be open.
pub fn read_reply(
    region: &SmsRegion,
    text: &str,
    sender: Option<&str>,
    held: HeldTo<'_>,
    now: u64,
) -> Read {
    let kept = |class| Read { class, code: None, valid_until: None, text: text.to_owned() };
    if sender.is_some_and(|sender| !is_of(region, sender)) {
        return kept(Class::Unknown(Unread::WrongSender));
    }
    let is_open = |asked: &Asked| asked.is_open(&region.zone, region.fallback.after_s, now);
    let Some((reply, found)) = fitting(region, text, now) else {
        return kept(Class::Unknown(Unread::Wording));
    };
    let asked = match held {
        HeldTo::Any => None,
        HeldTo::This(asked) if is_open(asked) => Some(asked),
        HeldTo::This(_) | HeldTo::Missing => return kept(Class::Unknown(Unread::NotAsked)),
    };
    let class = match reply.class {
        ReplyClass::Approved => Class::Approved,
        ReplyClass::Refused(reason) => Class::Refused(reason),
    };
    let valid_until = (class == Class::Approved).then(|| until(region, asked, found.until, now));
    Read { class, code: found.code, valid_until: valid_until.flatten(), text: text.to_owned() }
}

impl Asked {
    /// The request after this reply to it. What is not known is kept beside it, and leaves it open; what somebody
    /// else sent, or what comes late, changes nothing.
    pub fn answered(&self, read: &Read) -> Option<Self> {
        let outcome = match read.class {
            Class::Approved => AskedOutcome::Approved,
            Class::Refused(_) => AskedOutcome::Refused,
            Class::Unknown(Unread::Wording) => AskedOutcome::Waiting,
            Class::Unknown(Unread::WrongSender | Unread::NotAsked) => return None,
        };
        let reply = Some(read.text.chars().take(LONGEST).collect());
        let (code, valid_until) = (read.code.clone(), read.valid_until);
        Some(Self { outcome, reply, code, valid_until, ..self.clone() })
    }
}

/// Whether a sender calls itself what the region's replies do. It proves nothing: anybody can.
fn is_of(region: &SmsRegion, sender: &str) -> bool {
    let plain = |name: &str| {
        let kept = name.chars().filter(|sign| sign.is_alphanumeric() || *sign == '+');
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    let sender = plain(sender);
    std::iter::once(&region.number).chain(&region.senders).any(|name| plain(name) == sender)
}

/// What was read between the literal texts of a pattern.
#[derive(Default)]
struct Found {
    code: Option<String>,
    until: Option<u64>,
}

fn fitting<'r>(region: &'r SmsRegion, text: &str, now: u64) -> Option<(&'r SmsReply, Found)> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    // Messengers break lines and letters; nothing else may differ.
    let text: String = composed(text.chars()).into_iter().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    region.replies.iter().find_map(|reply| Some((reply, fit(reply, &text, &region.zone, now)?)))
}

/// Holds a text to a pattern, from left to right and never back.
fn fit(reply: &SmsReply, text: &str, zone: &Zone, now: u64) -> Option<Found> {
    let mut left = text;
    let mut found = Found::default();
    for part in &reply.pattern {
        match part {
            PatternPart::Literal(wanted) => left = left.strip_prefix(wanted.as_str())?,
            PatternPart::Capture(capture) => {
                let taken;
                (taken, left) = captured(capture, left)?;
                match capture.what {
                    Captured::Code => found.code = Some(taken.to_owned()),
                    Captured::Until => found.until = Some(moment(taken, zone, now)?),
                    Captured::Anything => {}
                }
            }
        }
    }
    left.is_empty().then_some(found)
}

/// As many characters as may stand there, and what is left after them.
fn captured<'t>(capture: &Capture, text: &'t str) -> Option<(&'t str, &'t str)> {
    let may_stand = |sign: char| match capture.what {
        Captured::Code => sign.is_alphanumeric() || sign == '-',
        Captured::Until => sign.is_ascii_digit() || ":. ".contains(sign),
        Captured::Anything => true,
    };
    let count = text.chars().take(capture.most).take_while(|sign| may_stand(*sign)).count();
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    (count >= capture.least).then(|| text.split_at_checked(end))?
}

/// `15:40`, the next one at the region, or `24.11.2026 15:40`.
fn moment(text: &str, zone: &Zone, now: u64) -> Option<u64> {
    let (day, time) = match text.trim().split_once(' ') {
        Some((day, time)) => (Some(day), time),
        None => (None, text.trim()),
    };
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    let now = i64::try_from(now).ok()?;
    let Some(day) = day else {
        let minutes = u64::from(hour.saturating_mul(60).saturating_add(minute));
        return u64::try_from(zone.next_minute(now, minutes)).ok();
    };
    let moment = day_of(day)?.and_time(time).and_utc();
    u64::try_from(zone.instant(moment.timestamp())).ok()
}

/// `24.11.2026`. Not by chrono's patterns, which bring 20 kB for every way to write a moment.
fn day_of(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('.').map(str::parse::<u16>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    date.filter(|_| parts.next().is_none())
}

/// Until when a permit counts that is granted now, as far as the region has said.
fn until(
    region: &SmsRegion,
    asked: Option<&Asked>,
    in_reply: Option<u64>,
    now: u64,
) -> Option<u64> {
    let purpose = match asked {
        Some(asked) => region.purpose(asked.purpose.as_deref()?)?,
        // Where there is one purpose, nobody has to say which.
        None => match region.purposes.as_slice() {
            [only] => only,
            _ => return in_reply,
        },
    };
    let minutes = |from: u64, minutes: u64| from.saturating_add(minutes.saturating_mul(60));
    match purpose.validity {
        Validity::Unspecified => None,
        Validity::FromRequest(long) => asked.map(|asked| minutes(asked.at, long)),
        Validity::FromReply(long) => Some(minutes(now, long)),
        Validity::InReply => in_reply,
        Validity::LocalDay => {
            let day = Period::LocalDay.span(&region.zone, asked.map_or(now, |asked| asked.at));
            u64::try_from(day.until).ok()
        }
    }
}
