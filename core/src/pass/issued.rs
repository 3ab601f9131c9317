//! A pass that was issued, with what its holder's phone knows of it (`PROTOCOL.md §11.9`).

use super::gate::act_now;
use crate::documents::Rules;
use crate::model::{IdempotencyKey, Language, PassId, PassState, TypedCode, from_base64url};
use crate::time::Moment;

/// How long a pass is kept after its end, in seconds: a day, for a dispute on the spot.
pub const KEEP_AFTER_END_S: u64 = 86_400;

/// A pass with what its holder's phone knows about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pass {
    /// The authority's name for it (`cti`).
    pub id: PassId,
    /// The signed pass, base64url.
    pub signed: String,
    /// The vault's name of its key.
    pub alias: String,
    /// Number of its purpose.
    pub purpose: u64,
    /// Name of its purpose.
    pub purpose_key: String,
    /// Labels of its purpose by language, as they were when it was issued.
    pub label: Vec<(String, String)>,
    /// Number of its act.
    pub act: u64,
    /// First second at which it counts.
    pub nbf: u64,
    /// First second at which it no longer counts.
    pub exp: u64,
    /// Time to get home after a revocation, by the rules under which it was issued, in seconds.
    pub grace: u64,
    /// From which second it is revoked.
    pub denied_from: Option<u64>,
    /// The request that it answers.
    pub asked_as: IdempotencyKey,
    /// Its typed code, if the authority gives any.
    pub code: Option<TypedCode>,
    /// The same pass without its phone, once somebody has asked for it.
    pub paper: Option<Paper>,
    /// What has become of the key that signed it.
    pub issuer: IssuerKey,
    /// Whether it stands in the status list, which inspectors alone fetch: the authority tells its
    /// holder how it stands.
    pub lasts_for_days: bool,
}

/// What has become of the key that signed a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IssuerKey {
    #[default]
    Good,
    /// The authority has withdrawn it: another pass is asked for by itself.
    Withdrawn,
    /// Withdrawn, and the authority gives no other pass in this one's place.
    NotReissued,
}

/// A pass that is shown without a phone: on paper, or as a text message.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The signed pass, base64url.
    pub signed: String,
    /// Its own typed code.
    pub code: Option<TypedCode>,
}

// As good as the pass itself, beside its holder's document.
impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Paper(…)")
    }
}

impl Pass {
    /// The signed pass; empty if the stored text is no base64url.
    pub fn bytes(&self) -> Vec<u8> {
        from_base64url(&self.signed).unwrap_or_default()
    }

    /// The label of its purpose in this language, or the best there is.
    pub fn label(&self, tag: &str) -> &str {
        Language::from_tag(tag).best_of(&self.label)
    }

    /// The second until which a revoked pass is good for the way home.
    pub fn home_until(&self) -> Option<u64> {
        let from = self.denied_from?;
        Some(from.saturating_add(self.grace).min(self.exp)).filter(|_| self.nbf <= from)
    }

    /// Where it stands. Nothing that a wrong clock shows is held against a pass: without an anchored
    /// time it has ended, or is revoked, only if the authority's own signatures are newer than that.
    pub fn state(&self, now: &Moment, rules: Option<&Rules>) -> PassState {
        let at = now.best_s();
        let vouched = now.vouched_s();
        if self.exp <= vouched {
            return PassState::Expired;
        }
        if let Some(rules) = rules.filter(|rules| self.is_without_act(rules, now, vouched)) {
            let other = act_now(rules, now);
            return if other.is_some() { PassState::OtherAct } else { PassState::NotInForce };
        }
        if self.issuer != IssuerKey::Good {
            return PassState::KeyWithdrawn;
        }
        if self.denied_from.is_some_and(|from| from <= vouched) {
            return match self.home_until() {
                Some(until) if vouched < until => PassState::ReturnHomeOnly,
                _ => PassState::Revoked,
            };
        }
        let may_be_revoked = self.denied_from.is_some_and(|from| from <= at);
        if !now.anchored && (may_be_revoked || !(self.nbf..self.exp).contains(&at)) {
            return PassState::TimeUnknown;
        }
        if self.nbf > at { PassState::NotYetValid } else { PassState::Valid }
    }

    /// Whether its act is over, or has not begun as the pass should have. An act that the rules no
    /// longer list ended before the last pass under it did.
    fn is_without_act(&self, rules: &Rules, now: &Moment, vouched: u64) -> bool {
        let Some(act) = rules.act(self.act) else { return true };
        let is_over = act.until.is_some_and(|until| until <= vouched);
        let is_to_come = now.anchored && vouched < act.from && self.nbf <= vouched;
        is_over || is_to_come
    }

    /// Whether it need not be kept any longer.
    pub fn is_over(&self, now: &Moment) -> bool {
        self.exp.saturating_add(KEEP_AFTER_END_S) <= now.lo_s()
    }
}

// The bytes can be shown by whoever has them.
impl std::fmt::Debug for Pass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pass(…)")
    }
}
