//! Showing a pass, and declaring an emergency. Works with no network and on a full disk.

use super::Client;
use crate::client_error::ClientError;
use crate::documents::{
    Challenge, Declared, Frame, Freshness, encode_text, holder_claims, holder_key, pass_claims,
};
use crate::error::{Code, CoreError};
use crate::model::{HolderHint, MS, PassId, PersonId, Sentence, from_base64url};
use crate::pass::Pass;
use crate::qr::{Correction, QrMatrix, encode};
use crate::state::{Emergency, State};
use crate::store::{Changes, Fact, Owner};
use crate::time::{Moment, milliseconds};
use crate::views::PassEntry;
use crate::words::Say;

/// How long a frame is shown before the next is asked for, in milliseconds.
pub const FRAME_MS: i64 = 5 * MS;
/// How long an emergency lasts without rules, in minutes.
const EMERGENCY_MINUTES: u64 = 240;

/// One frame of a live code.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The text of the code.
    pub text: String,
    /// The code, to be drawn black on white with a quiet zone of four modules.
    pub qr: QrMatrix,
    /// When the next frame should be asked for, in milliseconds; a frame for a challenge stays.
    pub next_frame_in_ms: Option<i64>,
    /// When what is shown ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// How long that is, in milliseconds, by what the phone knows of the time; never negative.
    pub ends_in_ms: i64,
    /// Until when it counts, and of an emergency that it was declared.
    pub until: Sentence,
    /// What an inspector compares with the document, or that there is nothing to compare.
    pub holder: Sentence,
    /// The holder's mark as an inspector's device shows it, if there is one.
    pub mark: Option<String>,
    /// The pass; nothing for an emergency.
    pub pass: Option<PassEntry>,
    /// What can be read out where nothing can be scanned, in groups of four.
    pub typed_code: Option<String>,
    /// What the holder should know, such as that the clock was not compared yet.
    pub hint: Option<Sentence>,
}

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
    /// The next frame of a pass: of this one, or of the one that ends last.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, and those of the vault.
    pub fn present(
        &self,
        person: PersonId,
        id: Option<PassId>,
        challenge: Option<Challenge>,
    ) -> Result<Shown, ClientError> {
        self.present_pass(person, id, challenge).map_err(|fault| self.say(&fault))
    }

    fn present_pass(
        &self,
        person: PersonId,
        id: Option<PassId>,
        challenge: Option<Challenge>,
    ) -> Result<Shown, CoreError> {
        let reading = self.ports.clock.read();
        let (pass, beside) = {
            let state = self.lock();
            let now = state.time.at(&reading);
            let person_state = state.person(person)?;
            let last = |passes: &[(i64, Pass)]| {
                passes
                    .iter()
                    .map(|(_, pass)| pass)
                    .filter(|pass| id.is_none_or(|id| id == pass.id) && !pass.is_over(&now))
                    .max_by_key(|pass| (pass.exp, pass.denied_from.is_none(), pass.nbf))
                    .cloned()
            };
            let pass = match last(&person_state.passes) {
                Some(pass) => pass,
                None => last(&state.ended(person)?).ok_or(Code::PassUnknown)?,
            };
            let entry = state.viewed(now).pass_entry(&pass);
            let ends_ms = milliseconds(pass.exp);
            let until = Say::Counts { until: state.viewed(now).when(ends_ms) };
            let mark = pass_claims(&pass.bytes()).map(|claims| claims.sub);
            let beside = Beside {
                pass: Some(entry),
                typed_code: pass.code.map(|code| code.grouped()),
                ..Beside::of(&state, now, ends_ms, &until, mark)
            };
            (pass, beside)
        };
        let frame = Frame { freshness: self.freshness(&beside.now, challenge)?, declared: None };
        let text = self.frame_text(&frame, &pass.bytes(), &pass.alias)?;
        beside.shown(text, &frame)
    }

    /// Declares an emergency, or shows the one that lasts. Never refused, asks no reason: without a
    /// certificate or its key there is no code, and none is needed.
    pub fn emergency(&self, person: PersonId, challenge: Option<Challenge>) -> EmergencyCare {
        let shown = self.declare(person, challenge);
        self.changed();
        let text = Say::Emergency.sentence(self.language());
        match shown {
            Ok(shown) => EmergencyCare { text, shown: Some(shown), trouble: None },
            Err(fault) => EmergencyCare { text, shown: None, trouble: Some(self.say(&fault)) },
        }
    }

    fn declare(&self, person: PersonId, challenge: Option<Challenge>) -> Result<Shown, CoreError> {
        let reading = self.ports.clock.read();
        let (certificate, alias, declared, beside) = {
            let mut state = self.lock();
            let now = state.time.at(&reading);
            let person_state = state.person(person)?;
            let emergency_credential =
                person_state.emergency_credential().ok_or_else(|| state.not_registered(person))?;
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
                let mut changes = Changes::new();
                changes.put(Owner::Person(person), Fact::Emergency, &emergency);
                // An emergency does not wait for a disk.
                if let Err(error) = state.commit(person, changes, |person_state| {
                    person_state.emergency = Some(emergency)
                }) {
                    log::warn!("emergency-not-kept code={}", error.code.name());
                    if let Some(person_state) = state.people.get_mut(&person) {
                        person_state.emergency = Some(emergency);
                    }
                }
            }
            let declared = Declared { purpose, start: emergency.start };
            let claims = holder_claims(&certificate);
            let is_over = claims.as_ref().is_some_and(|claims| claims.exp <= now.lo_s());
            let ends_ms = emergency.until_ms();
            let until = Say::EmergencyDeclared { until: state.viewed(now).when(ends_ms) };
            let mark = claims.map(|claims| claims.sub);
            let mut beside = Beside::of(&state, now, ends_ms, &until, mark);
            if is_over {
                beside.hint = Some(Say::CertificateOver.sentence(state.language));
            }
            (certificate, alias, declared, beside)
        };
        let freshness = self.freshness(&beside.now, challenge)?;
        let frame = Frame { freshness, declared: Some(declared) };
        let text = self.frame_text(&frame, &certificate, &alias)?;
        beside.shown(text, &frame)
    }

    fn freshness(
        &self,
        now: &Moment,
        challenge: Option<Challenge>,
    ) -> Result<Freshness, CoreError> {
        Ok(match challenge {
            Some(challenge) => Freshness::For { challenge, salt: self.ports.random.draw()? },
            None => Freshness::At(now.best_s()),
        })
    }

    /// Signs a frame around a credential with the key that the credential names.
    fn frame_text(
        &self,
        frame: &Frame,
        credential: &[u8],
        alias: &str,
    ) -> Result<String, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let holder = holder_key(credential).ok_or_else(unusable)?;
        let draft = frame.draft(credential, &holder).map_err(|_| unusable())?;
        let signature = self.sign(alias, &draft.to_sign())?;
        Ok(encode_text(&draft.close(&signature)))
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

