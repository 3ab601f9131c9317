//! The inspector's mode of a phone: asks challenges, and inspects with no network.
//!
//! It shares lists, time and folder with the [`Client`], keeps counts and nobody's pass, and sends
//! nothing about any scan.

mod challenges;
mod groups;
mod receipts;
mod sentences;

use std::sync::{Arc, Mutex, PoisonError};

pub use challenges::OpenChallenge;
use challenges::StoredChallenge;
pub use receipts::{InspectionSlip, read_receipt};
use sentences::{Answered, in_words};
pub use sentences::{Inspected, PurposeName};

use crate::client::Client;
use crate::client_error::ClientError;
use crate::crypto::sha256;
use crate::documents::Challenge;
use crate::inspection::{
    Answer, CodeIdentity, Group, InspectorTime, Look, NextStep, Reason, StaleFrameHistory, Verdict,
    look, look_up_failed, looked_up, once_more, several,
};
use crate::lists::ListAges;
use crate::model::{BootId, PassId, TypedCode};
use crate::ports::Reading;
use crate::store::{Decoded, Fact, Owner};
use crate::time::Moment;

/// An inspector's device: lists, clock and folder are those of its [`Client`].
pub struct Inspector {
    client: Arc<Client>,
    // Also kept in the store, so that it outlives the process; a full disk stops no inspection.
    open: Mutex<Option<StoredChallenge>>,
    // What one look is compared with; in memory alone, and no longer than that takes.
    looked: Mutex<Looked>,
}

/// What was seen last.
#[derive(Default)]
struct Looked {
    boot: Option<BootId>,
    occasion: StaleFrameHistory,
    /// Digest of a text from the camera that is forged if it is seen again.
    forged: Option<[u8; 32]>,
    last: Option<LastAnswer>,
    group: Group,
}

/// What was answered last.
struct LastAnswer {
    verdict: Verdict,
    reason: Reason,
    pass: Option<PassId>,
    reading: Reading,
}

impl Inspector {
    /// The inspector's mode of this phone.
    pub fn of(client: Arc<Client>) -> Self {
        let open = match client.lock().store.fact(Owner::Phone, Fact::Challenge) {
            Ok(Decoded::Value(open)) => Some(open),
            // An answer to a number that is not known counts for nothing: the next number does.
            Ok(Decoded::Absent | Decoded::Unreadable) => None,
            Err(error) => {
                log::warn!("challenge-not-read code={error}");
                None
            }
        };
        Self { client, open: Mutex::new(open), looked: Mutex::default() }
    }

    /// Fetches the lists and the time; how old the lists are now.
    ///
    /// # Errors
    /// [`ClientError`]: `offline`, `network-interfered`, `authority-busy`, `lists-refused`, and
    /// those of the store. The lists that were there stay.
    pub async fn refresh(&self) -> Result<ListAges, ClientError> {
        self.client.refresh_all().await.map_err(|error| self.client.say(&error))?;
        Ok(self.client.snapshot().lists)
    }

    /// Inspects a text from one picture of the camera. Nothing is called forged before a second
    /// picture has shown the same text: one may be misread.
    /// Every text has an answer.
    pub fn scan(&self, text: &str, challenge: Option<Challenge>) -> Inspected {
        let (inspected, shown) = self.scan_once(text, challenge);
        self.remember(inspected, shown.id)
    }

    fn scan_once(&self, text: &str, challenge: Option<Challenge>) -> (Inspected, CodeIdentity) {
        let (inspected, shown) = self.inspect_in(text, challenge, None);
        self.second(text, inspected, shown)
    }

    /// What is forged by this look, once another has shown the same.
    fn second(
        &self,
        text: &str,
        inspected: Inspected,
        shown: CodeIdentity,
    ) -> (Inspected, CodeIdentity) {
        let forged = (inspected.answer.verdict == Verdict::Forged).then(|| sha256(text.as_bytes()));
        let before = std::mem::replace(&mut self.looked().forged, forged);
        if forged.is_none() || forged == before {
            return (inspected, shown);
        }
        let answered = inspected.answered();
        (in_words(&self.client.lock(), once_more(inspected.answer), answered), shown)
    }

    /// An answer to a text that was handed over as one. A code without a live part may have been
    /// typed, or pasted with something missing: that is no forgery either before it came twice.
    fn by_text(&self, text: &str, inspected: Inspected, shown: CodeIdentity) -> Inspected {
        let (inspected, shown) =
            if shown.bare { self.second(text, inspected, shown) } else { (inspected, shown) };
        let inspected = match inspected.answer.next {
            NextStep::ScanAgain => {
                let answered = inspected.answered();
                in_words(&self.client.lock(), read_again(inspected.answer), answered)
            }
            _ => inspected,
        };
        self.remember(inspected, shown.id)
    }

    /// Keeps in mind what was answered last, for a receipt.
    fn remember(&self, inspected: Inspected, pass: Option<PassId>) -> Inspected {
        let reading = self.client.ports().clock.read();
        let Answer { verdict, reason, .. } = inspected.answer;
        self.looked().last = Some(LastAnswer { verdict, reason, pass, reading });
        inspected
    }

