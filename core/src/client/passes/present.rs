//! Showing a pass as a live code. Works with no network and on a full disk (`PROTOCOL.md §4.13`).

use super::Passes;
use crate::client::Client;
use crate::client::core::Core;
use crate::client_error::ClientError;
use crate::documents::{Challenge, Frame, Freshness, encode_text, holder_key, pass_claims};
use crate::error::{Code, CoreError};
use crate::model::{HolderHint, MS, PassId, PersonId, Sentence};
use crate::pass::Pass;
use crate::qr::{Correction, QrMatrix, encode};
use crate::state::State;
use crate::time::{Moment, milliseconds};
use crate::views::PassEntry;
use crate::words::{InspectionText, Say as _};

/// How long a frame is shown before the next is asked for, in milliseconds.
pub const FRAME_MS: i64 = 5 * MS;

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
        self.unlocked(person)?;
        let shown = Passes::of(&self.core, person).present(id, challenge);
        shown.map_err(|error| self.core.say(&error))
    }
}

impl Passes<'_> {
    fn present(self, id: Option<PassId>, challenge: Option<Challenge>) -> Result<Shown, CoreError> {
        let reading = self.core.ports.clock.read();
        let (pass, beside) = {
            let state = self.core.lock();
            let now = state.time.at(&reading);
            let person_state = state.person(self.person)?;
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
                None => last(&state.ended(self.person)?).ok_or(Code::PassUnknown)?,
            };
            let viewed = state.viewed(now);
            let entry = viewed.pass_entry(&pass);
            let ends_ms = milliseconds(pass.exp);
            let until = viewed.say(&InspectionText::Counts { until: viewed.when(ends_ms) });
            let mark = pass_claims(&pass.bytes()).map(|claims| claims.sub);
            let beside = Beside {
                pass: Some(entry),
                typed_code: pass.code.map(|code| code.grouped()),
                ..Beside::of(&state, now, ends_ms, until, mark)
            };
            (pass, beside)
        };
        let freshness = self.core.freshness(&beside.now, challenge)?;
        let frame = Frame { freshness, declared: None };
        let text = self.core.frame_text(&frame, &pass.bytes(), &pass.alias)?;
        beside.shown(text, &frame)
    }
}

impl Core {
    pub fn freshness(
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
    pub fn frame_text(
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

/// All that is said beside a code.
pub struct Beside {
    pub now: Moment,
    ends_ms: i64,
    until: Sentence,
    holder: Sentence,
    mark: Option<String>,
    pass: Option<PassEntry>,
    typed_code: Option<String>,
    pub hint: Option<Sentence>,
}

impl Beside {
    pub fn of(
        state: &State,
        now: Moment,
        ends_ms: i64,
        until: Sentence,
        mark: Option<HolderHint>,
    ) -> Self {
        let mark = mark.filter(|mark| !mark.is_absent());
        let compared = mark.as_ref().map_or("-", HolderHint::as_str);
        Self {
            now,
            ends_ms,
            until,
            holder: InspectionText::Holder { mark: compared }.sentence(state.language),
            mark: mark.map(|mark| mark.as_str().to_owned()),
            pass: None,
            typed_code: None,
            hint: state.viewed(now).hint(),
        }
    }

    pub fn shown(self, text: String, frame: &Frame) -> Result<Shown, CoreError> {
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
