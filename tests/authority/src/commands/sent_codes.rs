//! Codes in text messages: made, sent within the budgets of number and source, and tried. One set of
//! rules for the app and for the portal, so that nobody has two budgets.

use std::net::IpAddr;

use doorstep::crypto::same_bytes;
use doorstep::model::{Language, PhoneNumber};
use doorstep::requests::Problem;

use super::messages::{Typed, code_text};
use super::{Call, Code, Fault, Refusal, Stop, TextMessage, draw};
use crate::store::{NumberMac, SentCode, Work};

/// How long a code counts, in seconds.
pub(crate) const CODE_LIFE: u64 = 900;
/// Seconds between two codes of one request.
pub(crate) const RESEND_AFTER: u64 = 60;
/// Tries at one code.
const TRIES: u64 = 5;
/// Seconds without a new code after the last try.
const WAIT: u64 = 600;

/// A number to which text messages go.
pub(crate) fn reachable(call: &Call<'_>, phone: &PhoneNumber) -> Result<(), Code> {
    if phone.is_in(&call.published.trust_list.sms_countries) {
        Ok(())
    } else {
        Err(Code::PhoneInvalid)
    }
}

/// The first code to a number, under the name of what asks for it. Without a message if the
/// number's budget is used up: everything but the sending is done then, too.
pub(crate) fn first(
    call: &Call<'_>,
    work: &Work<'_>,
    name: &[u8],
    phone: &PhoneNumber,
    lang: &str,
    typed: Typed,
) -> Result<(SentCode, Option<TextMessage>), Stop> {
    let number = number_mac(call, phone.e164());
    check_source(call, work, &number)?;
    let mut sent = SentCode {
        phone: phone.e164().to_owned(),
        number,
        // The language, and not the text that names it: that may be as long as a body.
        lang: Language::from_tag(lang).tag().to_owned(),
        code: [0; 32],
        code_until: call.now,
        sent_at: call.now,
        wrong: 0,
        wait_until: 0,
    };
    let message = renew(call, name, &mut sent, typed)?;
    // A code that nobody was sent must not be there to be guessed: nothing matches random bytes.
    let allowed = work.next_message_at(&number, call.now)? <= call.now;
    if allowed {
        work.count_message(&number, call.now)?;
    } else {
        sent.code = draw()?;
    }
    Ok((sent, allowed.then_some(message)))
}

/// Another code to the same number, which kills the one before.
pub(crate) fn another(
    call: &Call<'_>,
    work: &Work<'_>,
    name: &[u8],
    sent: &mut SentCode,
    typed: Typed,
) -> Result<TextMessage, Stop> {
    let next = sent
        .wait_until
        .max(sent.sent_at.saturating_add(RESEND_AFTER))
        .max(work.next_message_at(&sent.number, call.now)?);
    if call.now < next {
        return Err(Refusal::wait(next.saturating_sub(call.now)).into());
    }
    let message = renew(call, name, sent, typed)?;
    work.count_message(&sent.number, call.now)?;
    Ok(message)
}

/// Whether this is the code, compared in constant time.
pub(crate) fn is_right(call: &Call<'_>, name: &[u8], sent: &SentCode, code: &str) -> bool {
    same_bytes(&sent.code, &code_mac(call, name, code))
}

/// What comes of a try at a code, which is counted if it was wrong.
pub(crate) fn tried(call: &Call<'_>, sent: &mut SentCode, right: bool) -> Result<(), Stop> {
    if call.now >= sent.code_until || sent.wrong >= TRIES {
        return Err(Code::Expired.into());
    }
    if right {
        return Ok(());
    }
    sent.wrong = sent.wrong.saturating_add(1);
    let left = TRIES.saturating_sub(sent.wrong);
    if left == 0 {
        sent.wait_until = call.now.saturating_add(WAIT);
        return Err(Refusal::wait(WAIT).into());
    }
    let problem = Problem { left: Some(left), ..Problem::default() };
    Err(Refusal::with(Code::Mistyped, problem).into())
}

/// Makes a new code, and the text that carries it.
fn renew(
    call: &Call<'_>,
    name: &[u8],
    sent: &mut SentCode,
    typed: Typed,
) -> Result<TextMessage, Fault> {
    let code = six_digits()?;
    sent.code = code_mac(call, name, &code);
    sent.code_until = call.now.saturating_add(CODE_LIFE);
    sent.sent_at = call.now;
    sent.wrong = 0;
    Ok(TextMessage {
        to: sent.phone.clone(),
        text: code_text(&sent.lang, &code, typed),
        at: call.now,
    })
}

/// Six digits, each number as likely as any other.
fn six_digits() -> Result<String, Fault> {
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
fn check_source(call: &Call<'_>, work: &Work<'_>, number: &NumberMac) -> Result<(), Stop> {
    let peer = call.peer.to_canonical();
    if peer.is_loopback() && !call.service.strict_budgets {
        return Ok(());
    }
    for source in [peer.to_string(), network(peer)] {
        let source = call.service.server.mac(format!("source:{source}").as_bytes());
        if let Some(next) = work.count_source(&source, number, call.now)? {
            return Err(Refusal::wait(next.saturating_sub(call.now)).into());
        }
    }
    Ok(())
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

fn number_mac(call: &Call<'_>, e164: &str) -> NumberMac {
    call.service.server.mac(format!("number:{e164}").as_bytes())
}

fn code_mac(call: &Call<'_>, name: &[u8], code: &str) -> [u8; 32] {
    call.service.server.mac(&[name, code.as_bytes()].concat())
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
