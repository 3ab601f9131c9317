//! Photos that answers name: how much of each has come, what was signed of it, and for how long its bytes
//! stay.

use doorstep::documents::PhotoMatch;
use doorstep::model::{ChainId, CheckId, OrderId, PhotoId, Thumbprint};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::{Ledger, StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// How long the bytes stay after the end of the order, in seconds.
const AFTER_END: u64 = 30 * 86_400;
/// How long they stay after they were found to show whom they should, in seconds.
const AFTER_MATCH: u64 = 7 * 86_400;

/// An answer that names a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhotoAnswer {
    pub(crate) ledger: Ledger,
    /// Number of its item.
    pub(crate) seq: u64,
    /// The order under which it was told.
    pub(crate) order: OrderId,
    /// The check that it answers; none for the photo that others are compared with.
    pub(crate) check: Option<CheckId>,
}

/// How much of a photo has come.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PhotoArrival {
    /// So many bytes from its beginning.
    Coming { received: u64 },
    /// All of it.
    Whole { received: u64, receipt: Vec<u8> },
    /// All of it, and its bytes were deleted at this second.
    Deleted { received: u64, receipt: Vec<u8>, at: u64 },
}

impl PhotoArrival {
    /// Bytes from its beginning.
    pub(crate) fn received(&self) -> u64 {
        match self {
            Self::Coming { received }
            | Self::Whole { received, .. }
            | Self::Deleted { received, .. } => *received,
        }
    }

    /// What was signed once it had come whole.
    pub(crate) fn receipt(&self) -> Option<&[u8]> {
        match self {
            Self::Coming { .. } => None,
            Self::Whole { receipt, .. } | Self::Deleted { receipt, .. } => Some(receipt),
        }
    }
}

/// A photo of one device key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredPhoto {
    /// Its place in the order in which photos were named.
    pub(crate) n: i64,
    pub(crate) id: PhotoId,
    pub(crate) arrival: PhotoArrival,
    /// The check that the first answer with its name answers.
    pub(crate) check: Option<CheckId>,
    /// What an officer says of it.
    pub(crate) verdict: Option<PhotoMatch>,
}

/// How a photo opened that an answer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Opened {
    /// As what the answer says.
    AsAnswered,
    /// As what answers another check, or was answered at another time.
    OtherCheck,
    /// As another phone's.
    OtherDevice,
    /// Not at all.
    Not,
}

impl Opened {
    const ALL: [Self; 4] = [Self::AsAnswered, Self::OtherCheck, Self::OtherDevice, Self::Not];

    fn name(self) -> &'static str {
        match self {
            Self::AsAnswered => "as-answered",
            Self::OtherCheck => "other-check",
            Self::OtherDevice => "other-device",
            Self::Not => "not",
        }
    }
}

/// A photo, an answer that names it, and what was seen in it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ListedPhoto {
    pub(crate) photo: StoredPhoto,
    pub(crate) answer: PhotoAnswer,
    pub(crate) opened: Option<Opened>,
    /// SHA-256 of the picture.
    pub(crate) jpeg: Option<[u8; 32]>,
    /// What the picture looks like.
    pub(crate) look: Option<u64>,
}

const COLUMNS: &str = "n, id, received, receipt, deleted_at, check_id, verdict";

/// The answer in the columns from this one on.
fn read_answer(row: &Row<'_>, from: usize) -> rusqlite::Result<PhotoAnswer> {
    let (chain, key) = (ChainId::new(row.get(from)?), Thumbprint::new(row.get(from + 1)?));
    Ok(PhotoAnswer {
        ledger: Ledger { chain, key },
        seq: seconds(row.get(from + 2)?),
        order: OrderId::new(row.get(from + 3)?),
        check: row.get::<_, Option<_>>(from + 4)?.map(CheckId::new),
    })
}

