//! Reasons to leave home, and how often each may still be used.

use super::Viewed;
use crate::documents::{Purpose, QuotaLimit, Rules};
use crate::error::Code;
use crate::model::Sentence;
use crate::pass::{Quota, may_ask};
use crate::state::Person;
use crate::time::milliseconds;
use crate::words::{EmergencyText, PurposeText};

/// A reason to leave home, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeEntry {
    /// Number in the rules.
    pub id: u64,
    /// Name to ask by.
    pub key: String,
    /// Label in the language that is set.
    pub label: String,
    /// How long a pass lasts.
    pub minutes: u64,
    /// When every pass of it has ended, however long it lasts, milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// How much of the quota is used, if there is one, and this phone can read the count.
    pub quota: Option<Quota>,
    /// Whether a pass is needed.
    pub pass_needed: bool,
    /// Whether this is emergency care.
    pub emergency: bool,
    /// What to know before asking: that none is needed, or how much is used.
    pub note: Option<Sentence>,
}

impl Viewed<'_> {
    /// The purposes of the rules that are not over; nothing before there are any rules.
    pub fn purposes(&self, person: &Person) -> Option<Vec<PurposeEntry>> {
        let rules = self.rules?;
        let open = rules.purposes.iter().filter(|purpose| !purpose.is_over(self.now.vouched_s()));
        Some(open.map(|purpose| self.purpose(purpose, rules, person)).collect())
    }

    fn purpose(&self, purpose: &Purpose, rules: &Rules, person: &Person) -> PurposeEntry {
        let at = self.now.best_s();
        let is_lost = person.quotas.is_lost(purpose, rules, at);
        let counts = person.counts(purpose.id);
        let quota = Quota::of(purpose, rules, counts, at).filter(|_| !is_lost);
        PurposeEntry {
            id: purpose.id,
            key: purpose.key.clone(),
            label: purpose.label(self.language.tag()).to_owned(),
            minutes: purpose.minutes,
            until_ms: purpose.until.map(milliseconds),
            quota,
            pass_needed: purpose.no_pass.is_none() && !purpose.emergency,
            emergency: purpose.emergency,
            note: self.purpose_note(purpose, rules, quota, is_lost),
        }
    }

    fn purpose_note(
        &self,
        purpose: &Purpose,
        rules: &Rules,
        quota: Option<Quota>,
        is_lost: bool,
    ) -> Option<Sentence> {
        if purpose.emergency {
            return Some(self.say(&EmergencyText::NoPassNeeded));
        }
        if let Some(reference) = &purpose.no_pass {
            return Some(self.say(&PurposeText::NoPassNeeded { reference }));
        }
        // Its notice may reach beyond its end.
        let at = self.now.vouched_s();
        let asked = may_ask(purpose, rules, at, at.saturating_add(purpose.lead_s), &[]);
        match asked.err().filter(|error| error.code == Code::PurposeOver) {
            Some(over) => Some(self.error(&over).text),
            None if is_lost => {
                let QuotaLimit { n, per } = purpose.quota?;
                Some(self.say(&PurposeText::QuotaUnreadable { of: n, per }))
            }
            None => {
                let Quota { used, of, per, .. } = quota?;
                Some(self.say(&PurposeText::QuotaUsed { used, of, per }))
            }
        }
    }
}
