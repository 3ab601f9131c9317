//! Typed codes: given with a pass, and looked up by whoever reads one (`PROTOCOL.md §15.8`).
//!
//! The mark on a pass stands nowhere at the authority, so what a code names is kept closed under a
//! key that only the code gives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use doorstep::crypto::{NONCE_LEN, SealingKey};
use doorstep::documents::{
    CodeAnswer, CodeResult, Credential, KeyUse, NamedPass, PassClaims, read_signed,
};
use doorstep::model::{Nonce, PassId, TypedCode};
use doorstep::requests::CodeRequest;

use super::answering::parse;
use super::sent_codes::network;
use super::{CommandContext, CommandError, InternalError, Refusal, Service, draw};
use crate::online::{Published, close};
use crate::store::Transaction;

/// Look-ups of one network in a minute.
const FROM_ONE: u32 = 20;
/// Look-ups of all in a minute: what a city's inspectors need, and nobody who guesses.
const FROM_ALL: u32 = 6_000;
const MINUTE: u64 = 60;

/// Gives a pass a code.
pub(super) fn assign(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    pass: &[u8],
    exp: u64,
) -> Result<TypedCode, CommandError> {
    let code = TypedCode::drawn(|| draw::<1>().map(|[byte]| byte))?;
    keep(ctx, tx, code, pass, exp)?;
    Ok(code)
}

/// Gives the paper of this name its code: the same one each time, drawn by the server's key, because
/// the code stands nowhere that it could be read from again.
pub(super) fn assign_to_paper(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    id: PassId,
    paper: &[u8],
    exp: u64,
) -> Result<TypedCode, CommandError> {
    let mut drawn = (0_u64..).map(|n| {
        let seed = format!("paper-code:{id}:{n}");
        ctx.service.server.mac(seed.as_bytes())[0]
    });
    let code = TypedCode::drawn(|| drawn.next().ok_or(InternalError))?;
    keep(ctx, tx, code, paper, exp)?;
    Ok(code)
}

fn keep(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    code: TypedCode,
    pass: &[u8],
    exp: u64,
) -> Result<(), CommandError> {
    let name = mac(ctx.service, "code", code);
    let nonce = draw::<NONCE_LEN>()?;
    let sealed = key(ctx.service, code)?.seal(nonce, &name, pass).map_err(|_| InternalError)?;
    tx.save_code(&name, &[nonce.as_slice(), &sealed].concat(), exp)?;
    Ok(())
}

/// `POST /v1/codes`: the signed answer.
pub(crate) fn look_up(
    service: &Service,
    peer: IpAddr,
    body: &[u8],
) -> Result<Vec<u8>, CommandError> {
    let now = service.clock.now()?;
    let request: CodeRequest = parse(body)?;
    let nonce: Nonce = request.nonce.parse().map_err(|_| Refusal::in_field("nonce"))?;
    let code = TypedCode::read(&request.code).map_err(|_| Refusal::in_field("code"))?;
    check_lookups(service, peer, now)?;
    let published = service.publisher.current()?;
    let other_act =
        |result| result == CodeResult::NotInForce && published.region.act_in_force(now).is_some();
    let (result, pass) = match named(service, &published, code)? {
        CodeTarget::Nothing => (CodeResult::Unknown, None),
        CodeTarget::Withdrawn => (CodeResult::KeyRevoked, None),
        CodeTarget::Pass(pass) => {
            let denied_from = service.store.denied_from(pass.id)?;
            let result = standing(&pass, denied_from, &published, now);
            let PassClaims { purpose, nbf, exp, sub, .. } = *pass;
            (result, Some(NamedPass { purpose, nbf, exp, sub }))
        }
    };
    let answer = CodeAnswer {
        iss: published.iss().to_owned(),
        iat: now,
        nonce,
        result,
        other_act: other_act(result),
        pass,
    };
    let key = &published.keys.status;
    Ok(close(key, answer.draft(key.public()))?)
}

/// Counts a look-up of a code, whatever it names; `wait` if there were too many.
pub(super) fn check_lookups(service: &Service, peer: IpAddr, now: u64) -> Result<(), CommandError> {
    let peer = peer.to_canonical();
    if (!peer.is_loopback() || service.strict_budgets) && !service.lookup_limiter.allow(peer, now) {
        // Not all at once when the minute is over.
        let [spread] = draw::<1>()?;
        let wait = MINUTE.saturating_sub(now % MINUTE).saturating_add(u64::from(spread) % 30);
        return Err(Refusal::wait(wait).into());
    }
    Ok(())
}

