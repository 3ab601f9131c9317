//! Pass requests: what the rules say to one, and the pass if they say nothing against it
//! (`PROTOCOL.md §11.3`).

use doorstep::documents::{
    KeyUse, PassClaims, Purpose, QuotaLimit, Rules, Span, StatusRef, cose_key,
};
use doorstep::model::{AccountId, HolderHint, PassId, Period, PublicKey, TypedCode, to_base64url};
use doorstep::pass::{self as law, Objection};
use doorstep::requests::{PassReply, PassRequest, Problem, QuotaCount};

use super::place::is_place;
use super::{
    CommandContext, CommandError, ErrorCode, InternalError, Refusal, Reply, codes, credentials,
    draw,
};
use crate::online::{Published, status_list};
use crate::orders::{Exit, is_permitted};
use crate::store::{Account, NewPass, NumberMac, QuotaUses, Transaction};

/// Longest single exit, in seconds: what lasts longer stands in the status list, and not in the deny
/// list, which everybody fetches.
const SINGLE_EXIT: u64 = 86_400;
/// Most passes of one number in a local day, of all purposes together.
const MOST_A_DAY: u64 = 48;
/// What all passes of a number are counted under: no purpose has this number, which is the largest that
/// a database keeps.
pub(super) const ANY_PURPOSE: u64 = i64::MAX as u64;
/// The same for passes of permitted exits, which take none of those.
const PERMITTED_EXITS: u64 = ANY_PURPOSE - 1;

/// `POST /v1/passes`.
pub(super) fn issue(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    request: &PassRequest,
    holder: &PublicKey,
) -> Result<Reply, CommandError> {
    let rules = &ctx.published.region;
    check_form(request)?;
    // One key, one use: two passes under one key would show that they are one person's.
    let key = cose_key::thumbprint(holder);
    if tx.is_pass_key(key)?
        || tx.account_of(key)?.is_some()
        || tx.is_emergency_key_of_other(&cose_key::to_bytes(holder), account.key)?
    {
        return Err(Refusal::in_field("cnf").into());
    }
    let sub = HolderHint::from_wire(request.sub.as_deref().unwrap_or("-"))
        .ok_or(ErrorCode::SubInvalid)?;
    let id = PassId::new(draw()?);
    let replaces = request.replaces.as_deref().map(|text| text.parse::<PassId>());
    let (granted, quota) = match replaces.transpose().map_err(|_| Refusal::in_field("instead"))? {
        None => {
            // A lent device has nobody's number under which to count.
            let number = account.number.ok_or(ErrorCode::PurposeUnknown)?;
            let uses = tx.quota_uses(&number, request.purpose, ctx.now)?;
            let granted = judge(rules, ctx.now, request, &uses)?;
            let quota = match request.permission.as_deref() {
                None => {
                    let quota = count(ctx, tx, &number, &granted, &uses)?;
                    count_daily(ctx, tx, &number, ANY_PURPOSE)?;
                    quota
                }
                Some(permission) => {
                    check_permission(ctx, tx, account.id, permission, &granted)?;
                    count_daily(ctx, tx, &number, PERMITTED_EXITS)?;
                    granted.used(rules, ctx.now, &uses)
                }
            };
            (granted, quota)
        }
        Some(_) if request.permission.is_some() => {
            return Err(Refusal::in_field("permission").into());
        }
        Some(old) => {
            let granted = reissue(ctx, tx, account, request, old)?;
            tx.replace(old, id)?;
            (granted, None)
        }
    };
    let to = PassRecipient { account: Some(account.id), holder: Some(holder), sub };
    let issued = issue_pass(ctx, tx, id, &granted, to, request.place.clone())?;
    let reply = PassReply {
        pass: to_base64url(&issued.pass),
        code: Some(issued.code.to_string()),
        quota,
        time: ctx.time()?,
    };
    Ok(Reply { content_expires_at: Some(issued.exp), ..Reply::json(201, &reply)? })
}

/// Who gets a pass.
pub(super) struct PassRecipient<'a> {
    /// Nobody's, if there is only a number.
    pub(super) account: Option<AccountId>,
    /// The key that shows it; none on paper.
    pub(super) holder: Option<&'a PublicKey>,
    pub(super) sub: HolderHint,
}

