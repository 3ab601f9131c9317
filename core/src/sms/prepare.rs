//! A message with everything that is to be known before it is sent, in the order in which a person is told.

use std::fmt;

use super::asked::{Asked, AskedOutcome};
use super::compose::{Composed, SmsRefusal, compose};
use super::counting::may_ask;
use super::fallback::is_foreign;
use super::finding::{Finding, Rule};
use super::tables::{RegionState, Table, Tables};
use crate::documents::sms::FormKind;

/// A form that somebody filled in.
#[derive(Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// By the id of its table.
    pub region: String,
    pub form: String,
    /// What was typed, by the names of fields.
    pub values: Vec<(String, String)>,
    /// Country code of the SIM's network (MCC), if the phone knows it.
    pub sim: Option<String>,
}

// What was typed points at a person.
impl fmt::Debug for FilledForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FilledForm({} {}, …)", self.region, self.form)
    }
}

/// A message that may be sent, and the request that it is then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// With all of its warnings.
    pub composed: Composed,
    pub asked: Asked,
}

/// What stops a message beside its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judging {
    /// Whatever the region would refuse: it is about to be sent.
    Sending,
    /// The same at a moment that somebody names; a table that does not hold then warns.
    Moment,
    /// Nothing: it is looked at, whenever that is. What the region would refuse now warns.
    Form,
}

/// Prepares a message to be sent now, after all that was asked for before.
///
/// # Errors
/// [`SmsRefusal`]: of the region first, then of the SIM, the fields, the purpose, its hours, its quota.
pub fn prepare(
    tables: &Tables,
    filled: &FilledForm,
    before: &[Asked],
    judging: Judging,
    now: u64,
) -> Result<Prepared, SmsRefusal> {
    let table = tables.known(&filled.region, now)?;
    let region = table.usable()?;
    let holds = table.state(now) == RegionState::Ready;
    if !holds && judging == Judging::Sending {
        return Err(SmsRefusal::NotInForce);
    }
    let unknown = || SmsRefusal::FormUnknown(filled.form.clone());
    let form = region.form(&filled.form).ok_or_else(unknown)?;
    if filled.sim.as_deref().is_some_and(|country| is_foreign(region, country)) {
        return Err(SmsRefusal::SimForeign);
    }
    let mut composed = compose(region, form, &filled.values)?;
    if !holds {
        composed.warnings.push(Finding::about_message(Rule::NotInForce));
    } else if form.kind == FormKind::Request
        && let Some(purpose) = composed.purpose.as_deref().and_then(|code| region.purpose(code))
    {
        match may_ask(region, purpose, before, now) {
            Ok(warnings) => composed.warnings.extend(warnings),
            Err(SmsRefusal::OutsideHours { .. }) if judging == Judging::Form => {
                composed.warnings.push(Finding::about_message(Rule::OutsideHours));
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let asked = Asked {
        region: region.id.clone(),
        form: form.name.clone(),
        purpose: composed.purpose.clone(),
        at: now,
        outcome: AskedOutcome::Waiting,
        reply: None,
        code: None,
        valid_until: None,
    };
    Ok(Prepared { composed, asked })
}

impl Tables {
    /// The version of a region that holds at this second, or is shown in its place.
    ///
    /// # Errors
    /// [`SmsRefusal::RegionUnknown`].
    pub fn known(&self, id: &str, now: u64) -> Result<&Table, SmsRefusal> {
        self.at(id, now).ok_or_else(|| SmsRefusal::RegionUnknown(id.to_owned()))
    }
}