/// What a code names.
enum CodeTarget {
    Nothing,
    /// A pass whose signature proves nothing any more.
    Withdrawn,
    Pass(Box<PassClaims>),
}

fn named(
    service: &Service,
    published: &Published,
    code: TypedCode,
) -> Result<CodeTarget, InternalError> {
    let name = mac(service, "code", code);
    let Some(kept) = service.store.code(&name)? else { return Ok(CodeTarget::Nothing) };
    let (nonce, sealed) = kept.split_first_chunk::<NONCE_LEN>().ok_or(InternalError)?;
    let bytes = key(service, code)?.open(*nonce, &name, sealed).map_err(|_| InternalError)?;
    let signed = read_signed(&bytes).map_err(|_| InternalError)?;
    let keys = published.trust_list.good_keys(KeyUse::Pass, published.iss());
    let payload = keys.iter().find_map(|key| signed.open(key));
    match payload.map(Credential::read) {
        Some(Ok(Credential::Pass(pass))) => Ok(CodeTarget::Pass(Box::new(pass))),
        Some(_) => Err(InternalError),
        None => Ok(CodeTarget::Withdrawn),
    }
}

/// How a pass stands, by the checks of an inspection in their order.
pub(crate) fn standing(
    pass: &PassClaims,
    denied_from: Option<u64>,
    published: &Published,
    now: u64,
) -> CodeResult {
    let rules = &published.region;
    if !rules.act(pass.act).is_some_and(|act| act.in_force(now)) {
        return CodeResult::NotInForce;
    }
    if pass.exp <= now {
        return CodeResult::Expired;
    }
    if pass.nbf > now {
        return CodeResult::NotYetValid;
    }
    match denied_from.filter(|from| *from <= now) {
        None => CodeResult::Valid,
        Some(from) if pass.nbf <= from && now < from.saturating_add(rules.grace_of(pass.exp)) => {
            CodeResult::ReturnHomeOnly
        }
        Some(_) => CodeResult::Revoked,
    }
}

fn mac(service: &Service, kind: &str, code: TypedCode) -> [u8; 32] {
    service.server.mac(format!("{kind}:{code}").as_bytes())
}

fn key(service: &Service, code: TypedCode) -> Result<SealingKey, InternalError> {
    SealingKey::new(&mac(service, "code-key", code)).map_err(|_| InternalError)
}

/// Which networks asked how often in this minute. Kept in memory alone: no log says who asked.
#[derive(Default)]
pub(crate) struct LookupLimiter(Mutex<Minute>);

#[derive(Default)]
struct Minute {
    number: u64,
    all: u32,
    by_network: HashMap<String, u32>,
}

impl LookupLimiter {
    /// Counts a look-up; whether it is within the budgets. What is refused takes no room.
    fn allow(&self, peer: IpAddr, now: u64) -> bool {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != now / MINUTE {
            *minute = Minute { number: now / MINUTE, ..Minute::default() };
        }
        let network = network(peer);
        let asked = minute.by_network.get(&network).copied().unwrap_or_default();
        let may = asked < FROM_ONE && minute.all < FROM_ALL;
        if may {
            minute.by_network.insert(network, asked + 1);
            minute.all += 1;
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_and_all_together_have_a_budget_a_minute() {
        let limiter = LookupLimiter::default();
        let source = |n: u32| IpAddr::from((n << 8).to_be_bytes());
        assert!((0..FROM_ONE).all(|_| limiter.allow(source(1), 600)));
        assert!(!limiter.allow(source(1), 659));
        // Neighbours share a budget: addresses cost nothing.
        assert!(!limiter.allow(IpAddr::from((256_u32 + 7).to_be_bytes()), 659));
        assert!(limiter.allow(source(2), 659));
        assert!(limiter.allow(source(1), 660));
        let others = (3..).map(source);
        let let_by = others.flat_map(|one| (0..FROM_ONE).map(move |_| one)).take(7_000);
        let let_by = let_by.filter(|one| limiter.allow(*one, 719)).count();
        assert_eq!(let_by, usize::try_from(FROM_ALL).unwrap() - 1);
    }
}
