//! The checks, in their order (`PROTOCOL.md §15.4`).

mod timely;

use super::answer::Answer;
use super::frame_comparison::{CodeIdentity, Look, Stale};
use super::time::{InspectorTime, TimeRelation};
use super::typed;
use super::{item, pasted};
use crate::crypto::sha256;
use crate::documents::{
    Challenge, Credential, Declared, Frame, Freshness, HolderClaims, KeyUse, PassClaims, Rules,
    Scanned, Sign1, TrustList, TrustedKey, Typ, cose_key,
};
use crate::lists::{ListAges, Lists};
use crate::model::{MS, NextStep, PassId, PublicKey, Reason, Verdict};
use crate::time::{Moment, milliseconds, seconds};

/// A frame, or a beginning, may be this much in the inspector's future.
const FRAME_AHEAD_MS: i64 = 10 * MS;
/// Most keys that share a short name.
const MAX_KEYS: usize = 4;
/// Longest time a pass may last, in seconds: 31 days.
const LONGEST_PASS: u64 = 31 * 86_400;

/// Inspects a code. `challenge` is the one that is open, if any. Opens no network and keeps
/// nothing; what was typed names a pass that only the authority can look up.
pub fn inspect(
    text: &str,
    lists: &Lists,
    time: &InspectorTime,
    challenge: Option<&Challenge>,
) -> Answer {
    look(text, lists, time, challenge).answer
}

/// The same, with what another look may be compared with.
pub fn look(
    text: &str,
    lists: &Lists,
    time: &InspectorTime,
    challenge: Option<&Challenge>,
) -> Look {
    let ages = lists.ages(&Moment {
        lo_ms: time.lo_ms,
        hi_ms: time.hi_ms,
        best_ms: time.best_ms.unwrap_or(time.lo_ms),
        anchored: true,
    });
    if let Some(answer) = typed::unasked(text, ages) {
        return Look { answer, stale: None, shown: CodeIdentity::default() };
    }
    let check = |text: &str| {
        let (seen, shown) = (PartialAnswer::default(), CodeIdentity::default());
        Check { lists, time, challenge, seen, shown }.run(text, ages)
    };
    let exact = check(text);
    match exact.answer.verdict {
        Verdict::Unreadable | Verdict::Forged => pasted::mended(text, exact, check),
        _ => exact,
    }
}

/// What was read of the pass so far; the answer tells of it only as far as it allows.
#[derive(Debug, Clone, Default)]
struct PartialAnswer {
    sub: Option<String>,
    purpose: Option<u64>,
    valid_until: Option<u64>,
    revoked_from: Option<u64>,
    stale: Option<Stale>,
}

struct Check<'a> {
    lists: &'a Lists,
    time: &'a InspectorTime,
    challenge: Option<&'a Challenge>,
    seen: PartialAnswer,
    shown: CodeIdentity,
}

type CheckOutcome = Result<(Verdict, Reason, NextStep), (Verdict, Reason, NextStep)>;
type CheckResult<T> = Result<T, (Verdict, Reason, NextStep)>;

fn cannot_tell<T>(reason: Reason, next: NextStep) -> CheckResult<T> {
    Err((Verdict::CannotTell, reason, next))
}

impl<'a> Check<'a> {
    fn run(mut self, text: &str, lists: ListAges) -> Look {
        let (Ok((verdict, reason, next)) | Err((verdict, reason, next))) = self.checks(text);
        let stale = self.seen.stale.filter(|_| reason == Reason::Old);
        let answer = Answer {
            sub: self.seen.sub.filter(|_| verdict.lets_pass()),
            purpose: self.seen.purpose,
            valid_until: self.seen.valid_until,
            revoked_from: self.seen.revoked_from,
            ..Answer::of(verdict, reason, next, lists)
        };
        Look { answer, stale, shown: self.shown }
    }

