//! Registration: a number, a code, an account. Nothing in an answer tells whether a number is
//! known.

use std::net::IpAddr;

use doorstep::crypto::same_bytes;
use doorstep::documents::{TimeToken, cose_key};
use doorstep::model::{
    AccountId, HolderMark, PhoneNumber, RegistrationId, from_base64url, to_base64url,
};
use doorstep::requests::{
    ConfirmReply, ConfirmRequest, Problem, RegistrationReply, RegistrationRequest,
};

use super::answering::{Keys, closed};
use super::credentials::holder_certificate;
use super::messages::code_text;
use super::{Call, Code, Fault, Refusal, Reply, Stop, TextMessage, draw};
use crate::store::{Account, NumberMac, Registration, Work};

/// The version of the consent that people see.
const CONSENT: u32 = 1;
/// How old the time token of a registration may be, in seconds.
const TOKEN_AGE: u64 = 600;
/// How long a code counts, in seconds.
const CODE_LIFE: u64 = 900;
/// Seconds between two codes of one registration.
const RESEND_AFTER: u64 = 60;
/// Tries at one code.
const TRIES: u64 = 5;
/// Seconds without a new code after the last try.
const WAIT: u64 = 600;
/// How long a confirmed registration answers the right code again, in seconds.
const ANSWERS_AGAIN: u64 = 86_400;

/// `POST /v1/registrations`.
pub(super) fn register(
    call: &Call<'_>,
    work: &Work<'_>,
    request: &RegistrationRequest,
    keys: &Keys,
) -> Result<Reply, Stop> {
    let device = cose_key::thumbprint(&keys.device);
    if let Some(reason) = work.account_of(device)?.and_then(|account| account.closed) {
        return Err(closed(&reason));
    }
    let phone = PhoneNumber::parse(&request.phone, "RU")
        .ok()
        .filter(|phone| phone.e164() == request.phone)
        .filter(|phone| phone.is_in(&call.published.trust_list.sms_countries))
        .ok_or(Code::PhoneInvalid)?;
    if request.consent < CONSENT {
        return Err(Code::ConsentOld.into());
    }
    check_token(call, &request.time)?;
    let number = number_mac(call, phone.e164());
    check_source(call, work, &number)?;

    let mut registration = Registration {
        id: RegistrationId::new(draw()?),
        key: device,
        device: cose_key::to_bytes(&keys.device),
        sos: cose_key::to_bytes(&keys.sos),
        phone: phone.e164().to_owned(),
        number,
        lang: request.lang.clone(),
        created_at: call.now,
        code: [0; 32],
        code_until: call.now,
        sent_at: call.now,
        wrong: 0,
        wait_until: 0,
        confirmed_at: None,
        reply: None,
    };
    let message = new_code(call, &mut registration)?;
    // Everything but the sending is done for a number whose budget is used up, too. A code that
    // nobody was sent must not be there to be guessed: nothing matches random bytes.
    let allowed = work.next_message_at(&number, call.now)? <= call.now;
    if allowed {
        work.count_message(&number, call.now)?;
    } else {
        registration.code = draw()?;
    }
    work.keep_registration(&registration)?;
    accepted(call, registration.id, allowed.then_some(message))
}

/// `POST /v1/registrations/{reg}/resend`.
pub(super) fn resend(call: &Call<'_>, work: &Work<'_>, id: RegistrationId) -> Result<Reply, Stop> {
    let mut registration = work.registration(id)?.ok_or(Code::Unknown)?;
    if registration.confirmed_at.is_some() {
        return Err(Code::Expired.into());
    }
    let next = registration
        .wait_until
        .max(registration.sent_at.saturating_add(RESEND_AFTER))
        .max(work.next_message_at(&registration.number, call.now)?);
    if call.now < next {
        return Err(Refusal::wait(next.saturating_sub(call.now)).into());
    }
    let message = new_code(call, &mut registration)?;
    work.keep_registration(&registration)?;
    work.count_message(&registration.number, call.now)?;
    accepted(call, id, Some(message))
}

