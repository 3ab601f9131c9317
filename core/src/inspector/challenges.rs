//! Number checks: a challenge for the next inspection, read out as digits or shown as a code
//! (`PROTOCOL.md §15.10`).

use super::Inspector;
use crate::client_error::ClientError;
use crate::documents::{Challenge, challenge_text};
use crate::error::{Code, CoreError};
use crate::model::{BootId, MS};
use crate::ports::Reading;
use crate::qr::{Correction, QrMatrix, encode};
use crate::store::{Fact, Shape, Stored, record};

/// How long a challenge is open, in milliseconds.
const CHALLENGE_MS: i64 = 120 * MS;
/// How many numbers eight digits make.
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
    /// The same for phones that may scan.
    pub text: String,
    /// That text as a code.
    pub qr: QrMatrix,
    /// When it dies, milliseconds since 1970.
    pub expires_at_ms: i64,
    /// How long that is from now, in milliseconds.
    pub ends_in_ms: i64,
}

/// A challenge as it is kept. It dies by the device's own elapsed time: no clock that is set, and
/// no anchor that comes meanwhile, keeps it open longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredChallenge {
    pub(super) challenge: Challenge,
    dies_at_elapsed_ms: i64,
    boot: BootId,
}

record!(StoredChallenge { challenge, dies_at_elapsed_ms, boot });

impl Stored for StoredChallenge {
    const VERSION_1: Option<Shape> = Some(Shape::Record(&[
        ("challenge", Shape::Octets),
        ("dies_at_elapsed_ms", Shape::Number),
        ("boot", Shape::Text),
    ]));
}

impl StoredChallenge {
    pub(super) fn is_open(&self, reading: &Reading) -> bool {
        self.boot == reading.boot && reading.elapsed_ms < self.dies_at_elapsed_ms
    }
}

impl Inspector {
    /// Opens a challenge for the next inspection, in place of one that is open. Digits and code are
    /// the same challenge, so that the holder chooses and not the inspector.
    ///
    /// # Errors
    /// [`ClientError`]: `no-randomness`.
    pub fn challenge(&self) -> Result<OpenChallenge, ClientError> {
        self.draw_challenge().map_err(|error| self.client.say(&error))
    }

    fn draw_challenge(&self) -> Result<OpenChallenge, CoreError> {
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
        let text = challenge_text(&bytes);
        let qr = encode(&text, Correction::Medium).ok_or(Code::CoreFailed)?;
        let reading = self.client.ports().clock.read();
        let kept = StoredChallenge {
            challenge: bytes,
            dies_at_elapsed_ms: reading.elapsed_ms.saturating_add(CHALLENGE_MS),
            boot: reading.boot.clone(),
        };
        let expires_at_ms =
            self.client.lock().time.at(&reading).best_ms.saturating_add(CHALLENGE_MS);
        self.keep(Some(&kept));
        *self.open() = Some(kept);
        Ok(OpenChallenge { digits, bytes, text, qr, expires_at_ms, ends_in_ms: CHALLENGE_MS })
    }

    pub(super) fn keep(&self, open: Option<&StoredChallenge>) {
        let mut state = self.client.lock();
        let mut edit = state.edit();
        match open {
            Some(kept) => edit.keep(Fact::Challenge, kept),
            None => edit.forget(Fact::Challenge),
        }
        state.commit_or_know(edit, "challenge");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{decode, encode};

    #[test]
    fn its_bytes_are_pinned() {
        let kept = StoredChallenge {
            challenge: *b"12345678",
            dies_at_elapsed_ms: 1000,
            boot: BootId("b".into()),
        };
        let bytes = b"\x83\x4812345678\x19\x03\xe8\x61b";
        assert_eq!(encode(&kept).unwrap(), bytes);
        assert_eq!(decode(2, bytes).as_ref(), Some(&kept));
        let json =
            r#"{"challenge":[49,50,51,52,53,54,55,56],"dies_at_elapsed_ms":1000,"boot":"b"}"#;
        assert_eq!(decode(1, json.as_bytes()), Some(kept));
    }
}
