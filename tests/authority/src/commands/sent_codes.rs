//! Codes in text messages: made, sent within the budgets of number and source, and tried. One set of
//! rules for the app and for the portal, so that nobody has two budgets (`PROTOCOL.md §10.3`).

use std::net::IpAddr;

use doorstep::crypto::same_bytes;
use doorstep::model::{Language, PhoneNumber};
use doorstep::requests::Problem;

use super::messages::{CodeEntry, code_text};
use super::{
    CommandContext, CommandError, ErrorCode, InternalError, Refusal, Service, TextMessage, draw,
};
use crate::store::{CodeRequester, NumberMac, SentCode, Transaction};

/// How long a code counts, in seconds.
pub(crate) const CODE_LIFE: u64 = 900;
/// Seconds between two codes of one request.
pub(crate) const RESEND_AFTER: u64 = 60;
/// Tries at one code.
const TRIES: u64 = 5;
/// Seconds without a new code after the last try.
const WAIT: u64 = 600;
/// How long a code counts that was given in person, in seconds.
const DESK_LIFE: u64 = 3600;
/// Its digits.
const DESK_DIGITS: usize = 12;

/// A number to which text messages go.
pub(crate) fn reachable(ctx: &CommandContext<'_>, phone: &PhoneNumber) -> Result<(), ErrorCode> {
    let countries = &ctx.published.trust_list.sms_countries;
    doorstep::registration::reachable(phone, Some(countries)).map_err(|_| ErrorCode::PhoneInvalid)
}

/// Whom a code is for.
pub(crate) struct CodeRecipient<'a> {
    pub(crate) phone: &'a PhoneNumber,
    pub(crate) number: NumberMac,
    /// Language of the message.
    pub(crate) lang: &'a str,
    /// Whether the phone that asks is registered with the number.
    pub(crate) known: bool,
}

/// The first code to a number, under the name of what asks for it. Without a message if a budget is
/// used up: everything but the sending is done then, too.
pub(crate) fn send_first(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    name: &[u8],
    to: &CodeRecipient<'_>,
    typed: CodeEntry,
) -> Result<(SentCode, Option<TextMessage>), CommandError> {
    check_source(ctx, tx, &to.number)?;
    let mut sent = SentCode {
        phone: to.phone.e164().to_owned(),
        number: to.number,
        // The language, and not the text that names it: that may be as long as a body.
        lang: Language::from_tag(to.lang).tag().to_owned(),
        code: [0; 32],
        code_until: ctx.now,
        sent_at: ctx.now,
        wrong: 0,
        wait_until: 0,
        good_until: 0,
        spent: 0,
    };
    let message = renew(ctx, name, &mut sent, typed)?;
    let may = take_from_budget(ctx, tx, &to.number, to.known)?;
    if !may {
        // A code that nobody was sent must not be there to be guessed: nothing matches random bytes.
        sent.code = draw()?;
    }
    Ok((sent, may.then_some(message)))
}

/// Another code to the same number, which kills the one before. If a budget is used up none is sent,
/// and the answer is the same; the one before then stays as good as it was.
pub(crate) fn send_another(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    name: &[u8],
    sent: &mut SentCode,
    known: bool,
    typed: CodeEntry,
) -> Result<Option<TextMessage>, CommandError> {
    let next = sent.wait_until.max(sent.sent_at.saturating_add(RESEND_AFTER));
    if ctx.now < next {
        return Err(Refusal::wait(next.saturating_sub(ctx.now)).into());
    }
    let mut renewed = sent.clone();
    let message = renew(ctx, name, &mut renewed, typed)?;
    if take_from_budget(ctx, tx, &sent.number, known)? {
        *sent = renewed;
        return Ok(Some(message));
    }
    let SentCode { code, good_until, spent, .. } = *sent;
    *sent = SentCode { code, good_until, spent, ..renewed };
    Ok(None)
}

/// Takes a code from the budgets, and tells the operator once an hour what is alarming.
fn take_from_budget(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    number: &NumberMac,
    known: bool,
) -> Result<bool, InternalError> {
    let peer = ctx.peer.to_canonical();
    let network = counts(ctx, peer).then(|| source(ctx, &network(peer)));
    let (may, alarm) = tx.take_from_budget(number, &CodeRequester { network, known }, ctx.now)?;
    if let Some(alarm) = alarm {
        log::error!("{}", alarm.name());
    }
    Ok(may)
}

