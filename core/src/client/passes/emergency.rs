//! Declaring an emergency: with no network, on a full disk, and never refused (`PROTOCOL.md §14`).

use super::Passes;
use super::present::{Beside, Shown};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::documents::{Challenge, Declared, Frame, holder_claims};
use crate::error::{Code, CoreError};
use crate::model::{PersonId, Sentence, from_base64url};
use crate::state::{Change, Emergency};
use crate::time::{Moment, milliseconds};
use crate::words::{EmergencyText, Say as _};

/// How long an emergency lasts without rules, in minutes.
const EMERGENCY_MINUTES: u64 = 240;

/// That emergency care needs no pass, with a code for whoever asks for one where it can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyCare {
    /// What holds with or without a code.
    pub text: Sentence,
    /// The declared emergency as a code.
    pub shown: Option<Shown>,
    /// Why there is no code.
    pub trouble: Option<ClientError>,
}

impl Client {
    /// Declares an emergency, or shows the one that lasts. Never refused, asks no reason: without a
    /// certificate or its key there is no code, and none is needed.
    pub fn emergency(&self, person: PersonId, challenge: Option<Challenge>) -> EmergencyCare {
        let shown = Passes::of(&self.core, person).declare(challenge);
        self.core.changed();
        let text = EmergencyText::NoPassNeeded.sentence(self.core.language());
        match shown {
            Ok(shown) => EmergencyCare { text, shown: Some(shown), trouble: None },
            Err(error) => EmergencyCare { text, shown: None, trouble: Some(self.core.say(&error)) },
        }
    }
}

impl Passes<'_> {
    fn declare(self, challenge: Option<Challenge>) -> Result<Shown, CoreError> {
        let reading = self.core.ports.clock.read();
        let (certificate, alias, declared, beside) = {
            let mut state = self.core.lock();
            let now = state.time.at(&reading);
            let person_state = state.person(self.person)?;
            let emergency_credential = person_state
                .emergency_credential()
                .ok_or_else(|| state.no_emergency_code(self.person))?;
            let certificate =
                from_base64url(&emergency_credential.holder).ok_or(Code::PassUnusable)?;
            let alias = emergency_credential.sos;
            let last = person_state.emergency;
            let purpose = state
                .lists
                .rules()
                .and_then(|rules| rules.emergency())
                .map_or(0, |purpose| purpose.id);
            let minutes =
                state.lists.rules().map_or(EMERGENCY_MINUTES, |rules| rules.emergency_minutes);
            let emergency = match last {
                Some(last) if last.lasts(&now) => last,
                _ => Emergency { start: now.best_s(), minutes },
            };
            if last != Some(emergency) {
                let mut edit = state.edit();
                edit.set(self.person, Change::Emergency(emergency));
                // An emergency does not wait for a disk.
                state.commit_or_know(edit, "emergency");
            }
            let declared = Declared { purpose, start: emergency.start };
            let claims = holder_claims(&certificate);
            let is_over = claims.as_ref().is_some_and(|claims| claims.exp <= now.lo_s());
            let ends_ms = emergency.until_ms();
            let viewed = state.viewed(now);
            let until = viewed.say(&EmergencyText::Declared { until: viewed.when(ends_ms) });
            let mark = claims.map(|claims| claims.sub);
            let mut beside = Beside::of(&state, now, ends_ms, until, mark);
            if is_over {
                beside.hint = Some(EmergencyText::CertificateOver.sentence(state.language));
            }
            (certificate, alias, declared, beside)
        };
        let freshness = self.core.freshness(&beside.now, challenge)?;
        let frame = Frame { freshness, declared: Some(declared) };
        let text = self.core.frame_text(&frame, &certificate, &alias)?;
        beside.shown(text, &frame)
    }
}

impl Emergency {
    fn until_ms(&self) -> i64 {
        milliseconds(self.start.saturating_add(self.minutes.saturating_mul(60)))
    }

    fn lasts(&self, now: &Moment) -> bool {
        milliseconds(self.start) <= now.best_ms && now.best_ms < self.until_ms()
    }
}