/// A pass that was signed and noted.
pub(crate) struct IssuedPass {
    pub(crate) pass: Vec<u8>,
    pub(crate) code: TypedCode,
    pub(crate) exp: u64,
}

/// Signs what was granted, and notes it.
pub(super) fn issue_pass(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    id: PassId,
    granted: &Grant<'_>,
    to: PassRecipient<'_>,
    place: Option<String>,
) -> Result<IssuedPass, CommandError> {
    let exp = granted.end;
    let long = exp.saturating_sub(granted.start) > SINGLE_EXIT;
    let mut draw_place = || Ok::<_, InternalError>(draw().map(u32::from_be_bytes)?);
    let status = if long { Some(tx.free_place(&mut draw_place)?) } else { None };
    let claims = PassClaims {
        iss: ctx.published.iss().to_owned(),
        sub: to.sub,
        nbf: granted.start,
        exp,
        id,
        holder: to.holder.cloned(),
        purpose: granted.purpose.id,
        act: granted.act,
        place,
        status: status.map(|idx| StatusRef { uri: status_list(ctx.published.iss()), idx }),
    };
    let pass = credentials::pass(ctx, claims)?;
    tx.save_pass(&NewPass {
        id,
        account: to.account,
        holder: to.holder.map(cose_key::thumbprint),
        purpose: granted.purpose.id,
        nbf: granted.start,
        exp,
        key: cose_key::thumbprint(ctx.published.keys.pass.public()),
        status,
    })?;
    let code = codes::assign(ctx, tx, &pass, exp)?;
    Ok(IssuedPass { pass, code, exp })
}

/// Counts a pass, if its purpose has a quota, beside what was used of it.
pub(super) fn count(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    number: &NumberMac,
    granted: &Grant<'_>,
    uses: &QuotaUses,
) -> Result<Option<QuotaCount>, CommandError> {
    let Some((quota, span)) = granted.counted(&ctx.published.region) else { return Ok(None) };
    tx.count_quota(number, granted.purpose.id, span)?;
    let n = used_in(uses, span).saturating_add(1);
    Ok(Some(quota_count(n, quota, span, ctx.now)))
}

fn quota_count(n: u64, quota: QuotaLimit, span: Span, now: u64) -> QuotaCount {
    let next = if n < quota.n { now } else { second(span.until) };
    QuotaCount { n, m: quota.n, next }
}

/// Whether a running order of the account lets its person leave for this purpose, now and when the pass
/// begins.
fn check_permission(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    account: AccountId,
    permission: &str,
    granted: &Grant<'_>,
) -> Result<(), CommandError> {
    let exit = Exit { permission, purpose: &granted.purpose.key, start: granted.start };
    if is_permitted(tx, account, &exit, ctx.now)? {
        return Ok(());
    }
    Err(ErrorCode::PermissionUnknown.into())
}

/// Counts a pass of whatever purpose. The rules give some purposes no quota, but no number needs more
/// in a day than one each half-hour: what each takes of the database and of the status list is bounded.
pub(super) fn count_daily(
    ctx: &CommandContext<'_>,
    tx: &Transaction<'_>,
    number: &NumberMac,
    under: u64,
) -> Result<(), CommandError> {
    let span = Period::LocalDay.span(&ctx.published.region.zone, ctx.now);
    if used_in(&tx.quota_uses(number, under, ctx.now)?, span) >= MOST_A_DAY {
        return Err(Refusal::wait(second(span.until).saturating_sub(ctx.now)).into());
    }
    Ok(tx.count_quota(number, under, span)?)
}

/// How many passes of these uses count in this stretch, also while the rules counted by other
/// stretches ([`Span::takes_in`]).
pub(crate) fn used_in(uses: &QuotaUses, span: Span) -> u64 {
    let counted = uses.iter().filter(|(counted, _)| span.takes_in(counted));
    counted.fold(0, |sum, (_, n)| sum.saturating_add(*n))
}

