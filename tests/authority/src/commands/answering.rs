//! The order of every command: whose signature, is it good, was it now, is it new, is it a
//! repetition; then what it asks for, with the reply kept in the same transaction
//! (`PROTOCOL.md §8.5`).

use std::cell::OnceCell;
use std::collections::HashMap;
use std::net::IpAddr;

use axum::body::Bytes;
use axum::http::HeaderMap;
use doorstep::crypto::sha256;
use doorstep::documents::cose_key;
use doorstep::model::{
    IdempotencyKey, LoanId, PassId, PhotoId, PublicKey, RegistrationId, Thumbprint, from_base64url,
    to_base64url,
};
use doorstep::requests::{
    Label, LinkRequest, LoanRequest, MediaType, PassRequest, Problem, RegistrationRequest,
};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::closing::check_open;
use super::coding::plain;
use super::erasing::erase;
use super::links::link;
use super::loans::{hand_over, lend, take_back};
use super::orders::claim;
use super::papers::paper;
use super::passes::issue;
use super::photos::{add_photo_part, photo_received, put_photo};
use super::registering::{confirm, register, resend};
use super::reports::report;
use super::syncing::sync;
use super::{CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, Service};
use crate::json;
use crate::online::Change;
use crate::routes::{Command, ServedRoute};
use crate::signatures::{Signatures, idempotency_key, upload_offset};
use crate::store::{Account, MOST_REPLIES, Scope, StoredReply, Transaction};

/// How far a request's time may lie from ours, in seconds.
const CLOCK_MAY_DIFFER: u64 = 300;
/// How long a reply is known at least, in seconds.
const REPLY_STAYS: u64 = 72 * 3600;
/// How long an account waits that has sent more than any person does, in seconds.
pub(super) const TOO_MANY_WAITS: u64 = 900;
/// How long a reply is known after the end of the pass in it, in seconds.
const REPLY_OUTLIVES: u64 = 86_400;

/// A command as it came in; nothing of it is believed yet.
pub(crate) struct ReceivedCommand {
    pub(crate) route: ServedRoute,
    pub(crate) command: Command,
    /// Path and query.
    pub(crate) target: String,
    /// The registration, the pass or the photo that the path names.
    pub(crate) named: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) peer: IpAddr,
}

/// What is asked for, by whom.
enum ParsedCommand {
    Register(Box<RegistrationRequest>, Keys),
    Resend(RegistrationId),
    Confirm(RegistrationId),
    Sync(Box<Account>),
    Pass(Box<PassRequest>, Box<Account>, PublicKey),
    Paper(PassId, Box<Account>),
    Claim(Box<Account>),
    Reports(Box<Account>),
    Photo(PhotoId, Box<Account>),
    PhotoReceived(PhotoId, Box<Account>),
    /// With the number of its first byte, if the request says one.
    PhotoPart(PhotoId, Option<u64>, Box<Account>),
    Loan(Box<LoanRequest>, Keys),
    Handover(LoanId, Box<Account>),
    Return(LoanId, Box<Account>),
    Link(Box<LinkRequest>, Keys),
    Erase(Box<Account>),
}

/// The two keys of a registration.
pub(super) struct Keys {
    pub(super) device: PublicKey,
    pub(super) sos: PublicKey,
}

/// Answers a command.
pub(crate) fn answer(service: &Service, arrived: &ReceivedCommand) -> Reply {
    match execute(service, arrived) {
        Ok(reply) => reply,
        Err(CommandError::Refused(refusal)) => refusal.reply(),
        Err(CommandError::Failed) => Refusal::of(ErrorCode::Failed).reply(),
    }
}

