//! The order of every command: whose signature, is it good, was it now, is it new, is it a
//! repetition; then what it asks for, with the reply kept in the same transaction
//! (`PROTOCOL.md §8.5`).

use std::collections::HashMap;
use std::net::IpAddr;

use axum::body::Bytes;
use axum::http::HeaderMap;
use doorstep::crypto::sha256;
use doorstep::documents::cose_key;
use doorstep::model::{
    IdempotencyKey, PassId, PublicKey, RegistrationId, Thumbprint, from_base64url, to_base64url,
};
use doorstep::requests::{JSON, Label, PassRequest, Problem, RegistrationRequest};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::closing::check_open;
use super::erasing::erase;
use super::papers::paper;
use super::passes::issue;
use super::registering::{confirm, register, resend};
use super::syncing::sync;
use super::{Call, Code, Fault, Refusal, Reply, Service, Stop};
use crate::json;
use crate::routes::Command;
use crate::signatures::{Signatures, idempotency_key};
use crate::store::{Account, MOST_REPLIES, Scope, StoredReply, Work};

/// How far a request's time may lie from ours, in seconds.
const CLOCK_MAY_DIFFER: u64 = 300;
/// How long a reply is known at least, in seconds.
const REPLY_STAYS: u64 = 72 * 3600;
/// How long an account waits that has sent more than any person does, in seconds.
const TOO_MANY_WAITS: u64 = 900;
/// How long a reply is known after the end of the pass in it, in seconds.
const REPLY_OUTLIVES: u64 = 86_400;

/// A command as it came in; nothing of it is believed yet.
pub(crate) struct Arrived {
    pub(crate) command: Command,
    /// Path and query.
    pub(crate) target: String,
    /// The registration or the pass that the path names.
    pub(crate) named: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) peer: IpAddr,
}

/// What is asked for, by whom.
enum Task {
    Register(Box<RegistrationRequest>, Keys),
    Resend(RegistrationId),
    Confirm(RegistrationId),
    Sync(Box<Account>),
    Pass(Box<PassRequest>, Box<Account>, PublicKey),
    Paper(PassId, Box<Account>),
    Erase(Box<Account>),
}

/// The two keys of a registration.
pub(super) struct Keys {
    pub(super) device: PublicKey,
    pub(super) sos: PublicKey,
}

/// Answers a command.
pub(crate) fn answer(service: &Service, arrived: &Arrived) -> Reply {
    match work_on(service, arrived) {
        Ok(reply) => reply,
        Err(Stop::Refused(refusal)) => refusal.reply(),
        Err(Stop::Failed) => Refusal::of(Code::Failed).reply(),
    }
}

fn work_on(service: &Service, arrived: &Arrived) -> Result<Reply, Stop> {
    let now = service.clock.now();
    let target = format!("{}{}", service.origin, arrived.target);
    let labels = arrived.command.labels();
    let signatures = Signatures::read(&arrived.headers, &target, &arrived.body, labels)
        .ok_or(Code::SignatureInvalid)?;
    let device = signatures.key_of(Label::Dev).ok_or(Code::SignatureInvalid)?;
    let (task, keys, scope) = identify(service, arrived, device)?;
    if !signatures.verify(&keys) {
        return Err(Code::SignatureInvalid.into());
    }
    if now.abs_diff(signatures.created) > CLOCK_MAY_DIFFER {
        let token = service.publisher.last().keys.time_token(now, signatures.nonce)?;
        let problem = Problem { time: Some(to_base64url(&token)), ..Problem::default() };
        return Err(Refusal::with(Code::ClockDiffers, problem).into());
    }
    if !is_json(&arrived.headers) {
        return Err(Code::MediaType.into());
    }
    let call = Call {
        service,
        published: service.publisher.current()?,
        now,
        nonce: signatures.nonce,
        peer: arrived.peer,
    };
    let names: Vec<Thumbprint> = keys.iter().map(|(_, key)| cose_key::thumbprint(key)).collect();
    let reply = if arrived.command.is_repeatable() {
        unrepeated(&call, scope, &names, |work| perform(&call, work, &task, &arrived.body))?
    } else {
        let key = idempotency_key(&arrived.headers).ok_or(Code::IdempotencyKeyMissing)?;
        let key = key.ok_or(Code::Malformed)?;
        let once = Once { scope, route: arrived.command.template(), key, body: &arrived.body };
        repeated(&call, &names, &once, |work| perform(&call, work, &task, &arrived.body))?
    };
    if let Some(message) = reply.message.clone() {
        service.messages.send(message);
    }
    Ok(reply)
}

/// The task, the keys that must have signed it, and whose idempotency keys these are.
type Identified = (Task, Vec<(Label, PublicKey)>, Scope);