/// `POST /v1/registrations/{reg}/confirm`.
pub(super) fn confirm(
    call: &Call<'_>,
    work: &Work<'_>,
    id: RegistrationId,
    request: &ConfirmRequest,
) -> Result<Reply, Stop> {
    let mark =
        HolderMark::from_wire(request.sub.as_deref().unwrap_or("-")).ok_or(Code::SubInvalid)?;
    if request.code.len() != 6 || !request.code.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Code::Malformed.into());
    }
    let mut registration = work.registration(id)?.ok_or(Code::Unknown)?;
    let right = same_bytes(&registration.code, &code_mac(call, id, &request.code));
    if let Some(at) = registration.confirmed_at {
        let reply = registration.reply.filter(|_| right);
        let body = reply.filter(|_| call.now.saturating_sub(at) < ANSWERS_AGAIN);
        return body.map(confirmed).ok_or_else(|| Code::Expired.into());
    }
    if call.now >= registration.code_until || registration.wrong >= TRIES {
        return Err(Code::Expired.into());
    }
    if !right {
        return Err(wrong_try(call, work, registration)?);
    }
    let account = open_account(call, work, &registration)?;
    let sos = cose_key::from_bytes(&registration.sos).map_err(|_| Fault)?;
    let reply = ConfirmReply {
        account: account.id.to_string(),
        holder: to_base64url(&holder_certificate(call, mark, sos)?),
        time: call.time()?,
    };
    let body = serde_json::to_vec(&reply).map_err(|_| Fault)?;
    registration.confirmed_at = Some(call.now);
    registration.reply = Some(body.clone());
    work.keep_registration(&registration)?;
    Ok(confirmed(body))
}

fn confirmed(body: Vec<u8>) -> Reply {
    Reply { status: 201, code: None, body, retry_after: None, outlives: None, message: None }
}

/// Counts a wrong try and says what comes of it.
fn wrong_try(
    call: &Call<'_>,
    work: &Work<'_>,
    mut registration: Registration,
) -> Result<Stop, Fault> {
    registration.wrong = registration.wrong.saturating_add(1);
    let left = TRIES.saturating_sub(registration.wrong);
    if left == 0 {
        registration.wait_until = call.now.saturating_add(WAIT);
    }
    work.keep_registration(&registration)?;
    Ok(if left == 0 {
        Refusal::wait(WAIT).into()
    } else {
        Refusal::with(Code::Mistyped, Problem { left: Some(left), ..Problem::default() }).into()
    })
}

fn open_account(
    call: &Call<'_>,
    work: &Work<'_>,
    registration: &Registration,
) -> Result<Account, Stop> {
    let known = work.account_of(registration.key)?;
    if let Some(reason) = known.as_ref().and_then(|account| account.closed.as_deref()) {
        return Err(closed(reason));
    }
    let account = Account {
        id: match &known {
            Some(account) => account.id,
            None => AccountId::new(draw()?),
        },
        key: registration.key,
        device: registration.device.clone(),
        sos: Some(registration.sos.clone()),
        phone: Some(registration.phone.clone()),
        number: Some(registration.number),
        created_at: call.now,
        passes: 0,
        claimed_at: None,
        closed: None,
    };
    work.open_account(&account, call.now)?;
    Ok(account)
}

/// Gives the registration a new code, which kills the one before, and the text that carries it.
fn new_code(call: &Call<'_>, registration: &mut Registration) -> Result<TextMessage, Fault> {
    let code = six_digits()?;
    registration.code = code_mac(call, registration.id, &code);
    registration.code_until = call.now.saturating_add(CODE_LIFE);
    registration.sent_at = call.now;
    registration.wrong = 0;
    Ok(TextMessage {
        to: registration.phone.clone(),
        text: code_text(&registration.lang, &code),
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

fn accepted(
    call: &Call<'_>,
    id: RegistrationId,
    message: Option<TextMessage>,
) -> Result<Reply, Stop> {
    let reply = RegistrationReply {
        reg: id.to_string(),
        resend_after: RESEND_AFTER,
        expires_in: CODE_LIFE,
        time: call.time()?,
    };
    Ok(Reply { message, ..Reply::json(202, &reply)? })
}

fn check_token(call: &Call<'_>, text: &str) -> Result<(), Stop> {
    let bytes = from_base64url(text).ok_or(Code::Malformed)?;
    let token = TimeToken::read(&bytes, &call.published.trust_list, call.published.iss())
        .map_err(|_| Code::TokenOld)?;
    let age = call.now.checked_sub(token.iat);
    if token.iss != call.published.iss() || age.is_none_or(|age| age > TOKEN_AGE) {
        return Err(Code::TokenOld.into());
    }
    Ok(())
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

fn code_mac(call: &Call<'_>, id: RegistrationId, code: &str) -> [u8; 32] {
    call.service.server.mac(&[id.bytes().as_slice(), code.as_bytes()].concat())
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
