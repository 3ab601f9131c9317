//! Registration: a number, a code, an account. Nothing in an answer tells whether a number is known
//! (`PROTOCOL.md §10`).

use doorstep::documents::{TimeToken, cose_key};
use doorstep::model::{
    AccountId, HolderHint, PhoneNumber, RegistrationId, from_base64url, to_base64url,
};
use doorstep::requests::{ConfirmReply, ConfirmRequest, RegistrationReply, RegistrationRequest};

use super::answering::Keys;
use super::closing::check_open;
use super::credentials::holder_certificate;
use super::messages::Typed;
use super::sent_codes::{self, CODE_LIFE, RESEND_AFTER, To};
use super::{Call, Code, Fault, Refusal, Reply, Stop, TextMessage, draw};
use crate::store::{Account, Registration, Work};

/// The version of the consent that people see.
pub(crate) const CONSENT: u32 = 1;
/// How old the time token of a registration may be, in seconds.
const TOKEN_AGE: u64 = 600;
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
    let account = work.account_of(device)?;
    if let Some(account) = &account {
        check_open(call, account)?;
    }
    // The number that this phone is registered with.
    let known = account.and_then(|account| account.number);
    // One key, one use: neither may be a pass's, or anything of another account.
    let sos = cose_key::thumbprint(&keys.sos);
    let is_anothers = |key| work.is_anothers_sos(&cose_key::to_bytes(key), device);
    if work.shows_a_pass(device)? || is_anothers(&keys.device)? {
        return Err(Refusal::in_field("key").into());
    }
    if work.shows_a_pass(sos)? || work.account_of(sos)?.is_some() || is_anothers(&keys.sos)? {
        return Err(Refusal::in_field("sos").into());
    }
    let phone = PhoneNumber::parse(&request.phone, "RU")
        .ok()
        .filter(|phone| phone.e164() == request.phone)
        .ok_or(Code::PhoneInvalid)?;
    sent_codes::reachable(call, &phone)?;
    if request.consent < CONSENT {
        return Err(Code::ConsentOld.into());
    }
    check_token(call, &request.time)?;
    let id = RegistrationId::new(draw()?);
    let number = sent_codes::number_mac(call, &phone);
    let to = To { phone: &phone, number, lang: &request.lang, known: known == Some(number) };
    let (sent, message) = sent_codes::first(call, work, id.bytes(), &to, Typed::App)?;
    let registration = Registration {
        id,
        key: device,
        device: cose_key::to_bytes(&keys.device),
        sos: cose_key::to_bytes(&keys.sos),
        created_at: call.now,
        confirmed_at: None,
        reply: None,
        sent,
    };
    if message.is_some() {
        work.keep_registration(&registration)?;
    } else {
        work.pass_over_registration(&registration)?;
        call.service.unsent.keep_registration(&registration);
    }
    accepted(call, id, message)
}

/// `POST /v1/registrations/{reg}/resend`.
pub(super) fn resend(call: &Call<'_>, work: &Work<'_>, id: RegistrationId) -> Result<Reply, Stop> {
    let (mut registration, was_sent) = find(call, work, id)?;
    if registration.confirmed_at.is_some() {
        return Err(Code::Expired.into());
    }
    let known = work.account_of(registration.key)?.and_then(|account| account.number);
    let known = known == Some(registration.sent.number);
    let sent = &mut registration.sent;
    let message = sent_codes::another(call, work, id.bytes(), sent, known, Typed::App)?;
    if was_sent || message.is_some() {
        work.keep_registration(&registration)?;
        call.service.unsent.forget_registration(id);
    } else {
        call.service.unsent.keep_registration(&registration);
    }
    accepted(call, id, message)
}

/// A registration, and whether a code was ever sent for it: then it stands in the database.
fn find(
    call: &Call<'_>,
    work: &Work<'_>,
    id: RegistrationId,
) -> Result<(Registration, bool), Stop> {
    if let Some(known) = work.registration(id)? {
        return Ok((known, true));
    }
    let unsent = call.service.unsent.registration(id, call.now).ok_or(Code::Unknown)?;
    Ok((unsent, false))
}

/// `POST /v1/registrations/{reg}/confirm`.
pub(super) fn confirm(
    call: &Call<'_>,
    work: &Work<'_>,
    id: RegistrationId,
    request: &ConfirmRequest,
) -> Result<Reply, Stop> {
    let mark =
        HolderHint::from_wire(request.sub.as_deref().unwrap_or("-")).ok_or(Code::SubInvalid)?;
    if !sent_codes::is_code(&request.code) {
        return Err(Refusal::in_field("code").into());
    }
    let (mut registration, was_sent) = find(call, work, id)?;
    let right = sent_codes::is_right(call, id.bytes(), &registration.sent, &request.code);
    if let Some(at) = registration.confirmed_at {
        let reply = registration.reply.filter(|_| right);
        let body = reply.filter(|_| call.now.saturating_sub(at) < ANSWERS_AGAIN);
        return body.map(|body| Reply::written(201, body)).ok_or_else(|| Code::Expired.into());
    }
    let sent = &mut registration.sent;
    if let Err(stop) = sent_codes::tried(call, work, id.bytes(), sent, &request.code) {
        if was_sent {
            work.keep_registration(&registration)?;
        } else {
            call.service.unsent.keep_registration(&registration);
        }
        return Err(stop);
    }
    call.service.unsent.forget_registration(id);
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
    Ok(Reply::written(201, body))
}

fn open_account(
    call: &Call<'_>,
    work: &Work<'_>,
    registration: &Registration,
) -> Result<Account, Stop> {
    let known = work.account_of(registration.key)?;
    if let Some(account) = &known {
        check_open(call, account)?;
    }
    let account = Account {
        id: match &known {
            Some(account) => account.id,
            None => AccountId::new(draw()?),
        },
        key: registration.key,
        device: registration.device.clone(),
        sos: Some(registration.sos.clone()),
        phone: Some(registration.sent.phone.clone()),
        number: Some(registration.sent.number),
        created_at: call.now,
        passes: 0,
        claimed_at: None,
        closed: None,
        closed_at: None,
    };
    work.open_account(&account, call.now)?;
    Ok(account)
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
    Ok(Reply::json(202, &reply)?.about_code(message))
}

fn check_token(call: &Call<'_>, text: &str) -> Result<(), Stop> {
    let bytes = from_base64url(text).ok_or_else(|| Refusal::in_field("time"))?;
    let token = TimeToken::read(&bytes, &call.published.trust_list, call.published.iss())
        .map_err(|_| Code::TokenOld)?;
    let age = call.now.checked_sub(token.iat);
    if token.iss != call.published.iss() || age.is_none_or(|age| age > TOKEN_AGE) {
        return Err(Code::TokenOld.into());
    }
    Ok(())
}