    fn checks(&mut self, text: &str) -> CheckOutcome {
        let unreadable = |reason| (Verdict::Unreadable, reason, item::next(reason));
        let bytes = item::read(text).map_err(unreadable)?;
        let scanned = Scanned::read(&bytes).map_err(|malformed| unreadable(malformed.into()))?;
        self.shown.bare = matches!(scanned, Scanned::Bare(_));
        self.shown.credential = Some(sha256(&scanned.credential().signed_bytes()));
        let (trust, rules) = self.usable_lists()?;
        let (payload, key) = issuer(trust, scanned.credential())?;
        let issuer_error = || (Verdict::CannotTell, Reason::IssuerError, NextStep::CompareDocument);
        let credential = Credential::read(payload).map_err(|_| issuer_error())?;
        self.shown.id = Some(credential.id());
        // Paper has no key and says so; everything else has one.
        let paper = scanned.credential().typ() == Some(Typ::Paper);
        if paper != credential.holder().is_none() {
            return Err(issuer_error());
        }
        self.period(&credential, key).ok_or_else(issuer_error)?;
        if let Credential::Pass(pass) = &credential {
            self.length(pass, rules)?;
        }
        let frame = holder(&scanned, &credential)?;
        self.shown.challenge = frame.as_ref().and_then(Frame::challenge);
        match credential {
            Credential::Pass(pass) => self.pass(&pass, frame.as_ref(), rules),
            Credential::Holder(certificate) => self.emergency(&certificate, frame.as_ref(), rules),
        }
    }

    /// Inspection check 2: lists that are whole and not too old.
    fn usable_lists(&self) -> CheckResult<(&'a TrustList, &'a Rules)> {
        // A list that is there and cannot be read is as good as none.
        let (Some(trust), Some(rules), Some(_), true) =
            (self.lists.trust(), self.lists.rules(), self.lists.deny(), self.lists.are_whole())
        else {
            return cannot_tell(Reason::NoLists, NextStep::Refresh);
        };
        if self.lists_stand() == TimeRelation::After {
            return cannot_tell(Reason::ListsOld, NextStep::Refresh);
        }
        Ok((trust, rules))
    }

    /// Inspection check 5: what the issuer must have got right.
    fn period(&self, credential: &Credential, key: &TrustedKey) -> Option<()> {
        let (nbf, exp) = match credential {
            Credential::Pass(pass) => (pass.nbf, pass.exp),
            Credential::Holder(holder) => (holder.nbf, holder.exp),
        };
        let sound = credential.iss() == key.iss
            && credential.iss() == self.lists.iss()
            && nbf >= key.sign_from
            && seconds(self.time.vouched_ms()) <= key.verify_until
            && exp.saturating_sub(nbf) <= LONGEST_PASS;
        sound.then_some(())
    }

    /// Inspection check 5, its last part: no longer than the rules allow, or those before them did. What
    /// was issued after this device's lists may be under newer rules.
    fn length(&self, pass: &PassClaims, rules: &Rules) -> CheckResult<()> {
        let longest = rules.longest(pass.purpose, pass.exp).unwrap_or(LONGEST_PASS);
        if pass.exp.saturating_sub(pass.nbf) <= longest {
            return Ok(());
        }
        if self.lists.stamp().is_some_and(|stamp| stamp.iat < pass.nbf) {
            return cannot_tell(Reason::ListsOld, NextStep::Refresh);
        }
        cannot_tell(Reason::IssuerError, NextStep::CompareDocument)
    }

    /// Inspection check 7 to inspection check 11.
    fn pass(&mut self, pass: &PassClaims, frame: Option<&Frame>, rules: &Rules) -> CheckOutcome {
        if frame.is_some_and(|frame| frame.declared.is_some()) {
            return Err((Verdict::Unreadable, Reason::NotCanonical, NextStep::ScanAgain));
        }
        self.seen = PartialAnswer {
            sub: Some(pass.sub.as_str().to_owned()),
            purpose: Some(pass.purpose),
            valid_until: Some(pass.exp),
            ..PartialAnswer::default()
        };
        self.act(pass, rules)?;
        self.validity(pass.nbf, pass.exp)?;
        let revoked = self.revoked(pass, rules)?;
        self.seen.stale = frame.and_then(|frame| stale(frame, pass.id));
        self.fresh(frame, pass.holder.is_none())?;
        self.lists_count()?;
        if revoked {
            Ok((Verdict::ReturnHomeOnly, Reason::ReturnHome, NextStep::LetGoHome))
        } else {
            Ok((Verdict::Valid, Reason::Ok, NextStep::CompareDocument))
        }
    }

