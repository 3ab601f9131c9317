//! What the authority signs of photos after they came: what officers say of them, and that their bytes are
//! deleted (`PROTOCOL.md §23.3`).

use super::Patient;
use crate::client::core::Conversation;
use crate::crypto::sha256;
use crate::documents::{PhotoVerdict, Receipt, TrustList};
use crate::error::CoreError;
use crate::model::from_base64url;
use crate::quarantine::photos::PhotoWord;
use crate::state::Quarantine;
use crate::state::quarantine::{KeptProof, SignedBytes};

impl Patient<'_> {
    /// Takes what came; what the keys of this phone cannot read is tried once more with newer ones.
    pub async fn take_photo_words_of(
        self,
        conversation: &Conversation<'_>,
        sent: &[String],
    ) -> Result<(), CoreError> {
        self.with_newest_keys(conversation, |patient| patient.take_photo_words(sent)).await
    }

    /// The same, in one transaction. Whether all of them could be read by the keys that this phone knows.
    fn take_photo_words(self, sent: &[String]) -> Result<bool, CoreError> {
        if sent.is_empty() {
            return Ok(true);
        }
        let mut are_read = true;
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        for one in sent {
            let read = from_base64url(one).and_then(|bytes| {
                let word = read(&bytes, state.lists.trust()?, state.lists.iss())?;
                Some((bytes, word))
            });
            let Some((bytes, word)) = read else {
                log::warn!("photo-word-not-read");
                are_read = false;
                continue;
            };
            if writing.edit.keep_photo_word(&word, sha256(&bytes)) {
                writing.edit.keep_proof(&KeptProof::Word { signed: SignedBytes(bytes) });
            }
        }
        self.commit(&mut state, writing)?;
        Ok(are_read)
    }
}

fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Option<PhotoWord> {
    if let Ok(signed) = PhotoVerdict::read(bytes, trust, iss) {
        return Some(PhotoWord::Verdict(signed.document));
    }
    PhotoWord::of_receipt(&Receipt::read(bytes, trust, iss).ok()?.document)
}

/// Digests of what the phone has of that.
pub fn seen_photo_words(known: &Quarantine) -> Vec<[u8; 32]> {
    known.photos.iter().flat_map(|(_, kept)| kept.words.iter().copied()).collect()
}