fn read_listed(row: &Row<'_>) -> rusqlite::Result<ListedPhoto> {
    let (opened, look): (Option<String>, Option<i64>) = (row.get(12)?, row.get(14)?);
    let named = |name: &str| Opened::ALL.into_iter().find(|opened| opened.name() == name);
    Ok(ListedPhoto {
        photo: read(row)?,
        answer: read_answer(row, 7)?,
        opened: opened.as_deref().and_then(named),
        jpeg: row.get(13)?,
        look: look.map(i64::cast_unsigned),
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredPhoto> {
    let received = seconds(row.get(2)?);
    let (receipt, deleted_at) = (row.get(3)?, maybe_seconds(row.get(4)?));
    let verdict: Option<String> = row.get(6)?;
    Ok(StoredPhoto {
        n: row.get(0)?,
        id: PhotoId::new(row.get(1)?),
        arrival: match (receipt, deleted_at) {
            (None, _) => PhotoArrival::Coming { received },
            (Some(receipt), None) => PhotoArrival::Whole { received, receipt },
            (Some(receipt), Some(at)) => PhotoArrival::Deleted { received, receipt, at },
        },
        check: row.get::<_, Option<_>>(5)?.map(CheckId::new),
        verdict: verdict.as_deref().and_then(PhotoMatch::from_name),
    })
}

impl Transaction<'_> {
    /// Keeps that an answer names a photo. The first one that does says what it answers.
    pub(crate) fn name_photo(&self, id: PhotoId, answer: &PhotoAnswer) -> Result<(), StoreError> {
        let Ledger { chain, key } = answer.ledger;
        let (order, check) = (answer.order.bytes(), answer.check.map(|check| *check.bytes()));
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO photos (id, chain, key, order_id, check_id, stays_until)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![id.bytes(), chain.bytes(), key.bytes(), order, check, i64::MAX])?;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO photo_answers (chain, key, seq, photo, order_id, check_id)
                 SELECT ?1, ?2, ?3, n, ?5, ?6 FROM photos WHERE id = ?4 AND key = ?2",
            )?
            .execute(params![
                chain.bytes(),
                key.bytes(),
                sql(answer.seq),
                id.bytes(),
                order,
                check
            ])?;
        self.reckon_stay_of_photos(answer.order)
    }

    /// The photo of this name that an answer of this device key names.
    pub(crate) fn photo_of(
        &self,
        id: PhotoId,
        key: Thumbprint,
    ) -> Result<Option<StoredPhoto>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM photos WHERE id = ? AND key = ?");
        let mut query = self.connection.prepare_cached(&query)?;
        Ok(found(query.query_row(params![id.bytes(), key.bytes()], read))?)
    }

    /// What there is of the bytes of a photo.
    pub(crate) fn photo_bytes(&self, n: i64) -> Result<Vec<u8>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT bytes FROM photos WHERE n = ?")?;
        let bytes: Option<Option<Vec<u8>>> = found(query.query_row([n], |row| row.get(0)))?;
        Ok(bytes.flatten().unwrap_or_default())
    }

    /// Keeps the beginning of a photo.
    pub(crate) fn save_photo_part(&self, n: i64, bytes: &[u8]) -> Result<(), StoreError> {
        let kept = (!bytes.is_empty()).then_some(bytes);
        let received = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("UPDATE photos SET bytes = ?, received = ? WHERE n = ?")?
            .execute(params![kept, received, n])?;
        Ok(())
    }

    /// Keeps a photo that has come whole, and what was signed of that.
    pub(crate) fn save_whole_photo(
        &self,
        n: i64,
        bytes: &[u8],
        receipt: &[u8],
        now: u64,
    ) -> Result<(), StoreError> {
        self.save_photo_part(n, bytes)?;
        self.connection
            .prepare_cached("UPDATE photos SET receipt = ?, came_at = ? WHERE n = ?")?
            .execute(params![receipt, sql(now), n])?;
        Ok(())
    }

    /// How many photos of a device key have begun to come and not ended, or have come since this second.
    pub(crate) fn photos_since(&self, key: Thumbprint, since: u64) -> Result<u64, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FROM photos WHERE key = ?1 AND received > 0
                 AND (came_at IS NULL OR came_at >= ?2)",
        )?;
        let count: i64 = query.query_row(params![key.bytes(), sql(since)], |row| row.get(0))?;
        Ok(seconds(count))
    }

    /// Every photo once for each answer that names it, in the order in which they were named.
    pub(crate) fn listed_photos(&self) -> Result<Vec<ListedPhoto>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT photos.n, photos.id, received, receipt, deleted_at, photos.check_id, verdict,
                    said.chain, said.key, seq, said.order_id, said.check_id, opened, jpeg, look
             FROM photo_answers AS said JOIN photos ON photos.n = said.photo ORDER BY said.n",
        )?;
        let listed = query.query_map([], read_listed)?.collect::<Result<_, _>>()?;
        Ok(listed)
    }

    /// The answers that name a photo, by their own numbers, oldest first.
    pub(crate) fn answers_naming(&self, n: i64) -> Result<Vec<(i64, PhotoAnswer)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT n, chain, key, seq, order_id, check_id FROM photo_answers
             WHERE photo = ? ORDER BY n",
        )?;
        let answers = query
            .query_map([n], |row| Ok((row.get(0)?, read_answer(row, 1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(answers)
    }

    /// Keeps how the photo opened that an answer of this number names.
    pub(crate) fn save_opened(&self, answer: i64, opened: Opened) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE photo_answers SET opened = ? WHERE n = ?")?
            .execute(params![opened.name(), answer])?;
        Ok(())
    }

    /// Keeps what was seen in a photo, for as long as there are its bytes.
    pub(crate) fn save_seen_in_photo(
        &self,
        n: i64,
        jpeg: &[u8; 32],
        look: Option<u64>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE photos SET jpeg = ?, look = ? WHERE n = ? AND bytes IS NOT NULL",
            )?
            .execute(params![jpeg, look.map(u64::cast_signed), n])?;
        Ok(())
    }

    /// The photo of this number.
    pub(crate) fn photo(&self, n: i64) -> Result<Option<StoredPhoto>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM photos WHERE n = ?");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([n], read))?)
    }

    /// The first photo of this name, of whatever device key.
    pub(crate) fn first_photo(&self, id: PhotoId) -> Result<Option<StoredPhoto>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM photos WHERE id = ? ORDER BY n LIMIT 1");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([id.bytes()], read))?)
    }

    /// Keeps what an officer says of a photo, in place of what was said before.
    pub(crate) fn save_verdict(
        &self,
        n: i64,
        verdict: PhotoMatch,
        signed: &[u8],
        now: u64,
    ) -> Result<(), StoreError> {
        let order = self
            .connection
            .prepare_cached(
                "UPDATE photos SET verdict = ?, verdict_at = ?, verdict_bytes = ? WHERE n = ?
                 RETURNING order_id",
            )?
            .query_row(params![verdict.name(), sql(now), signed, n], |row| {
                row.get(0).map(OrderId::new)
            })?;
        self.reckon_stay_of_photos(order)
    }

    /// What was signed of the photos of a chain after they came, of the oldest photos first.
    pub(crate) fn photo_words_of(&self, chain: ChainId) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT verdict_bytes, deletion FROM photos
             WHERE chain = ? AND coalesce(verdict_bytes, deletion) IS NOT NULL ORDER BY n",
        )?;
        let words = query
            .query_map([chain.bytes()], |row| Ok([row.get::<_, Option<Vec<u8>>>(0)?, row.get(1)?]))?
            .collect::<Result<Vec<_>, _>>()?;
        Ok(words.into_iter().flatten().flatten().collect())
    }

    /// Photos of a chain that are deleted, of which that is not signed yet.
    pub(crate) fn deleted_photos_without_word(
        &self,
        chain: ChainId,
    ) -> Result<Vec<StoredPhoto>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM photos
             WHERE chain = ? AND deleted_at IS NOT NULL AND deletion IS NULL ORDER BY n"
        );
        let mut query = self.connection.prepare_cached(&query)?;
        let photos = query.query_map([chain.bytes()], read)?.collect::<Result<_, _>>()?;
        Ok(photos)
    }

    /// Keeps what was signed of a photo's deletion.
    pub(crate) fn save_photo_deletion(&self, n: i64, signed: &[u8]) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE photos SET deletion = ? WHERE n = ?")?
            .execute(params![signed, n])?;
        Ok(())
    }

    /// Reckons anew how long the bytes of the photos under an order stay.
    pub(super) fn reckon_stay_of_photos(&self, order: OrderId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE photos SET stays_until = min(
                     coalesce((SELECT ends_at FROM orders WHERE id = ?1 AND ends_at > 0) + ?2, ?4),
                     CASE verdict WHEN ?5 THEN verdict_at + ?3 ELSE ?4 END)
                 WHERE order_id = ?1",
            )?
            .execute(params![
                order.bytes(),
                sql(AFTER_END),
                sql(AFTER_MATCH),
                i64::MAX,
                PhotoMatch::Match.name()
            ])?;
        Ok(())
    }

    /// Deletes the bytes that have served their time, with what was seen in them. What was signed stays.
    pub(super) fn delete_old_photo_bytes(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE photos SET bytes = NULL, jpeg = NULL, look = NULL,
                     received = CASE WHEN receipt IS NULL THEN 0 ELSE received END,
                     deleted_at = CASE WHEN receipt IS NULL THEN NULL ELSE ?1 END
                 WHERE bytes IS NOT NULL AND stays_until <= ?1",
            )?
            .execute([sql(now)])?;
        Ok(())
    }
}