/// Whether this has the form of a code: of six digits from a message, or of twelve from the desk.
pub(crate) fn is_code(code: &str) -> bool {
    [6, DESK_DIGITS].contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether this is the code, compared in constant time.
pub(crate) fn is_right(ctx: &CommandContext<'_>, name: &[u8], sent: &SentCode, code: &str) -> bool {
    same_bytes(&sent.code, &code_mac(ctx, name, code))
}

/// What comes of a try at a code, which is counted if it was wrong.
pub(crate) fn check_code(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    name: &[u8],
    sent: &mut SentCode,
    code: &str,
) -> Result<(), CommandError> {
    let given = tx.desk_code(&sent.number, ctx.now)?;
    let by_desk = same_bytes(&given.unwrap_or_default(), &desk_mac(ctx, &sent.number, code));
    if sent.wrong < TRIES && given.is_some() && by_desk {
        tx.delete_desk_code(&sent.number)?;
        // The same code once more is answered as one from a message is.
        sent.code = code_mac(ctx, name, code);
        return Ok(());
    }
    if ctx.now >= sent.code_until || sent.wrong >= TRIES {
        tx.count_wrong(ctx.now)?;
        return Err(ErrorCode::CodeExpired.into());
    }
    let counts = ctx.now < sent.good_until && sent.spent < TRIES;
    if is_right(ctx, name, sent, code) && counts {
        // Made when it had its whole life before it.
        tx.mark_code_used(&sent.number, sent.good_until.saturating_sub(CODE_LIFE))?;
        return Ok(());
    }
    // A write also where the try itself is counted in memory.
    tx.count_wrong(ctx.now)?;
    sent.wrong = sent.wrong.saturating_add(1);
    sent.spent = sent.spent.saturating_add(1);
    let left = TRIES.saturating_sub(sent.wrong);
    if left == 0 {
        sent.wait_until = ctx.now.saturating_add(WAIT);
        return Err(Refusal::wait(WAIT).into());
    }
    let problem = Problem { left: Some(left), ..Problem::default() };
    Err(Refusal::with(ErrorCode::CodeWrong, problem).into())
}

/// A code that the operator gives a person whom he has seen, and until when it counts, once. Strangers
/// may guess at it with as many requests as the authority answers: it has twelve digits, so that in its
/// hour, at a thousand a second, they find it once in 250,000 times.
pub(crate) fn issue_desk_code(
    service: &Service,
    phone: &PhoneNumber,
) -> Result<(String, u64), InternalError> {
    let now = service.clock.now()?;
    let until = now.saturating_add(DESK_LIFE);
    let code = format!("{}{}", six_digits()?, six_digits()?);
    let number = service.server.number_mac(phone);
    let mac = service.server.mac(&[b"desk:", number.as_slice(), code.as_bytes()].concat());
    service.store.in_transaction(now, |tx| tx.save_desk_code(&number, &mac, until))?;
    Ok((code, until))
}

/// Makes a new code, and the text that carries it.
fn renew(
    ctx: &CommandContext<'_>,
    name: &[u8],
    sent: &mut SentCode,
    typed: CodeEntry,
) -> Result<TextMessage, InternalError> {
    let code = six_digits()?;
    sent.code = code_mac(ctx, name, &code);
    sent.code_until = ctx.now.saturating_add(CODE_LIFE);
    sent.sent_at = ctx.now;
    sent.wrong = 0;
    sent.good_until = sent.code_until;
    sent.spent = 0;
    Ok(TextMessage {
        to: sent.phone.clone(),
        text: code_text(&sent.lang, &code, typed),
        at: ctx.now,
    })
}

/// Six digits, each number as likely as any other.
fn six_digits() -> Result<String, InternalError> {
    const CODES: u32 = 1_000_000;
    // The largest multiple that fits: what lies above would make small codes likelier.
    const FAIR: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let drawn = u32::from_be_bytes(draw()?);
        if drawn < FAIR {
            return Ok(format!("{:06}", drawn % CODES));
        }
    }
}

/// Counts the number for the address it comes from and for that address's network.
fn check_source(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    number: &NumberMac,
) -> Result<(), CommandError> {
    let peer = ctx.peer.to_canonical();
    if !counts(ctx, peer) {
        return Ok(());
    }
    for name in [peer.to_string(), network(peer)] {
        if let Some(next) = tx.count_source(&source(ctx, &name), number, ctx.now)? {
            return Err(Refusal::wait(next.saturating_sub(ctx.now)).into());
        }
    }
    Ok(())
}

/// Whether budgets of sources hold for this address.
fn counts(ctx: &CommandContext<'_>, peer: IpAddr) -> bool {
    !peer.is_loopback() || ctx.service.strict_budgets
}

/// What an address or its network is counted under.
fn source(ctx: &CommandContext<'_>, name: &str) -> [u8; 32] {
    ctx.service.server.mac(format!("source:{name}").as_bytes())
}

/// The /24 or /48 of an address.
pub(super) fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

/// What is counted under a number.
pub(crate) fn number_mac(ctx: &CommandContext<'_>, phone: &PhoneNumber) -> NumberMac {
    ctx.service.server.number_mac(phone)
}

fn desk_mac(ctx: &CommandContext<'_>, number: &NumberMac, code: &str) -> [u8; 32] {
    ctx.service.server.mac(&[b"desk:", number.as_slice(), code.as_bytes()].concat())
}

fn code_mac(ctx: &CommandContext<'_>, name: &[u8], code: &str) -> [u8; 32] {
    ctx.service.server.mac(&[name, code.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_six_digits() {
        for _ in 0..100 {
            let code = six_digits().unwrap();
            assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()));
        }
    }

    #[test]
    fn neighbours_share_a_network() {
        assert_eq!(network("192.0.2.7".parse().unwrap()), "192.0.2.0/24");
        assert_eq!(network("2001:db8:1:2::3".parse().unwrap()), "2001:db8:1::/48");
    }
}