/// All that is said beside a code.
struct Beside {
    now: Moment,
    ends_ms: i64,
    until: Sentence,
    holder: Sentence,
    mark: Option<String>,
    pass: Option<PassEntry>,
    typed_code: Option<String>,
    hint: Option<Sentence>,
}

impl Beside {
    fn of(
        state: &State,
        now: Moment,
        ends_ms: i64,
        until: &Say<'_>,
        mark: Option<HolderHint>,
    ) -> Self {
        let mark = mark.filter(|mark| !mark.is_absent());
        let compared = mark.as_ref().map_or("-", HolderHint::as_str);
        Self {
            now,
            ends_ms,
            until: until.sentence(state.language),
            holder: Say::Holder { mark: compared }.sentence(state.language),
            mark: mark.map(|mark| mark.as_str().to_owned()),
            pass: None,
            typed_code: None,
            hint: state.viewed(now).hint(),
        }
    }

    fn shown(self, text: String, frame: &Frame) -> Result<Shown, CoreError> {
        let Self { now, ends_ms, until, holder, mark, pass, typed_code, hint } = self;
        Ok(Shown {
            qr: encode(&text, Correction::Low).ok_or(Code::PassUnusable)?,
            text,
            next_frame_in_ms: matches!(frame.freshness, Freshness::At(_)).then_some(FRAME_MS),
            valid_until_ms: ends_ms,
            ends_in_ms: ends_ms.saturating_sub(now.best_ms).max(0),
            until,
            holder,
            mark,
            pass,
            typed_code,
            hint,
        })
    }
}

// Whoever reads the text can show the pass.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({:?})", self.qr)
    }
}