fn execute(service: &Service, arrived: &ReceivedCommand) -> Result<Reply, CommandError> {
    let now = service.clock.now()?;
    let target = format!("{}{}", service.origin, arrived.target);
    let labels = arrived.command.labels();
    let signatures =
        Signatures::read(arrived.route.method, &arrived.headers, &target, &arrived.body, labels)
            .ok_or(ErrorCode::SignatureInvalid)?;
    let device = signatures.key_of(Label::Dev).ok_or(ErrorCode::SignatureInvalid)?;
    let (parsed, keys, scope) = identify(service, arrived, device)?;
    let names = signatures.verify(&keys).ok_or(ErrorCode::SignatureInvalid)?;
    if now.abs_diff(signatures.created) > CLOCK_MAY_DIFFER {
        let token = service.publisher.last().keys.time_token(now, signatures.nonce)?;
        let problem = Problem { time: Some(to_base64url(&token)), ..Problem::default() };
        return Err(Refusal::with(ErrorCode::ClockDiffers, problem).into());
    }
    if arrived.route.takes.is_some_and(|takes| media_type(&arrived.headers) != Some(takes)) {
        return Err(ErrorCode::MediaTypeUnsupported.into());
    }
    let body = plain(arrived)?;
    let ctx = CommandContext {
        service,
        published: service.publisher.current()?,
        now,
        nonce: signatures.nonce,
        peer: arrived.peer,
        time_token: OnceCell::new(),
    };
    // Signed before the transaction: others wait for that.
    ctx.time()?;
    let reply = if arrived.command.is_repeatable() {
        run_repeatable(&ctx, scope, &names, |tx| run(&ctx, tx, &parsed, &body))?
    } else {
        let key = idempotency_key(&arrived.headers).ok_or(ErrorCode::IdempotencyKeyMissing)?;
        let key = key.ok_or(ErrorCode::Malformed)?;
        let request = IdempotentRequest {
            scope,
            route: arrived.command.template(),
            key,
            body: &arrived.body,
        };
        let run = |tx: &Transaction<'_>| run(&ctx, tx, &parsed, &body);
        run_once(&ctx, &names, &request, |tx| with_idempotency(&ctx, tx, &request, run))?
    };
    if matches!(parsed, ParsedCommand::Link(..)) && reply.code.is_none() {
        // The old phone's passes end now, and not when the list is signed anew.
        service.publisher.change(Change::Denied)?;
    }
    if let Some(message) = reply.message.clone() {
        service.messages.send(message);
    }
    Ok(reply)
}

/// The task, the keys that must have signed it, and whose idempotency keys these are.
type Identified = (ParsedCommand, Vec<(Label, PublicKey)>, Scope);