fn identify(service: &Service, arrived: &Arrived, device: Thumbprint) -> Result<Identified, Stop> {
    match arrived.command {
        Command::Register => {
            let request: RegistrationRequest = parse(&arrived.body)?;
            let keys = Keys {
                device: phone_key(&request.key, "key")?,
                sos: phone_key(&request.sos, "sos")?,
            };
            if keys.device == keys.sos {
                return Err(Refusal::in_field("sos").into());
            }
            let signing = vec![(Label::Dev, keys.device.clone()), (Label::Sos, keys.sos.clone())];
            Ok((Task::Register(Box::new(request), keys), signing, Scope::Device(device)))
        }
        Command::Resend | Command::Confirm => {
            let id: RegistrationId =
                arrived.named.as_deref().and_then(|text| text.parse().ok()).ok_or(Code::Unknown)?;
            let known = match service.store.registration(id)? {
                Some(known) => known,
                None => {
                    let now = service.clock.now();
                    service.unsent.registration(id, now).ok_or(Code::Unknown)?
                }
            };
            let key = cose_key::from_bytes(&known.device).map_err(|_| Fault)?;
            let task = if arrived.command == Command::Resend {
                Task::Resend(id)
            } else {
                Task::Confirm(id)
            };
            Ok((task, vec![(Label::Dev, key)], Scope::Device(device)))
        }
        Command::Sync | Command::Pass | Command::Paper | Command::Erase => {
            let account = service.store.account_of(device)?.ok_or(Code::SignatureInvalid)?;
            let key = cose_key::from_bytes(&account.device).map_err(|_| Fault)?;
            let scope = Scope::Account(account.id);
            let mut signing = vec![(Label::Dev, key)];
            let account = Box::new(account);
            let task = match arrived.command {
                Command::Pass => {
                    let request: PassRequest = parse(&arrived.body)?;
                    let holder = phone_key(&request.cnf, "cnf")?;
                    // Told here: two labels of one key would each take the nonce.
                    let bytes = cose_key::to_bytes(&holder);
                    if bytes == account.device || account.sos.as_ref() == Some(&bytes) {
                        return Err(Refusal::in_field("cnf").into());
                    }
                    signing.push((Label::Pass, holder.clone()));
                    Task::Pass(Box::new(request), account, holder)
                }
                Command::Paper => {
                    let id = arrived.named.as_deref().and_then(|text| text.parse().ok());
                    Task::Paper(id.ok_or(Code::Unknown)?, account)
                }
                Command::Erase => Task::Erase(account),
                _ => Task::Sync(account),
            };
            Ok((task, signing, scope))
        }
    }
}

fn perform(call: &Call<'_>, work: &Work<'_>, task: &Task, body: &[u8]) -> Result<Reply, Stop> {
    match task {
        Task::Register(request, keys) => register(call, work, request, keys),
        Task::Resend(id) => {
            parse::<Nothing>(body)?;
            resend(call, work, *id)
        }
        Task::Confirm(id) => confirm(call, work, *id, &parse(body)?),
        Task::Sync(account) => {
            parse::<SyncShape>(body)?;
            sync(call, work, account, &parse(body)?)
        }
        Task::Pass(request, account, holder) => {
            let account = open(call, work, account)?;
            issue(call, work, &account, request, holder)
        }
        Task::Paper(id, account) => {
            paper(call, work, &open(call, work, account)?, *id, &parse(body)?)
        }
        Task::Erase(account) => {
            parse::<Nothing>(body)?;
            erase(call, work, &open(call, work, account)?)
        }
    }
}

/// The account as it stands now, if it is not closed.
fn open(call: &Call<'_>, work: &Work<'_>, account: &Account) -> Result<Account, Stop> {
    let current = work.account_of(account.key)?.ok_or(Code::SignatureInvalid)?;
    check_open(call, &current)?;
    Ok(current)
}

/// A command without lasting effects: its nonce counts once, its reply is not kept.
fn unrepeated(
    call: &Call<'_>,
    scope: Scope,
    keys: &[Thumbprint],
    perform: impl FnOnce(&Work<'_>) -> Result<Reply, Stop>,
) -> Result<Reply, Fault> {
    call.service.store.once(call.now, |work| {
        if let Some(refused) = not_now(call, work, scope, keys)? {
            return Ok(refused.reply());
        }
        settled(perform(work))
    })
}

/// What makes a repetition one.
pub(crate) struct Once<'a> {
    pub(crate) scope: Scope,
    pub(crate) route: &'static str,
    pub(crate) key: IdempotencyKey,
    pub(crate) body: &'a [u8],
}

impl Once<'_> {
    fn name(&self) -> Vec<u8> {
        [self.scope.bytes(), self.key.bytes(), self.route.as_bytes()].concat()
    }
}