/// What is granted in place of a pass whose key was withdrawn: the rest of its time, once, without
/// being counted or judged anew, because it is not the holder's fault. What the old pass was stands
/// in the database: its signature proves nothing any more.
fn reissue<'r>(
    ctx: &'r CommandContext<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    request: &PassRequest,
    old: PassId,
) -> Result<Grant<'r>, CommandError> {
    let Published { region: rules, trust_list, .. } = &*ctx.published;
    let issued = tx.issued(old, account.id)?.ok_or(ErrorCode::Unknown)?;
    let withdrawn = trust_list.keys_for(KeyUse::Pass).any(|key| {
        let signed_it = Some(cose_key::thumbprint(&key.key).bytes()) == issued.key.as_ref();
        signed_it && key.revoked_at.is_some()
    });
    let fits = withdrawn
        && !issued.is_replaced
        && issued.exp > ctx.now
        && issued.denied_from.is_none()
        && issued.purpose == Some(request.purpose);
    if !fits {
        return Err(ErrorCode::PassOver.into());
    }
    // Rules that have changed since leave it alone, and what was booked stays booked.
    let purpose = rules.known_purpose(request.purpose).ok_or(ErrorCode::PurposeUnknown)?;
    let start = ctx.now.max(issued.nbf);
    let act = rules.act_in_force(start).ok_or(ErrorCode::NotInForce)?.no;
    Ok(Grant { purpose, act, start, end: issued.exp })
}

/// What a pass can carry.
fn check_form(request: &PassRequest) -> Result<(), CommandError> {
    if !request.place.as_deref().is_none_or(is_place) {
        return Err(Refusal::in_field("place").into());
    }
    Ok(())
}

/// What the rules grant, before anything is counted.
#[derive(Debug)]
pub(super) struct Grant<'r> {
    pub(super) purpose: &'r Purpose,
    pub(super) act: u64,
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Grant<'_> {
    /// What is counted, in which stretch.
    fn counted(&self, rules: &Rules) -> Option<(QuotaLimit, Span)> {
        counted(rules, self.purpose, self.start)
    }

    /// What is used of the quota, without this pass.
    fn used(&self, rules: &Rules, now: u64, uses: &QuotaUses) -> Option<QuotaCount> {
        let (quota, span) = self.counted(rules)?;
        Some(quota_count(used_in(uses, span), quota, span, now))
    }
}

/// What is counted of a purpose, in which stretch around this second.
pub(crate) fn counted(rules: &Rules, purpose: &Purpose, at: u64) -> Option<(QuotaLimit, Span)> {
    let quota = purpose.quota?;
    Some((quota, quota.per.span(&rules.zone, at)))
}

/// Asks the rules, in the order of `PROTOCOL.md §11.3`. A permitted exit uses no quota, and was asked for in
/// time when it was permitted.
pub(super) fn judge<'r>(
    rules: &'r Rules,
    now: u64,
    request: &PassRequest,
    uses: &QuotaUses,
) -> Result<Grant<'r>, CommandError> {
    if now > request.give_up_at {
        return Err(ErrorCode::TooLate.into());
    }
    // Newer ones than ours are no mistake of anybody's, if another server of this authority has them.
    if request.rules != rules.serial {
        return Err(refused(ErrorCode::RulesOld, |problem| problem.serial = Some(rules.serial)));
    }
    let start = request.from.map_or(now, |from| from.max(now));
    let purpose = rules.purpose(request.purpose).ok_or(ErrorCode::PurposeUnknown)?;
    let counted = |at| counted(rules, purpose, at);
    let is_permitted = request.permission.is_some();
    let asked_at = if is_permitted { now.saturating_sub(purpose.lead_s) } else { now };
    let used_until = |at| {
        let (quota, span) = counted(at).filter(|_| !is_permitted)?;
        (used_in(uses, span) >= quota.n).then(|| second(span.until))
    };
    let objected = |objection: Objection| {
        let Some(code) = ErrorCode::named(objection.code.name()) else {
            return InternalError.into();
        };
        let quota = counted(start).filter(|_| code == ErrorCode::QuotaUsed);
        refused(code, |problem| {
            problem.next = objection.next;
            problem.last = objection.last;
            problem.reference = purpose.no_pass.clone().filter(|_| code == ErrorCode::NoPassNeeded);
            problem.n = quota.map(|(_, span)| used_in(uses, span));
            problem.m = quota.map(|(quota, _)| quota.n);
            problem.per = quota.map(|(quota, _)| quota.per);
        })
    };
    let act = law::judge(purpose, rules, asked_at, start, used_until).map_err(objected)?.no;
    Ok(Grant { purpose, act, start, end: purpose.end(start) })
}

