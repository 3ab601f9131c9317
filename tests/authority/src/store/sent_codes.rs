//! A code that went to a number: what a registration and a visit to the portal keep of it.

use rusqlite::Row;

use super::{NumberMac, seconds};

/// A code in a text message, and the tries at it.
#[derive(Clone)]
pub(crate) struct SentCode {
    /// Where it went, E.164.
    pub(crate) phone: String,
    pub(crate) number: NumberMac,
    /// Language of the message.
    pub(crate) lang: String,
    /// HMAC of the code.
    pub(crate) code: [u8; 32],
    /// First second at which no code is taken, as it is told.
    pub(crate) code_until: u64,
    /// When a code was last asked for.
    pub(crate) sent_at: u64,
    /// Wrong tries since then.
    pub(crate) wrong: u64,
    /// No new code before this second.
    pub(crate) wait_until: u64,
    /// First second at which this code no longer counts.
    pub(crate) good_until: u64,
    /// Wrong tries at this code.
    pub(crate) spent: u64,
}

/// The columns, in the order in which [`read`] takes them.
pub(super) const COLUMNS: &str =
    "phone, number, lang, code, code_until, sent_at, wrong, wait_until, good_until, spent";

/// A code from its columns, which begin at this one.
pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<SentCode> {
    Ok(SentCode {
        phone: row.get(first)?,
        number: row.get(first.saturating_add(1))?,
        lang: row.get(first.saturating_add(2))?,
        code: row.get(first.saturating_add(3))?,
        code_until: seconds(row.get(first.saturating_add(4))?),
        sent_at: seconds(row.get(first.saturating_add(5))?),
        wrong: seconds(row.get(first.saturating_add(6))?),
        wait_until: seconds(row.get(first.saturating_add(7))?),
        good_until: seconds(row.get(first.saturating_add(8))?),
        spent: seconds(row.get(first.saturating_add(9))?),
    })
}