    /// Inspection check 12, in the order of `PROTOCOL.md §15.7`.
    fn emergency(
        &mut self,
        certificate: &HolderClaims,
        frame: Option<&Frame>,
        rules: &Rules,
    ) -> CheckOutcome {
        // A certificate cut out of a live code says nothing of any emergency.
        let Some(frame) = frame else {
            return Err((Verdict::StaleFrame, Reason::NotLive, NextStep::AskForLiveCode));
        };
        let Some(Declared { purpose, start }) = frame.declared else {
            return Err((Verdict::Unreadable, Reason::NotCanonical, NextStep::ScanAgain));
        };
        let end = start.saturating_add(rules.emergency_minutes.saturating_mul(60));
        self.seen = PartialAnswer {
            sub: Some(certificate.sub.as_str().to_owned()),
            purpose: Some(purpose),
            valid_until: Some(end.min(certificate.exp)),
            ..PartialAnswer::default()
        };
        // Only an emergency can be declared; 0 stands for it on a phone without rules.
        if purpose != 0 && !rules.purpose(purpose).is_some_and(|purpose| purpose.emergency) {
            return Err((Verdict::Unreadable, Reason::NotCanonical, NextStep::ScanAgain));
        }
        let over = milliseconds(end.min(certificate.exp));
        let relation = self.time.relation_to(milliseconds(certificate.nbf), over);
        if relation == TimeRelation::Before {
            return Err((Verdict::NotYetValid, Reason::NotYetValid, NextStep::WaitForStart));
        }
        // No number check heals what a clock finds too early or over, and emergency care needs no
        // pass.
        let (earliest_ms, latest_ms) = self.time.believed_ms();
        if milliseconds(start) > latest_ms.saturating_add(FRAME_AHEAD_MS) {
            return cannot_tell(Reason::Clock, NextStep::LetPass);
        }
        if relation == TimeRelation::After {
            return Err((Verdict::Expired, Reason::Expired, NextStep::AskForLiveCode));
        }
        if over <= earliest_ms {
            return cannot_tell(Reason::Clock, NextStep::LetPass);
        }
        self.seen.stale = stale(frame, certificate.id);
        self.fresh(Some(frame), false)?;
        self.lists_count()?;
        Ok((Verdict::SelfDeclaredEmergency, Reason::Emergency, NextStep::LetPass))
    }
}

/// Inspection check 3 and inspection check 4: the payload under the key that signed it.
fn issuer<'b, 't>(
    trust: &'t TrustList,
    credential: &Sign1<'b>,
) -> CheckResult<(&'b [u8], &'t TrustedKey)> {
    let kid = credential.header().kid.as_deref().unwrap_or_default();
    let named: Vec<&TrustedKey> = trust
        .keys_for(KeyUse::Pass)
        .filter(|key| cose_key::kid4(&key.key).as_slice() == kid)
        .collect();
    if named.is_empty() {
        return cannot_tell(Reason::UnknownKey, NextStep::Refresh);
    }
    let mut good = named.iter().filter(|key| key.revoked_at.is_none()).peekable();
    if good.peek().is_none() {
        return cannot_tell(Reason::KeyRevoked, NextStep::NewPass);
    }
    good.take(MAX_KEYS).find_map(|key| Some((credential.open(&key.key)?, *key))).ok_or((
        Verdict::Forged,
        Reason::IssuerSignature,
        NextStep::ScanAgain,
    ))
}

/// The frame as another may be compared with it.
fn stale(frame: &Frame, id: PassId) -> Option<Stale> {
    match frame.freshness {
        Freshness::At(iat) => Some(Stale { id, iat }),
        Freshness::For { .. } => None,
    }
}

/// Inspection check 6: the frame, if the holder's key signed it.
fn holder(scanned: &Scanned<'_>, credential: &Credential) -> CheckResult<Option<Frame>> {
    let Scanned::Live { frame, .. } = scanned else { return Ok(None) };
    let key: &PublicKey = credential.holder().ok_or((
        Verdict::CannotTell,
        Reason::IssuerError,
        NextStep::CompareDocument,
    ))?;
    let payload =
        frame.open(key).ok_or((Verdict::Forged, Reason::HolderSignature, NextStep::ScanAgain))?;
    Frame::read(payload)
        .map(Some)
        .map_err(|malformed| (Verdict::Unreadable, malformed.into(), NextStep::ScanAgain))
}
