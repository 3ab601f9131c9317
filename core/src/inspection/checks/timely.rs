//! The checks that the time decides.

use super::{Check, CheckResult, FRAME_AHEAD_MS, cannot_tell};
use crate::documents::{Frame, Freshness, PassClaims, Rules, Stamp, Status, StatusRef};
use crate::inspection::time::TimeRelation;
use crate::model::{MS, NextStep, Reason, Verdict};
use crate::time::{milliseconds, seconds};

/// A frame may be this much older than the inspector's clock.
const FRAME_OLD_MS: i64 = 20 * MS;
/// Stamps older than this are no ground for any answer: seven days.
const STAMP_TOO_OLD_MS: i64 = 7 * 86_400_000;

impl Check<'_> {
    /// How the time stands to the end of the lists: seven days after their stamp, or the end
    /// of the trust list.
    pub(super) fn lists_stand(&self) -> TimeRelation {
        let stamp_ends = |stamp: &Stamp| milliseconds(stamp.iat).saturating_add(STAMP_TOO_OLD_MS);
        let ends = [
            self.lists.stamp().map(stamp_ends),
            self.lists.trust().map(|trust| milliseconds(trust.exp)),
        ];
        let last = ends.into_iter().flatten().min().unwrap_or_default();
        self.time.relation_to(i64::MIN, last.saturating_add(1))
    }

    /// Inspection check 11: lists that a wall clock finds too old are no ground for letting anybody go on,
    /// and none for a no.
    pub(super) fn lists_count(&self) -> CheckResult<()> {
        match self.lists_stand() {
            TimeRelation::Inside => Ok(()),
            _ => cannot_tell(Reason::Clock, NextStep::Refresh),
        }
    }

    /// Inspection check 7: the act.
    pub(super) fn act(&self, pass: &PassClaims, rules: &Rules) -> CheckResult<()> {
        let Some(act) = rules.act(pass.act) else {
            return cannot_tell(Reason::ActUnknown, NextStep::Refresh);
        };
        let until = act.until.map_or(i64::MAX, milliseconds);
        match self.time.relation_to(milliseconds(act.from), until) {
            TimeRelation::Inside => Ok(()),
            TimeRelation::Unknown => cannot_tell(Reason::Clock, NextStep::Refresh),
            TimeRelation::Before | TimeRelation::After => self.without_its_act(rules),
        }
    }

    /// A pass whose act is not in force: nobody needs one, unless another act requires it.
    fn without_its_act(&self, rules: &Rules) -> CheckResult<()> {
        let may_be = [Some(self.time.lo_ms), self.time.best_ms, self.time.hi_ms];
        let requires = |ms: i64| rules.act_in_force(seconds(ms)).is_some();
        let mut required = may_be.into_iter().flatten().map(requires);
        let now = required.next().unwrap_or_default();
        if required.any(|other| other != now) {
            return cannot_tell(Reason::Clock, NextStep::Refresh);
        }
        let (reason, next) = if now {
            (Reason::OtherAct, NextStep::NewPass)
        } else {
            (Reason::NotInForce, NextStep::LetPass)
        };
        Err((Verdict::NotInForce, reason, next))
    }

    /// Inspection check 8: the pass's own time.
    pub(super) fn validity(&self, nbf: u64, exp: u64) -> CheckResult<()> {
        let expired = (Verdict::Expired, Reason::Expired, NextStep::NewPass);
        let early = (Verdict::NotYetValid, Reason::NotYetValid, NextStep::WaitForStart);
        let (nbf, exp) = (milliseconds(nbf), milliseconds(exp));
        if let Some(middle) = self.time.sharp_ms() {
            return if exp <= middle {
                Err(expired)
            } else if nbf > middle.saturating_add(FRAME_AHEAD_MS) {
                Err(early)
            } else {
                Ok(())
            };
        }
        match self.time.relation_to(nbf, exp) {
            TimeRelation::Inside => Ok(()),
            TimeRelation::After => Err(expired),
            TimeRelation::Before => Err(early),
            TimeRelation::Unknown => cannot_tell(Reason::Clock, NextStep::Refresh),
        }
    }

    /// Inspection check 9 of a pass that lasts for days, by its place in the status list
    /// (`PROTOCOL.md §15.5` rule 4).
    fn by_status(&self, place: &StatusRef) -> CheckResult<bool> {
        let Some(list) = self.lists.status() else {
            return cannot_tell(Reason::NoLists, NextStep::Refresh);
        };
        let known = Some(list).filter(|list| list.uri == place.uri);
        match known.and_then(|list| list.status(place.idx)) {
            Some(Status::Valid) => Ok(false),
            Some(Status::ReturnHome) => Ok(true),
            Some(Status::Invalid) => Err((Verdict::Revoked, Reason::Revoked, NextStep::NewPass)),
            None => cannot_tell(Reason::IssuerError, NextStep::CompareDocument),
        }
    }

    /// Inspection check 9: whether it was revoked and is good for the way
    /// home only (`PROTOCOL.md §15.5`).
    pub(super) fn revoked(&mut self, pass: &PassClaims, rules: &Rules) -> CheckResult<bool> {
        if let Some(place) = &pass.status {
            return self.by_status(place);
        }
        let Some(from) = self.lists.deny().and_then(|deny| deny.denied_from(pass.id)) else {
            return Ok(false);
        };
        let (_, latest_ms) = self.time.believed_ms();
        if milliseconds(from) > latest_ms {
            self.seen.revoked_from = Some(from);
            return Ok(false);
        }
        let home = from.saturating_add(rules.grace_of(pass.exp)).min(pass.exp);
        // Whoever had not left yet has no way home.
        let had_left = pass.nbf <= from;
        let is_sure = |second| self.time.is_bounded() || milliseconds(second) <= self.time.lo_ms;
        if had_left && latest_ms < milliseconds(home) && is_sure(from) {
            Ok(true)
        } else if is_sure(if had_left { home } else { from }) {
            Err((Verdict::Revoked, Reason::Revoked, NextStep::NewPass))
        } else {
            cannot_tell(Reason::Clock, NextStep::Refresh)
        }
    }

    /// Inspection check 10 (`PROTOCOL.md §15.6`).
    pub(super) fn fresh(&self, frame: Option<&Frame>, paper: bool) -> CheckResult<()> {
        let stale = |reason, next| Err((Verdict::StaleFrame, reason, next));
        let Some(frame) = frame else {
            return if paper { Ok(()) } else { stale(Reason::NotLive, NextStep::AskForLiveCode) };
        };
        match (frame.freshness, self.challenge) {
            (Freshness::For { challenge, .. }, Some(open)) if challenge == *open => Ok(()),
            (_, Some(_)) | (Freshness::For { .. }, None) => {
                stale(Reason::Challenge, NextStep::Challenge)
            }
            (Freshness::At(iat), None) => self.recent(milliseconds(iat)),
        }
    }

    /// A frame of this moment. What only a wall clock finds old may be live: the number
    /// check needs no clock.
    fn recent(&self, made_ms: i64) -> CheckResult<()> {
        let age_at = |ms: i64| ms.saturating_sub(made_ms);
        let is_fresh = |ms| (-FRAME_AHEAD_MS..=FRAME_OLD_MS).contains(&age_at(ms));
        if self.time.best_ms.is_some_and(is_fresh) {
            Ok(())
        } else if self.time.is_bounded() || age_at(self.time.lo_ms) > FRAME_OLD_MS {
            Err((Verdict::StaleFrame, Reason::Old, NextStep::Challenge))
        } else {
            cannot_tell(Reason::Clock, NextStep::Challenge)
        }
    }
}
