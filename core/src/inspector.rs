//! The inspector's mode of a phone: asks challenges, and inspects with no network.
//!
//! It shares lists, time and folder with the [`Client`], keeps counts of nothing, and sends nothing
//! about any scan.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::documents::Challenge;
use crate::error::{ClientError, Fault};
use crate::inspection::{Answer, InspectorTime, Verdict, inspect};
use crate::lists::ListAges;
use crate::model::{MS, Sentence};
use crate::store::{Changes, Fact, Owner};
use crate::words::Say;

/// How long a challenge is open, in milliseconds.
const CHALLENGE_MS: i64 = 120 * MS;
/// Eight digits.
const CHALLENGES: u32 = 100_000_000;
/// Largest multiple of [`CHALLENGES`] that 32 bits hold: above it the draw would not be uniform.
const FAIR: u32 = 4_200_000_000;

/// A challenge that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenChallenge {
    /// Eight digits, to be read out as two groups of four.
    pub digits: String,
    /// The bytes that the holder's phone signs: the digits as ASCII.
    pub bytes: Challenge,
    /// When it dies, milliseconds since 1970.
    pub expires_at_ms: i64,
}

/// An answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The answer.
    pub answer: Answer,
    /// Label of the purpose in the language that is set, and its name.
    pub purpose: Option<(String, String)>,
    /// The result in words.
    pub text: Sentence,
    /// The reason in words.
    pub reason_text: Sentence,
    /// The next step in words.
    pub next_text: Sentence,
    /// That no adverse conclusion may be drawn, where that is so.
    pub caution: Option<Sentence>,
    /// Whether the device's time is anchored.
    pub time_anchored: bool,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    challenge: Challenge,
    expires_at_ms: i64,
}

/// The inspector's mode.
pub struct Inspector {
    client: Arc<Client>,
}

impl Inspector {
    /// The inspector's mode of this phone.
    pub fn of(client: Arc<Client>) -> Self {
        Self { client }
    }

    /// Fetches the lists and the time; how old the lists are now.
    ///
    /// # Errors
    /// [`ClientError`]: `offline`, `network-interfered`, `authority-busy`, `lists-refused`, and
    /// those of the store. The lists that were there stay.
    pub async fn refresh(&self) -> Result<ListAges, ClientError> {
        self.client.refresh_all().await.map_err(|fault| self.client.say(&fault))?;
        Ok(self.client.snapshot().lists)
    }

    /// Opens a challenge for the next inspection, in place of one that is open.
    ///
    /// # Errors
    /// [`ClientError`]: `no-randomness` and those of the store.
    pub fn challenge(&self) -> Result<OpenChallenge, ClientError> {
        self.draw_challenge().map_err(|fault| self.client.say(&fault))
    }

    fn draw_challenge(&self) -> Result<OpenChallenge, Fault> {
        let number = loop {
            let drawn = u32::from_be_bytes(self.client.ports().random.draw()?);
            if drawn < FAIR {
                break drawn % CHALLENGES;
            }
        };
        let digits = format!("{number:08}");
        let mut bytes: Challenge = [0; 8];
        for (to, from) in bytes.iter_mut().zip(digits.bytes()) {
            *to = from;
        }
        let reading = self.client.ports().clock.read();
        let mut state = self.client.lock();
        let expires_at_ms = state.time.at(&reading).best_ms.saturating_add(CHALLENGE_MS);
        let mut changes = Changes::new();
        changes.put(Owner::Phone, Fact::Challenge, &Kept { challenge: bytes, expires_at_ms });
        state.store.apply(changes)?;
        Ok(OpenChallenge { digits, bytes, expires_at_ms })
    }

    /// Inspects a text that was scanned or typed. `challenge` is asked for in place of one that is
    /// open on this device. Opens no network.
    ///
    /// # Errors
    /// [`ClientError`] of the store alone; every text has an answer.
    pub fn inspect(
        &self,
        text: &str,
        challenge: Option<Challenge>,
    ) -> Result<Inspected, ClientError> {
        self.inspect_in(text, challenge, None).map_err(|fault| self.client.say(&fault))
    }

    /// Inspects at a true time that is given: for the terminal and for tests.
    ///
    /// # Errors
    /// As [`Inspector::inspect`].
    #[cfg(feature = "testing")]
    pub fn inspect_at(
        &self,
        text: &str,
        challenge: Option<Challenge>,
        true_ms: i64,
    ) -> Result<Inspected, ClientError> {
        self.inspect_in(text, challenge, Some(true_ms)).map_err(|fault| self.client.say(&fault))
    }

    fn inspect_in(
        &self,
        text: &str,
        challenge: Option<Challenge>,
        given_ms: Option<i64>,
    ) -> Result<Inspected, Fault> {
        let reading = self.client.ports().clock.read();
        let mut state = self.client.lock();
        let moment = match given_ms {
            Some(true_ms) => crate::time::Moment::exactly(true_ms),
            None => state.time.at(&reading),
        };
        let time = InspectorTime::of(&moment, reading.wall_ms);
        let open = match challenge {
            Some(challenge) => Some(challenge),
            None => state
                .store
                .fact::<Kept>(Owner::Phone, Fact::Challenge)?
                .filter(|kept| moment.best_ms < kept.expires_at_ms)
                .map(|kept| kept.challenge),
        };
        let answer = inspect(text, &state.lists, &time, open.as_ref());
        // A challenge serves one inspection.
        if open.is_some() && challenge.is_none() && answer.verdict.lets_pass() {
            let mut changes = Changes::new();
            changes.forget(Owner::Phone, Fact::Challenge);
            state.store.apply(changes)?;
        }
        let language = state.language;
        let purpose = answer
            .purpose
            .and_then(|id| state.lists.rules()?.purpose(id))
            .map(|purpose| (purpose.key.clone(), purpose.label(language.tag()).to_owned()));
        Ok(Inspected {
            purpose,
            text: Say::Verdict(answer.verdict).sentence(language),
            reason_text: Say::Reason(answer.reason).sentence(language),
            next_text: Say::Next(answer.next).sentence(language),
            caution: Verdict::concludes_nothing(answer.verdict)
                .then(|| Say::NoAdverseConclusion.sentence(language)),
            time_anchored: moment.anchored,
            answer,
        })
    }
}
