//! Passes that last for days: their places in the status list.

use doorstep::model::{AccountId, PassId};
use rusqlite::params;

use super::{Store, StoreError, Work, found, seconds, sql};

/// Fewest places: among so many it is not seen who was given one after whom.
const FEWEST: u64 = 65_536;
/// Most places: what a status list may hold, at two bits each.
const MOST: u64 = 1 << 23;

/// A place of the status list whose pass was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RevokedPlace {
    pub(crate) idx: u64,
    /// From which second.
    pub(crate) from: u64,
    /// When its pass ends and nobody looks at it any more.
    pub(crate) exp: u64,
}

impl Store {
    /// How many places the list has: all that were given are in it.
    pub(crate) fn places(&self) -> Result<u64, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached(
                "SELECT count(*), ifnull(max(status), 0) FROM passes WHERE status IS NOT NULL",
            )?;
            query.query_row([], |row| {
                let last = seconds(row.get(1)?).saturating_add(1);
                Ok(room_for(seconds(row.get(0)?)).max(last.next_power_of_two()))
            })
        })
    }

    /// Revoked passes that have not ended at this second.
    pub(crate) fn revoked_places(&self, now: u64) -> Result<Vec<RevokedPlace>, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached(
                "SELECT status, denied_from, exp FROM passes
                 WHERE status IS NOT NULL AND denied_from IS NOT NULL AND exp > ?",
            )?;
            let rows = query.query_map([sql(now)], |row| {
                Ok(RevokedPlace {
                    idx: seconds(row.get(0)?),
                    from: seconds(row.get(1)?),
                    exp: seconds(row.get(2)?),
                })
            })?;
            rows.collect()
        })
    }
}

/// Twice as many places as passes, so that a free one is soon drawn.
fn room_for(passes: u64) -> u64 {
    passes.saturating_mul(2).clamp(FEWEST, MOST).next_power_of_two()
}

impl Work<'_> {
    /// A place that no pass has, from random numbers.
    pub(crate) fn free_place<E: From<StoreError>>(
        &self,
        mut draw: impl FnMut() -> Result<u32, E>,
    ) -> Result<u64, E> {
        let passes = self.long_passes()?;
        if passes >= MOST {
            return Err(StoreError::Refused.into());
        }
        let room = room_for(passes.saturating_add(1));
        loop {
            let place = u64::from(draw()?) % room;
            if !self.is_taken(place)? {
                return Ok(place);
            }
        }
    }

    fn long_passes(&self) -> Result<u64, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT count(*) FROM passes WHERE status IS NOT NULL")?;
        Ok(query.query_row([], |row| Ok(seconds(row.get(0)?)))?)
    }

    fn is_taken(&self, place: u64) -> Result<bool, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT 1 FROM passes WHERE status = ?")?
            .query_row([sql(place)], |_| Ok(()));
        Ok(found(row)?.is_some())
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

    #[test]
    fn there_are_at_least_twice_as_many_places_as_passes_until_the_list_is_full() {
        assert_eq!(room_for(0), FEWEST);
        assert_eq!(room_for(40_000), 131_072);
        assert_eq!(room_for(3_200_000), MOST);
        assert_eq!(room_for(u64::MAX), MOST);
    }
}
