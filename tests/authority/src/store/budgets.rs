//! Budgets of text messages: per number, and per source of requests.

use rusqlite::params;

use super::{NumberMac, StoreError, Work, found, seconds, sql};

/// A day, in seconds.
const DAY: u64 = 86_400;
/// Most messages to one number in a day.
const PER_DAY: u64 = 5;
/// Seconds between two messages to one number.
const APART: u64 = 60;
/// An hour, in seconds.
const HOUR: u64 = 3600;
/// Most numbers that one source names in an hour.
const PER_SOURCE: u64 = 10;

impl Work<'_> {
    /// When the next message may go to this number: now, or later.
    pub(crate) fn next_message_at(&self, number: &NumberMac, now: u64) -> Result<u64, StoreError> {
        let (count, first, last): (i64, Option<i64>, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT count(*), min(at), max(at) FROM messages_sent
                 WHERE number = ? AND at > ? AND at <= ?",
            )?
            .query_row(params![number, sql(now.saturating_sub(DAY)), sql(now)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let after =
            |at: Option<i64>, wait: u64| at.map_or(now, |at| seconds(at).saturating_add(wait));
        let by_day = if seconds(count) < PER_DAY { now } else { after(first, DAY) };
        Ok(after(last, APART).max(by_day).max(now))
    }

    /// Counts a message to this number.
    pub(crate) fn count_message(&self, number: &NumberMac, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO messages_sent (number, at) VALUES (?, ?)")?
            .execute(params![number, sql(now)])?;
        Ok(())
    }

    /// Counts a number that this source names. If it has named too many: when it may go on.
    pub(crate) fn count_source(
        &self,
        source: &[u8; 32],
        number: &NumberMac,
        now: u64,
    ) -> Result<Option<u64>, StoreError> {
        let since = sql(now.saturating_sub(HOUR));
        let known = found(
            self.connection
                .prepare_cached(
                    "SELECT at FROM source_numbers WHERE source = ? AND number = ? AND at > ?",
                )?
                .query_row(params![source, number, since], |row| row.get::<_, i64>(0)),
        )?;
        if known.is_some() {
            return Ok(None);
        }
        let (count, first): (i64, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT count(*), min(at) FROM source_numbers WHERE source = ? AND at > ?",
            )?
            .query_row(params![source, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if seconds(count) >= PER_SOURCE {
            return Ok(first.map(|at| seconds(at).saturating_add(HOUR)));
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO source_numbers (source, number, at) VALUES (?, ?, ?)",
            )?
            .execute(params![source, number, sql(now)])?;
        Ok(None)
    }

    pub(super) fn forget_counts(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM messages_sent WHERE at < ?")?
            .execute([sql(now.saturating_sub(DAY))])?;
        self.connection
            .prepare_cached("DELETE FROM source_numbers WHERE at < ?")?
            .execute([sql(now.saturating_sub(HOUR))])?;
        Ok(())
    }
}