fn identify(
    service: &Service,
    arrived: &ReceivedCommand,
    device: Thumbprint,
) -> Result<Identified, CommandError> {
    match arrived.command {
        Command::Register => {
            let request: RegistrationRequest = parse(&arrived.body)?;
            let (keys, signing) = keys_of(&request.key, &request.sos)?;
            Ok((ParsedCommand::Register(Box::new(request), keys), signing, Scope::Device(device)))
        }
        Command::Loan => {
            let request: LoanRequest = parse(&arrived.body)?;
            let (keys, signing) = keys_of(&request.key, &request.sos)?;
            Ok((ParsedCommand::Loan(Box::new(request), keys), signing, Scope::Device(device)))
        }
        Command::Link => {
            let request: LinkRequest = parse(&arrived.body)?;
            let (keys, signing) = keys_of(&request.key, &request.sos)?;
            Ok((ParsedCommand::Link(Box::new(request), keys), signing, Scope::Device(device)))
        }
        Command::Resend | Command::Confirm => {
            let id: RegistrationId = arrived
                .named
                .as_deref()
                .and_then(|text| text.parse().ok())
                .ok_or(ErrorCode::Unknown)?;
            let known = match service.store.registration(id)? {
                Some(known) => known,
                None => {
                    let now = service.clock.now()?;
                    service.volatile.registration(id, now).ok_or(ErrorCode::Unknown)?
                }
            };
            let key = cose_key::from_bytes(&known.device).map_err(|_| InternalError)?;
            let parsed = if arrived.command == Command::Resend {
                ParsedCommand::Resend(id)
            } else {
                ParsedCommand::Confirm(id)
            };
            Ok((parsed, vec![(Label::Dev, key)], Scope::Device(device)))
        }
        Command::Sync
        | Command::Pass
        | Command::Paper
        | Command::Claim
        | Command::Reports
        | Command::Photo
        | Command::PhotoReceived
        | Command::PhotoPart
        | Command::Handover
        | Command::Return
        | Command::Erase => {
            let account = service.store.account_of(device)?.ok_or(ErrorCode::SignatureInvalid)?;
            let key = cose_key::from_bytes(&account.device).map_err(|_| InternalError)?;
            let scope = Scope::Account(account.id);
            let mut signing = vec![(Label::Dev, key)];
            let account = Box::new(account);
            let parsed = match arrived.command {
                Command::Pass => {
                    let request: PassRequest = parse(&arrived.body)?;
                    let holder = phone_key(&request.cnf, "cnf")?;
                    // Told here: two labels of one key would each take the nonce.
                    let bytes = cose_key::to_bytes(&holder);
                    if bytes == account.device || account.sos.as_ref() == Some(&bytes) {
                        return Err(Refusal::in_field("cnf").into());
                    }
                    signing.push((Label::Pass, holder.clone()));
                    ParsedCommand::Pass(Box::new(request), account, holder)
                }
                Command::Paper => {
                    let id = arrived.named.as_deref().and_then(|text| text.parse().ok());
                    ParsedCommand::Paper(id.ok_or(ErrorCode::Unknown)?, account)
                }
                Command::Claim => ParsedCommand::Claim(account),
                Command::Reports => ParsedCommand::Reports(account),
                Command::Photo => ParsedCommand::Photo(photo_of(arrived)?, account),
                Command::PhotoReceived => ParsedCommand::PhotoReceived(photo_of(arrived)?, account),
                Command::PhotoPart => {
                    let offset = upload_offset(&arrived.headers);
                    ParsedCommand::PhotoPart(photo_of(arrived)?, offset, account)
                }
                Command::Handover => ParsedCommand::Handover(loan_of(arrived)?, account),
                Command::Return => ParsedCommand::Return(loan_of(arrived)?, account),
                Command::Erase => ParsedCommand::Erase(account),
                _ => ParsedCommand::Sync(account),
            };
            Ok((parsed, signing, scope))
        }
    }
}

fn run(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    parsed: &ParsedCommand,
    body: &[u8],
) -> Result<Reply, CommandError> {
    match parsed {
        ParsedCommand::Register(request, keys) => register(ctx, tx, request, keys),
        ParsedCommand::Resend(id) => {
            parse::<EmptyObject>(body)?;
            resend(ctx, tx, *id)
        }
        ParsedCommand::Confirm(id) => confirm(ctx, tx, *id, &parse(body)?),
        ParsedCommand::Sync(account) => {
            parse::<SyncShape>(body)?;
            sync(ctx, tx, account, &parse(body)?)
        }
        ParsedCommand::Pass(request, account, holder) => {
            let account = open(ctx, tx, account)?;
            issue(ctx, tx, &account, request, holder)
        }
        ParsedCommand::Paper(id, account) => {
            paper(ctx, tx, &open(ctx, tx, account)?, *id, &parse(body)?)
        }
        ParsedCommand::Claim(account) => claim(ctx, tx, &open(ctx, tx, account)?, &parse(body)?),
        ParsedCommand::Reports(account) => report(ctx, tx, account, body),
        ParsedCommand::Photo(photo, account) => put_photo(ctx, tx, account, *photo, body),
        ParsedCommand::PhotoReceived(photo, account) => photo_received(ctx, tx, account, *photo),
        ParsedCommand::PhotoPart(photo, offset, account) => {
            add_photo_part(ctx, tx, account, (*photo, *offset), body)
        }
        ParsedCommand::Loan(request, keys) => lend(ctx, tx, request, keys),
        ParsedCommand::Handover(loan, account) => {
            hand_over(ctx, tx, &open(ctx, tx, account)?, *loan, &parse(body)?)
        }
        ParsedCommand::Return(loan, account) => take_back(ctx, tx, account, *loan, &parse(body)?),
        ParsedCommand::Link(request, keys) => link(ctx, tx, request, keys),
        ParsedCommand::Erase(account) => {
            parse::<EmptyObject>(body)?;
            erase(ctx, tx, &open(ctx, tx, account)?)
        }
    }
}

