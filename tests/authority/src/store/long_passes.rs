//! Passes that last for days: their places in the status list.

use doorstep::model::{AccountId, PassId};
use rusqlite::params;

use super::{Store, StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// Fewest places: among so many it is not seen who was given one after whom.
const FEWEST: u64 = 65_536;
/// Most places: what a status list may hold, at two bits each.
const MOST: u64 = 1 << 23;
/// Most that are taken, so that a free one is still soon drawn.
const MOST_TAKEN: u64 = MOST / 8 * 7;
/// How long a status list counts, in seconds.
pub(crate) const STATUS_LIFE: u64 = 7 * 86_400;
/// How long a place stays taken after its pass has ended, in seconds: as long as a list counts that
/// was signed before, and a day for clocks.
const STAYS_TAKEN: u64 = STATUS_LIFE + 86_400;

/// A place of the status list whose pass was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RevokedPlace {
    pub(crate) idx: u64,
    /// When its pass begins.
    pub(crate) nbf: u64,
    /// From which second it is revoked.
    pub(crate) from: u64,
    /// When its pass ends and nobody looks at it any more.
    pub(crate) exp: u64,
}

impl Store {
    /// How many places the list has: all that were given are in it.
    pub(crate) fn places(&self) -> Result<u64, StoreError> {
        self.read(|reader| {
            let mut query = reader
                .prepare_cached("SELECT n, (SELECT max(idx) FROM places) FROM places_taken")?;
            query.query_row([], |row| {
                let end = maybe_seconds(row.get(1)?).map_or(0, |last| last.saturating_add(1));
                Ok(room_for(seconds(row.get(0)?)).max(end.next_power_of_two()))
            })
        })
    }

    /// Revoked passes that have not ended at this second.
    pub(crate) fn revoked_places(&self, now: u64) -> Result<Vec<RevokedPlace>, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached(
                "SELECT status, ifnull(nbf, 0), denied_from, exp FROM passes
                 WHERE status IS NOT NULL AND denied_from IS NOT NULL AND exp > ?",
            )?;
            let rows = query.query_map([sql(now)], |row| {
                Ok(RevokedPlace {
                    idx: seconds(row.get(0)?),
                    nbf: seconds(row.get(1)?),
                    from: seconds(row.get(2)?),
                    exp: seconds(row.get(3)?),
                })
            })?;
            rows.collect()
        })
    }
}

/// Twice as many places as are taken, so that a free one is soon drawn.
fn room_for(taken: u64) -> u64 {
    taken.saturating_mul(2).clamp(FEWEST, MOST).next_power_of_two()
}

impl Transaction<'_> {
    /// A place that is free, from random numbers.
    pub(crate) fn free_place<E: From<StoreError>>(
        &self,
        mut draw: impl FnMut() -> Result<u32, E>,
    ) -> Result<u64, E> {
        let taken = self.taken()?;
        if taken >= MOST_TAKEN {
            return Err(StoreError::Refused.into());
        }
        let room = room_for(taken.saturating_add(1));
        loop {
            let place = u64::from(draw()?) % room;
            if !self.is_taken(place)? {
                return Ok(place);
            }
        }
    }

    fn taken(&self) -> Result<u64, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT n FROM places_taken")?;
        Ok(query.query_row([], |row| Ok(seconds(row.get(0)?)))?)
    }

    fn is_taken(&self, place: u64) -> Result<bool, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT 1 FROM places WHERE idx = ?")?
            .query_row([sql(place)], |_| Ok(()));
        Ok(found(row)?.is_some())
    }

    pub(super) fn take_place(&self, place: u64, exp: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO places (idx, exp) VALUES (?, ?)")?
            .execute(params![sql(place), sql(exp)])?;
        Ok(())
    }

    pub(super) fn free_expired_places(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM places WHERE exp < ?")?
            .execute([sql(now.saturating_sub(STAYS_TAKEN))])?;
        Ok(())
    }

    /// The revoked ones of an account that have not ended at this second.
    pub(crate) fn denied_to(
        &self,
        account: AccountId,
        now: u64,
    ) -> Result<Vec<(PassId, u64)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, denied_from FROM passes
             WHERE account = ? AND status IS NOT NULL AND denied_from IS NOT NULL AND exp > ?",
        )?;
        let rows = query.query_map(params![account.bytes(), sql(now)], |row| {
            Ok((PassId::new(row.get(0)?), seconds(row.get(1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::NewPass;
    use doorstep::model::Thumbprint;

    const DAY: u64 = 86_400;
    const END: u64 = 20 * DAY;

    fn long_pass(status: u64) -> NewPass {
        NewPass {
            id: PassId::new(status.to_be_bytes()),
            account: None,
            holder: None,
            purpose: 7,
            nbf: DAY,
            exp: END,
            key: Thumbprint::new([7; 32]),
            status: Some(status),
        }
    }

    #[test]
    fn a_place_is_given_again_when_no_list_says_of_it_what_was_true_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let draw = |now: u64| -> Result<Option<u64>, StoreError> {
            let mut drawn = [5_u32, 6].into_iter();
            store.in_transaction(now, |tx| {
                tx.free_place(|| Ok::<_, StoreError>(drawn.next().unwrap())).map(Some)
            })
        };
        store.in_transaction(DAY, |tx| tx.save_pass(&long_pass(5))).unwrap();
        store.in_transaction(2 * DAY, |tx| tx.deny(long_pass(5).id, 2 * DAY)).unwrap();
        assert_eq!(store.revoked_places(3 * DAY).unwrap().len(), 1);
        // The pass is forgotten a day after its end; a list of that day still counts for a week.
        assert_eq!(draw(END + 2 * DAY), Ok(Some(6)));
        assert_eq!(store.denied_from(long_pass(5).id), Ok(None));
        assert_eq!(draw(END + STATUS_LIFE), Ok(Some(6)));
        assert_eq!(draw(END + STATUS_LIFE + DAY + 1), Ok(Some(5)));
    }

    #[test]
    fn places_are_counted_as_they_are_taken_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.places(), Ok(FEWEST));
        for status in [1, FEWEST + 1] {
            store.in_transaction(DAY, |tx| tx.save_pass(&long_pass(status))).unwrap();
        }
        assert_eq!(store.in_transaction(DAY, |tx| tx.taken()), Ok(2));
        assert_eq!(store.places(), Ok(2 * FEWEST), "the last one is in the list");
        let later = END + 9 * DAY;
        assert_eq!(store.in_transaction(later, |tx| tx.taken()), Ok(0));
        assert_eq!(store.places(), Ok(FEWEST));
    }

    #[test]
    fn there_are_at_least_twice_as_many_places_as_are_taken_until_the_list_is_full() {
        assert_eq!(room_for(0), FEWEST);
        assert_eq!(room_for(40_000), 131_072);
        assert_eq!(room_for(3_200_000), MOST);
        assert_eq!(room_for(u64::MAX), MOST);
    }
}