/// A command with one effect, however often it comes.
fn repeated(
    call: &Call<'_>,
    keys: &[Thumbprint],
    once: &Once<'_>,
    perform: impl FnOnce(&Work<'_>) -> Result<Reply, Stop>,
) -> Result<Reply, Fault> {
    let Some(_inside) = call.service.running.enter(once.name()) else {
        return Ok(Refusal::in_progress().reply());
    };
    call.service.store.once(call.now, |work| {
        if let Some(refused) = not_now(call, work, once.scope, keys)? {
            return Ok(refused.reply());
        }
        one_effect(call, work, once, perform)
    })
}

/// The reply that is known under this key, or that of what is done now, which is then known.
pub(crate) fn one_effect(
    call: &Call<'_>,
    work: &Work<'_>,
    once: &Once<'_>,
    perform: impl FnOnce(&Work<'_>) -> Result<Reply, Stop>,
) -> Result<Reply, Fault> {
    let digest = sha256(once.body);
    let unsent = &call.service.unsent;
    let kept = match work.reply(&once.scope, once.route, once.key)? {
        Some(kept) => Some(kept),
        None => unsent.reply(&once.name(), call.now),
    };
    if let Some(kept) = kept {
        return Ok(if kept.digest == digest {
            again(kept)
        } else {
            Refusal::of(Code::IdempotencyMismatch).reply()
        });
    }
    let has_account = matches!(once.scope, Scope::Account(_));
    // Erasing is always possible, once.
    if has_account
        && once.route != Command::Erase.template()
        && work.replies(&once.scope)? >= MOST_REPLIES
    {
        return Ok(Refusal::wait(TOO_MANY_WAITS).reply());
    }
    let reply = settled(perform(work))?;
    if is_kept(reply.status) {
        let outlives = reply.outlives.map_or(0, |end| end.saturating_add(REPLY_OUTLIVES));
        let kept = StoredReply {
            digest,
            status: reply.status,
            code: reply.code.map(|code| code.name().to_owned()),
            body: reply.body.clone(),
            keep_until: call.now.saturating_add(REPLY_STAYS).max(outlives),
        };
        if has_account || reply.lasts {
            work.keep_reply(&once.scope, once.route, once.key, &kept)?;
        } else {
            work.pass_over_reply(&once.scope, once.route, once.key, &kept)?;
            unsent.keep_reply(once.name(), kept);
        }
    }
    Ok(reply)
}

/// Why a request is not looked at: its nonce was used, or its account has sent too many. Nonces of keys
/// without an account are known in memory alone: anybody can make such keys.
fn not_now(
    call: &Call<'_>,
    work: &Work<'_>,
    scope: Scope,
    keys: &[Thumbprint],
) -> Result<Option<Refusal>, Fault> {
    let Scope::Account(_) = scope else {
        let fresh = keys.iter().all(|key| call.service.unsent.first_use(*key, call.nonce));
        return Ok((!fresh).then(|| Refusal::of(Code::Replayed)));
    };
    if let Some(device) = keys.first()
        && work.is_busy(*device, call.now)?
    {
        return Ok(Some(Refusal::wait(TOO_MANY_WAITS)));
    }
    for key in keys {
        if !work.first_use(*key, call.nonce, call.now)? {
            return Ok(Some(Refusal::of(Code::Replayed)));
        }
    }
    Ok(None)
}

/// A refusal is an answer whose effects stay, such as a try that was used up.
fn settled(outcome: Result<Reply, Stop>) -> Result<Reply, Fault> {
    match outcome {
        Ok(reply) => Ok(reply),
        Err(Stop::Refused(refusal)) => Ok(refusal.reply()),
        Err(Stop::Failed) => Err(Fault),
    }
}

/// The reply that went out before, byte for byte.
fn again(kept: StoredReply) -> Reply {
    Reply {
        status: kept.status,
        code: kept.code.as_deref().and_then(Code::named),
        body: kept.body,
        retry_after: None,
        outlives: None,
        message: None,
        lasts: true,
    }
}

/// What may come out differently at the next try is not kept.
fn is_kept(status: u16) -> bool {
    status < 500 && !matches!(status, 401 | 408 | 409 | 425 | 429)
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get("content-type").and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(JSON)
}

/// The object in a body. A list whose items are its fields in their order would be taken, too.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Code> {
    let is_object = body.trim_ascii_start().starts_with(b"{") && json::check(body).is_ok();
    serde_json::from_slice(body).ok().filter(|_| is_object).ok_or(Code::Malformed)
}

/// An object of which nothing is read.
#[derive(Deserialize)]
struct Nothing {}

/// A sync whose inner object is one.
#[derive(Deserialize)]
struct SyncShape {
    #[serde(default, rename = "seen")]
    _seen: HashMap<String, IgnoredAny>,
}

/// A key of a phone: P-256 is all that their hardware has.
fn phone_key(text: &str, field: &'static str) -> Result<PublicKey, Stop> {
    from_base64url(text)
        .and_then(|bytes| cose_key::from_bytes(&bytes).ok())
        .filter(|key| matches!(key, PublicKey::P256 { .. }))
        .ok_or_else(|| Refusal::in_field(field).into())
}