/// The two keys of whoever registers, as they must have signed.
fn keys_of(key: &str, sos: &str) -> Result<(Keys, Vec<(Label, PublicKey)>), CommandError> {
    let keys = Keys { device: phone_key(key, "key")?, sos: phone_key(sos, "sos")? };
    if keys.device == keys.sos {
        return Err(Refusal::in_field("sos").into());
    }
    let signing = vec![(Label::Dev, keys.device.clone()), (Label::Sos, keys.sos.clone())];
    Ok((keys, signing))
}

/// The loan that the path names.
fn loan_of(arrived: &ReceivedCommand) -> Result<LoanId, ErrorCode> {
    arrived.named.as_deref().and_then(|text| text.parse().ok()).ok_or(ErrorCode::Unknown)
}

/// The photo that the path names.
fn photo_of(arrived: &ReceivedCommand) -> Result<PhotoId, ErrorCode> {
    arrived.named.as_deref().and_then(|text| text.parse().ok()).ok_or(ErrorCode::Unknown)
}

/// The account as it stands now, if it is not closed.
fn open(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
) -> Result<Account, CommandError> {
    let current = tx.account_of(account.key)?.ok_or(ErrorCode::SignatureInvalid)?;
    check_open(ctx, &current)?;
    Ok(current)
}

/// A command that what it says makes the same however often it comes: its nonce counts once, its reply
/// is not kept.
fn run_repeatable(
    ctx: &CommandContext<'_>,
    scope: Scope,
    keys: &[Thumbprint],
    run: impl FnOnce(&Transaction<'_>) -> Result<Reply, CommandError>,
) -> Result<Reply, InternalError> {
    ctx.service.store.in_transaction(ctx.now, |tx| {
        if let Some(refused) = check_replay(ctx, tx, scope, keys)? {
            return Ok(refused.reply());
        }
        refusal_as_reply(run(tx))
    })
}

/// What makes a repetition one.
pub(crate) struct IdempotentRequest<'a> {
    pub(crate) scope: Scope,
    pub(crate) route: &'static str,
    pub(crate) key: IdempotencyKey,
    pub(crate) body: &'a [u8],
}

impl IdempotentRequest<'_> {
    fn name(&self) -> Vec<u8> {
        [self.scope.bytes(), self.key.bytes(), self.route.as_bytes()].concat()
    }
}

