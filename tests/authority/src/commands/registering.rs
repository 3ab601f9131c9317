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
use super::messages::CodeEntry;
use super::sent_codes::{self, CODE_LIFE, CodeRecipient, RESEND_AFTER};
use super::{
    CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, TextMessage, draw,
};
use crate::store::{Account, Registration, Transaction};

/// The version of the consent that people see.
pub(crate) const CONSENT: u32 = 1;
/// How old the time token of a registration may be, in seconds.
const TOKEN_AGE: u64 = 600;
/// How long a confirmed registration answers the right code again, in seconds.
const ANSWERS_AGAIN: u64 = 86_400;

/// `POST /v1/registrations`.
pub(super) fn register(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    request: &RegistrationRequest,
    keys: &Keys,
) -> Result<Reply, CommandError> {
    let device = cose_key::thumbprint(&keys.device);
    let account = tx.account_of(device)?;
    if let Some(account) = &account {
        check_open(ctx, account)?;
    }
    // The number that this phone is registered with.
    let known = account.and_then(|account| account.number);
    check_unused(tx, keys)?;
    let phone = PhoneNumber::parse(&request.phone, "RU")
        .ok()
        .filter(|phone| phone.e164() == request.phone)
        .ok_or(ErrorCode::PhoneInvalid)?;
    sent_codes::reachable(ctx, &phone)?;
    if request.consent < CONSENT {
        return Err(ErrorCode::ConsentOld.into());
    }
    check_token(ctx, &request.time)?;
    let id = RegistrationId::new(draw()?);
    let number = sent_codes::number_mac(ctx, &phone);
    let to =
        CodeRecipient { phone: &phone, number, lang: &request.lang, known: known == Some(number) };
    let (sent, message) = sent_codes::send_first(ctx, tx, id.bytes(), &to, CodeEntry::App)?;
    let registration = Registration {
        id,
        key: device,
        device: cose_key::to_bytes(&keys.device),
        sos: cose_key::to_bytes(&keys.sos),
        created_at: ctx.now,
        confirmed_at: None,
        reply: None,
        sent,
    };
    if message.is_some() {
        tx.save_registration(&registration)?;
    } else {
        tx.save_and_delete_registration(&registration)?;
        ctx.service.volatile.save_registration(&registration);
    }
    accepted(ctx, id, message)
}

/// One key, one use: neither may be a pass's, or anything of another account.
pub(super) fn check_unused(tx: &Transaction<'_>, keys: &Keys) -> Result<(), CommandError> {
    let (device, sos) = (cose_key::thumbprint(&keys.device), cose_key::thumbprint(&keys.sos));
    let is_anothers = |key| tx.is_emergency_key_of_other(&cose_key::to_bytes(key), device);
    if tx.is_pass_key(device)? || is_anothers(&keys.device)? {
        return Err(Refusal::in_field("key").into());
    }
    if tx.is_pass_key(sos)? || tx.account_of(sos)?.is_some() || is_anothers(&keys.sos)? {
        return Err(Refusal::in_field("sos").into());
    }
    Ok(())
}

/// `POST /v1/registrations/{reg}/resend`.
pub(super) fn resend(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    id: RegistrationId,
) -> Result<Reply, CommandError> {
    let (mut registration, was_sent) = find(ctx, tx, id)?;
    if registration.confirmed_at.is_some() {
        return Err(ErrorCode::CodeExpired.into());
    }
    let known = tx.account_of(registration.key)?.and_then(|account| account.number);
    let known = known == Some(registration.sent.number);
    let sent = &mut registration.sent;
    let message = sent_codes::send_another(ctx, tx, id.bytes(), sent, known, CodeEntry::App)?;
    if was_sent || message.is_some() {
        tx.save_registration(&registration)?;
        ctx.service.volatile.delete_registration(id);
    } else {
        ctx.service.volatile.save_registration(&registration);
    }
    accepted(ctx, id, message)
}

/// A registration, and whether a code was ever sent for it: then it stands in the database.
fn find(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    id: RegistrationId,
) -> Result<(Registration, bool), CommandError> {
    if let Some(known) = tx.registration(id)? {
        return Ok((known, true));
    }
    let kept = ctx.service.volatile.registration(id, ctx.now).ok_or(ErrorCode::Unknown)?;
    Ok((kept, false))
}

/// `POST /v1/registrations/{reg}/confirm`.
pub(super) fn confirm(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    id: RegistrationId,
    request: &ConfirmRequest,
) -> Result<Reply, CommandError> {
    let mark = HolderHint::from_wire(request.sub.as_deref().unwrap_or("-"))
        .ok_or(ErrorCode::SubInvalid)?;
    if !sent_codes::is_code(&request.code) {
        return Err(Refusal::in_field("code").into());
    }
    let (mut registration, was_sent) = find(ctx, tx, id)?;
    let right = sent_codes::is_right(ctx, id.bytes(), &registration.sent, &request.code);
    if let Some(at) = registration.confirmed_at {
        let reply = registration.reply.filter(|_| right);
        let body = reply.filter(|_| ctx.now.saturating_sub(at) < ANSWERS_AGAIN);
        return body
            .map(|body| Reply::written(201, body))
            .ok_or_else(|| ErrorCode::CodeExpired.into());
    }
    let sent = &mut registration.sent;
    if let Err(error) = sent_codes::check_code(ctx, tx, id.bytes(), sent, &request.code) {
        if was_sent {
            tx.save_registration(&registration)?;
        } else {
            ctx.service.volatile.save_registration(&registration);
        }
        return Err(error);
    }
    ctx.service.volatile.delete_registration(id);
    let account = open_account(ctx, tx, &registration)?;
    let sos = cose_key::from_bytes(&registration.sos).map_err(|_| InternalError)?;
    let reply = ConfirmReply {
        account: account.id.to_string(),
        holder: to_base64url(&holder_certificate(ctx, mark, sos)?),
        time: ctx.time()?,
    };
    let body = serde_json::to_vec(&reply).map_err(|_| InternalError)?;
    registration.confirmed_at = Some(ctx.now);
    registration.reply = Some(body.clone());
    tx.save_registration(&registration)?;
    Ok(Reply::written(201, body))
}

fn open_account(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    registration: &Registration,
) -> Result<Account, CommandError> {
    let known = tx.account_of(registration.key)?;
    if let Some(account) = &known {
        check_open(ctx, account)?;
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
        created_at: ctx.now,
        passes: 0,
        claimed_at: None,
        closed: None,
        closed_at: None,
    };
    tx.open_account(&account, ctx.now)?;
    Ok(account)
}

fn accepted(
    ctx: &CommandContext<'_>,
    id: RegistrationId,
    message: Option<TextMessage>,
) -> Result<Reply, CommandError> {
    let reply = RegistrationReply {
        reg: id.to_string(),
        resend_after: RESEND_AFTER,
        expires_in: CODE_LIFE,
        time: ctx.time()?,
    };
    Ok(Reply::json(202, &reply)?.about_code(message))
}

pub(super) fn check_token(ctx: &CommandContext<'_>, text: &str) -> Result<(), CommandError> {
    let bytes = from_base64url(text).ok_or_else(|| Refusal::in_field("time"))?;
    let token = TimeToken::read(&bytes, &ctx.published.trust_list, ctx.published.iss())
        .map_err(|_| ErrorCode::TokenOld)?;
    let age = ctx.now.checked_sub(token.iat);
    if token.iss != ctx.published.iss() || age.is_none_or(|age| age > TOKEN_AGE) {
        return Err(ErrorCode::TokenOld.into());
    }
    Ok(())
}