    /// Inspects a text that was scanned elsewhere, pasted or typed. `challenge` is asked for in place of one that is
    /// open on this device. Opens no network.
    /// Every text has an answer.
    pub fn inspect(&self, text: &str, challenge: Option<Challenge>) -> Inspected {
        let (inspected, shown) = self.inspect_in(text, challenge, None);
        self.by_text(text, inspected, shown)
    }

    /// Inspects at a true time that is given: for the terminal and for tests.
    #[cfg(feature = "testing")]
    pub fn inspect_at(&self, text: &str, challenge: Option<Challenge>, true_ms: i64) -> Inspected {
        let (inspected, shown) = self.inspect_in(text, challenge, Some(true_ms));
        self.by_text(text, inspected, shown)
    }

    /// Inspects two texts, the second so many milliseconds after the first: for the terminal, which
    /// looks at both at once.
    #[cfg(feature = "testing")]
    pub fn inspect_two(
        &self,
        texts: [&str; 2],
        gap_ms: i64,
        challenge: Option<Challenge>,
        true_ms: Option<i64>,
    ) -> Inspected {
        let [first, second] = texts;
        let reading = self.client.ports().clock.read();
        let state = self.client.lock();
        let now = true_ms.map_or_else(|| state.time.at(&reading), Moment::exactly);
        let time = InspectorTime::of(&now, reading.wall_ms);
        let before = look(first, &state.lists, &time.before(gap_ms), challenge.as_ref());
        let after = look(second, &state.lists, &time, challenge.as_ref());
        let once = after.shown.bare && first != second;
        let answer = match before.stale {
            Some(before) => after.after(before, gap_ms),
            None if once && after.answer.verdict == Verdict::Forged => once_more(after.answer),
            None => after.answer,
        };
        in_words(&state, read_again(answer), Answered::at(&now))
    }

    /// What is answered to a picture with several passes: whose an answer would be, nobody knows.
    pub fn several_codes(&self) -> Inspected {
        let reading = self.client.ports().clock.read();
        let inspected = {
            let state = self.client.lock();
            let now = state.time.at(&reading);
            in_words(&state, several(state.lists.ages(&now)), Answered::at(&now))
        };
        self.remember(inspected, None)
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Option<StoredChallenge>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn looked(&self) -> std::sync::MutexGuard<'_, Looked> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a look answers after those before it, which count within one boot.
    fn compared(&self, look: Look, reading: &Reading) -> Answer {
        let mut looked = self.looked();
        if looked.boot.as_ref() != Some(&reading.boot) {
            looked.boot = Some(reading.boot.clone());
            looked.occasion = StaleFrameHistory::default();
        }
        looked.occasion.answer(look, reading.elapsed_ms)
    }

    /// Looks a typed code up at the authority; any other text is inspected as it is. Sends the
    /// code and nothing else.
    ///
    /// Every text has an answer: without a network it is `cannot-tell`.
    pub async fn look_up(&self, text: &str) -> Inspected {
        let looked = self.inspect(text, None);
        if looked.answer.reason != Reason::CodeNeedsNetwork {
            return looked;
        }
        let found = match TypedCode::read(text) {
            Ok(code) => self.client.look_up(&code).await,
            Err(_) => return looked,
        };
        let lists = looked.answer.lists;
        let answer = match found {
            Ok(found) => looked_up(&found, lists),
            Err(error) => look_up_failed(error.code, lists),
        };
        let reading = self.client.ports().clock.read();
        let inspected = {
            let state = self.client.lock();
            in_words(&state, answer, Answered::at(&state.time.at(&reading)))
        };
        self.remember(inspected, None)
    }

    fn inspect_in(
        &self,
        text: &str,
        challenge: Option<Challenge>,
        given_ms: Option<i64>,
    ) -> (Inspected, CodeIdentity) {
        let reading = self.client.ports().clock.read();
        // Held until the end: a challenge serves one inspection, whoever else scans meanwhile.
        let mut asked = self.open();
        let open = challenge
            .or(asked.as_ref().filter(|kept| kept.is_open(&reading)).map(|kept| kept.challenge));
        let (inspected, shown) = {
            let state = self.client.lock();
            let moment = match given_ms {
                Some(true_ms) => Moment::exactly(true_ms),
                None => state.time.at(&reading),
            };
            let time = InspectorTime::of(&moment, reading.wall_ms);
            let look = look(text, &state.lists, &time, open.as_ref());
            let shown = look.shown;
            (in_words(&state, self.compared(look, &reading), Answered::at(&moment)), shown)
        };
        if open.is_some() && challenge.is_none() && inspected.answer.verdict.lets_pass() {
            *asked = None;
            self.keep(None);
        }
        (inspected, shown)
    }
}

/// What is a text is read again, and not scanned.
fn read_again(answer: Answer) -> Answer {
    match answer.next {
        NextStep::ScanAgain => Answer { next: NextStep::ReadAgain, ..answer },
        _ => answer,
    }
}