/// A command with one effect, however often it comes.
fn run_once(
    ctx: &CommandContext<'_>,
    keys: &[Thumbprint],
    request: &IdempotentRequest<'_>,
    run: impl FnOnce(&Transaction<'_>) -> Result<Reply, InternalError>,
) -> Result<Reply, InternalError> {
    let Some(_guard) = ctx.service.in_flight.enter(request.name()) else {
        return Ok(Refusal::in_progress().reply());
    };
    ctx.service.store.in_transaction(ctx.now, |tx| {
        if let Some(refused) = check_replay(ctx, tx, request.scope, keys)? {
            return Ok(refused.reply());
        }
        run(tx)
    })
}

/// The reply that is known under this key, or that of what is done now, which is then known.
pub(crate) fn with_idempotency(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    request: &IdempotentRequest<'_>,
    run: impl FnOnce(&Transaction<'_>) -> Result<Reply, CommandError>,
) -> Result<Reply, InternalError> {
    let digest = sha256(request.body);
    let volatile = &ctx.service.volatile;
    let kept = match tx.reply(&request.scope, request.route, request.key)? {
        Some(kept) => Some(kept),
        None => volatile.reply(&request.name(), ctx.now),
    };
    if let Some(kept) = kept {
        return Ok(if kept.digest == digest {
            stored_reply(kept)
        } else {
            Refusal::of(ErrorCode::IdempotencyMismatch).reply()
        });
    }
    let has_account = matches!(request.scope, Scope::Account(_));
    // Erasing is always possible, once.
    if has_account
        && request.route != Command::Erase.template()
        && tx.replies(&request.scope)? >= MOST_REPLIES
    {
        return Ok(Refusal::wait(TOO_MANY_WAITS).reply());
    }
    let reply = refusal_as_reply(run(tx))?;
    if is_stored(reply.status) {
        let content_expires_at =
            reply.content_expires_at.map_or(0, |end| end.saturating_add(REPLY_OUTLIVES));
        let kept = StoredReply {
            digest,
            status: reply.status,
            code: reply.code.map(|code| code.name().to_owned()),
            body: reply.body.clone(),
            keep_until: ctx.now.saturating_add(REPLY_STAYS).max(content_expires_at),
        };
        if has_account || reply.is_durable {
            tx.save_reply(&request.scope, request.route, request.key, &kept)?;
        } else {
            tx.save_and_delete_reply(&request.scope, request.route, request.key, &kept)?;
            volatile.save_reply(request.name(), kept);
        }
    }
    Ok(reply)
}

/// Why a request is not looked at: its nonce was used, or its account has sent too many. Nonces of keys
/// without an account are known in memory alone: anybody can make such keys.
fn check_replay(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    scope: Scope,
    keys: &[Thumbprint],
) -> Result<Option<Refusal>, InternalError> {
    let Scope::Account(_) = scope else {
        let fresh = keys.iter().all(|key| ctx.service.volatile.use_nonce(*key, ctx.nonce));
        return Ok((!fresh).then(|| Refusal::of(ErrorCode::Replayed)));
    };
    if let Some(device) = keys.first()
        && tx.is_over_limit(*device, ctx.now)?
    {
        return Ok(Some(Refusal::wait(TOO_MANY_WAITS)));
    }
    for key in keys {
        if !tx.use_nonce(*key, ctx.nonce, ctx.now)? {
            return Ok(Some(Refusal::of(ErrorCode::Replayed)));
        }
    }
    Ok(None)
}

/// A refusal is an answer whose effects stay, such as a try that was used up.
fn refusal_as_reply(outcome: Result<Reply, CommandError>) -> Result<Reply, InternalError> {
    match outcome {
        Ok(reply) => Ok(reply),
        Err(CommandError::Refused(refusal)) => Ok(refusal.reply()),
        Err(CommandError::Failed) => Err(InternalError),
    }
}

/// The reply that went out before, byte for byte.
fn stored_reply(kept: StoredReply) -> Reply {
    Reply {
        status: kept.status,
        code: kept.code.as_deref().and_then(ErrorCode::named),
        body: kept.body,
        retry_after: None,
        content_expires_at: None,
        message: None,
        is_durable: true,
    }
}

/// What may come out differently at the next try is not kept.
fn is_stored(status: u16) -> bool {
    status < 500 && !matches!(status, 401 | 408 | 409 | 425 | 429)
}

fn media_type(headers: &HeaderMap) -> Option<MediaType> {
    MediaType::of(headers.get("content-type")?.to_str().ok()?)
}

/// The object in a body. A list whose items are its fields in their order would be taken, too.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ErrorCode> {
    let is_object = body.trim_ascii_start().starts_with(b"{") && json::check(body).is_ok();
    serde_json::from_slice(body).ok().filter(|_| is_object).ok_or(ErrorCode::Malformed)
}

/// An object of which nothing is read.
#[derive(Deserialize)]
struct EmptyObject {}

/// A sync whose inner object is one.
#[derive(Deserialize)]
struct SyncShape {
    #[serde(default, rename = "seen")]
    _seen: HashMap<String, IgnoredAny>,
}

/// A key of a phone: P-256 is all that their hardware has.
fn phone_key(text: &str, field: &'static str) -> Result<PublicKey, CommandError> {
    from_base64url(text)
        .and_then(|bytes| cose_key::from_bytes(&bytes).ok())
        .filter(|key| matches!(key, PublicKey::P256 { .. }))
        .ok_or_else(|| Refusal::in_field(field).into())
}