fn second(utc: i64) -> u64 {
    u64::try_from(utc).unwrap_or_default()
}

fn refused(code: ErrorCode, figures: impl FnOnce(&mut Problem)) -> CommandError {
    let mut problem = Problem::default();
    figures(&mut problem);
    Refusal::with(code, problem).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Region;

    /// 2026-11-24 15:00 in Moscow.
    const NOON: u64 = 1_795_521_600;

    fn request(purpose: u64) -> PassRequest {
        PassRequest {
            purpose,
            place: None,
            from: None,
            sub: None,
            replaces: None,
            permission: None,
            cnf: String::new(),
            rules: 1,
            give_up_at: NOON + 900,
        }
    }

    fn figures(error: CommandError) -> serde_json::Value {
        let CommandError::Refused(refusal) = error else { panic!("failed") };
        serde_json::from_slice(&refusal.reply().body).unwrap()
    }

    #[test]
    fn lead_time_is_told_with_the_first_second_that_is_open() {
        let mut rules = Region::reference().unwrap().rules().clone();
        rules.serial = 1;
        let pet = rules.purposes.iter_mut().find(|purpose| purpose.key == "pet").unwrap();
        pet.lead_s = 10 * 3600;
        let refused = figures(judge(&rules, NOON, &request(3), &[]).unwrap_err());
        assert_eq!(refused["code"], "lead-time");
        // Ten hours later it is 01:00; the hours begin at 06:00.
        assert_eq!(refused["next"], NOON + 15 * 3600);
        let later = PassRequest { from: Some(NOON + 15 * 3600), ..request(3) };
        assert_eq!(judge(&rules, NOON, &later, &[]).unwrap().start, NOON + 15 * 3600);
    }

    #[test]
    fn a_beginning_outside_the_hours_is_told_the_next_one() {
        let mut rules = Region::reference().unwrap().rules().clone();
        rules.serial = 1;
        let late = PassRequest { from: Some(NOON + 8 * 3600), ..request(3) };
        let refused = figures(judge(&rules, NOON, &late, &[]).unwrap_err());
        assert_eq!(refused["code"], "outside-hours");
        assert_eq!(refused["next"], NOON + 15 * 3600);
    }

    #[test]
    fn an_act_that_will_have_ended_grants_nothing() {
        let mut rules = Region::reference().unwrap().rules().clone();
        rules.serial = 1;
        rules.acts[0].until = Some(NOON + 60);
        assert!(judge(&rules, NOON, &request(2), &[]).is_ok());
        let later = PassRequest { from: Some(NOON + 60), ..request(2) };
        assert_eq!(figures(judge(&rules, NOON, &later, &[]).unwrap_err())["code"], "not-in-force");
    }

    #[test]
    fn the_first_objection_of_the_order_answers() {
        let mut rules = Region::reference().unwrap().rules().clone();
        rules.serial = 2;
        let code = |request: PassRequest| {
            figures(judge(&rules, NOON, &request, &[]).unwrap_err())["code"].clone()
        };
        assert_eq!(code(PassRequest { give_up_at: NOON - 1, ..request(99) }), "too-late");
        assert_eq!(code(request(99)), "rules-old");
        assert_eq!(code(PassRequest { rules: 3, ..request(99) }), "rules-old");
        assert_eq!(code(PassRequest { rules: u64::MAX, ..request(99) }), "rules-old");
        assert_eq!(code(PassRequest { rules: 2, ..request(99) }), "purpose-unknown");
        assert_eq!(code(PassRequest { rules: 2, ..request(6) }), "no-pass-needed");
    }
}
