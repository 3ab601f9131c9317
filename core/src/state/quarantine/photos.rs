//! Photos that answered checks, and their bytes until somebody has signed that they came.

use std::sync::Arc;

use super::QuarantineEdit;
use crate::model::{OrderId, PersonId};
use crate::quarantine::photos::{Attempts, KeptPhoto, PhotoWord};
use crate::state::Quarantine;
use crate::store::{Fact, Owner, RowOrder, Store, StoreError, Table};

/// A sealed photo, as it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoBytes(pub Vec<u8>);

impl std::fmt::Debug for PhotoBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PhotoBytes({})", self.0.len())
    }
}

impl Quarantine {
    /// Whether this order has its photo to compare others with.
    pub fn has_reference_photo(&self, order: OrderId) -> bool {
        self.photos.iter().any(|(_, kept)| kept.is_reference_of(order))
    }

    /// The bytes of the photo of this row; none if they cannot be read.
    pub fn photo_bytes(
        store: &Store,
        person: PersonId,
        row: i64,
    ) -> Result<Option<PhotoBytes>, StoreError> {
        let mut found = None;
        let owner = Owner::Person(person);
        store.walk(Table::PhotoBytes, owner, row..=row, RowOrder::Ascending, |_, bytes| {
            found = Some(bytes);
            false
        })?;
        Ok(found)
    }
}

impl QuarantineEdit {
    /// Keeps a photo that has just been sealed.
    pub fn keep_photo(&mut self, kept: KeptPhoto, bytes: PhotoBytes) {
        let row = self.next_photo;
        self.next_photo = row.saturating_add(1);
        self.changes.put_row(Table::PhotoBytes, self.owner(), row, false, &bytes);
        self.changes.put_row(Table::Photos, self.owner(), row, true, &kept);
        Arc::make_mut(&mut self.after.photos).push((row, kept));
    }

    /// Whether sealed photos stay when they have come. Those that came before go as soon as they do not.
    pub fn set_keeps_photos(&mut self, keeps: bool) {
        self.changes.put(self.owner(), Fact::KeepsPhotos, &keeps);
        self.after.keeps_photos = keeps;
        let came = self.after.photos.iter().filter(|(_, kept)| !keeps && kept.upload().is_none());
        for (row, _) in came {
            self.changes.drop_row(Table::PhotoBytes, *row);
        }
    }

    /// The photo of this row stands otherwise now. Its bytes go with the last reason to keep them.
    pub fn change_photo(&mut self, row: i64, kept: KeptPhoto) {
        if kept.upload().is_none() && !self.after.keeps_photos {
            self.changes.drop_row(Table::PhotoBytes, row);
        }
        self.changes.put_row(Table::Photos, self.owner(), row, true, &kept);
        let mut known = Arc::make_mut(&mut self.after.photos).iter_mut();
        if let Some((_, known)) = known.find(|(known, _)| *known == row) {
            *known = kept;
        }
    }

    /// Keeps what was signed of a photo since it came; whether that is news.
    pub fn keep_photo_word(&mut self, word: &PhotoWord, digest: [u8; 32]) -> bool {
        let mut known = self.after.photos.iter();
        let Some((row, kept)) = known.find(|(_, kept)| kept.id == word.photo()) else {
            log::warn!("word-of-another-photo");
            return false;
        };
        if kept.words.contains(&digest) {
            return false;
        }
        let (row, mut kept) = (*row, kept.clone());
        kept.words.push(digest);
        let before = (kept.verdict, kept.deleted_at);
        match word {
            PhotoWord::Verdict(said) => kept.verdict = Some(said.verdict),
            PhotoWord::Deleted { at, .. } => kept.deleted_at = Some(*at),
        }
        let is_news = (kept.verdict, kept.deleted_at) != before;
        self.change_photo(row, kept);
        is_news
    }

    pub fn set_photo_attempts(&mut self, attempts: Attempts) {
        self.changes.put(self.owner(), Fact::PhotoAttempts, &attempts);
        self.after.photo_attempts = Some(attempts);
    }
}
