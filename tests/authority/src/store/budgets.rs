//! Budgets of codes: per number, per network that asks, and of all; and what an hour has seen
//! (`PROTOCOL.md §10.5`).
//!
//! Who attacks a number wants one of two things. **To guess its code**: five codes in 24 hours go out
//! for strangers, with five tries at each, whoever and however many they are: 25 guesses in 10^6. **To
//! silence its owner** by using those up: the first three may come in minutes, the others 8 hours apart,
//! so that no game costs the owner more than that; one network gets two of them in 8 hours, so that it
//! takes many to play at all; a code that was typed is no stranger's, and does not count; a phone that is registered with the number draws on a budget of its own,
//! because its key proves who asks; and the operator gives a code in person, which draws on none.

use rusqlite::params;

use super::{NumberMac, StoreError, Transaction, found, seconds, sql};

/// A day, in seconds.
const DAY: u64 = 86_400;
/// An hour, in seconds.
const HOUR: u64 = 3600;
/// Seconds after the last code before the next one that strangers get for a number, by how many of a
/// day were not typed; after five none.
const STRANGERS_WAIT: [u64; 5] = [60, 60, 300, 8 * HOUR, 8 * HOUR];
/// Most codes for one number that one network gets in [`NETWORK_WAITS`].
const PER_NETWORK: u64 = 2;
const NETWORK_WAITS: u64 = 8 * HOUR;
/// Most codes for one number in a day that were typed, too: what a message costs is bounded.
const PER_DAY: u64 = 20;
/// The same for a phone that is registered with the number.
const KNOWN_WAIT: [u64; 5] = [60; 5];
/// Most codes of all strangers in an hour. A region that has more residents to register at once has
/// a larger one; whatever it is, it bounds what a message costs and what the database keeps.
const PER_HOUR: u64 = 3_600;
/// Requests of an hour that got no code, from which on somebody should look.
const MANY_WITHHELD: u64 = 1_000;
/// Most numbers that one source names in an hour.
const PER_SOURCE: u64 = 10;
/// Most times that one source names one number in an hour.
const OF_ONE: u64 = 10;
/// Most pairs of a source and a number that are counted in an hour.
const SOURCES: u64 = 50_000;
/// How long the figures of an hour are kept, in seconds.
const HOURS_STAY: u64 = 7 * DAY;

/// Whom a code would be for.
pub(crate) struct CodeRequester {
    /// The network that asks; none if networks do not count there.
    pub(crate) network: Option<[u8; 32]>,
    /// Whether its device key is registered with the number.
    pub(crate) known: bool,
}

/// What one hour has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hour {
    /// Its first second.
    pub(crate) from: u64,
    /// Codes that were sent to strangers.
    pub(crate) sent: u64,
    /// Requests that got none.
    pub(crate) withheld: u64,
    /// Wrong codes.
    pub(crate) wrong: u64,
}

/// What the operator should look at in an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alarm {
    /// No stranger gets a code any more until the hour is over.
    CodesUsedUp,
    /// Many ask in vain: somebody plays with numbers of others.
    ManyWithheld,
}

impl Alarm {
    /// The name that scripts see.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CodesUsedUp => "codes-used-up",
            Self::ManyWithheld => "many-withheld",
        }
    }
}

impl Hour {
    /// What was alarming in it.
    pub(crate) fn alarms(&self) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        if self.sent >= PER_HOUR {
            alarms.push(Alarm::CodesUsedUp);
        }
        if self.withheld >= MANY_WITHHELD {
            alarms.push(Alarm::ManyWithheld);
        }
        alarms
    }
}

impl Transaction<'_> {
    /// Whether a code may go to this number now; if so it counts. What does not is written too, and taken
    /// back, so that both answers take as long. Also what has become alarming just now.
    pub(crate) fn take_from_budget(
        &self,
        number: &NumberMac,
        requester: &CodeRequester,
        now: u64,
    ) -> Result<(bool, Option<Alarm>), StoreError> {
        let before = self.hour(now)?;
        let may =
            self.may_send(number, requester, now)? && (requester.known || before.sent < PER_HOUR);
        self.connection
            .prepare_cached(
                "INSERT INTO messages_sent (number, at, source, known) VALUES (?, ?, ?, ?)",
            )?
            .execute(params![number, sql(now), requester.network, requester.known])?;
        if !may {
            self.connection
                .prepare_cached("DELETE FROM messages_sent WHERE rowid = last_insert_rowid()")?
                .execute([])?;
        }
        let mut after = before;
        let counted = may && !requester.known;
        after.sent = after.sent.saturating_add(u64::from(counted));
        after.withheld = after.withheld.saturating_add(u64::from(!may));
        self.save_hour(&after)?;
        let known = before.alarms();
        Ok((may, after.alarms().into_iter().find(|alarm| !known.contains(alarm))))
    }

    fn may_send(
        &self,
        number: &NumberMac,
        requester: &CodeRequester,
        now: u64,
    ) -> Result<bool, StoreError> {
        let (all, untyped, last): (i64, Option<i64>, Option<i64>) = self
            .connection
            .prepare_cached(
                "SELECT count(*), sum(answered = 0), max(at) FROM messages_sent
                 WHERE number = ? AND known = ? AND at > ? AND at <= ?",
            )?
            .query_row(
                params![number, requester.known, sql(now.saturating_sub(DAY)), sql(now)],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
        let Some(last) = last.map(seconds) else { return Ok(true) };
        if seconds(all) >= PER_DAY {
            return Ok(false);
        }
        let untyped = usize::try_from(untyped.unwrap_or_default()).unwrap_or(usize::MAX);
        let apart = if requester.known { KNOWN_WAIT.as_slice() } else { STRANGERS_WAIT.as_slice() };
        let apart = apart.get(untyped).copied();
        if apart.is_none_or(|apart| now < last.saturating_add(apart)) {
            return Ok(false);
        }
        let (Some(network), false) = (requester.network, requester.known) else { return Ok(true) };
        let from_there: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM messages_sent
                 WHERE number = ? AND known = 0 AND answered = 0 AND source = ? AND at > ?
                     AND at <= ?",
            )?
            .query_row(
                params![number, network, sql(now.saturating_sub(NETWORK_WAITS)), sql(now)],
                |row| row.get(0),
            )?;
        Ok(seconds(from_there) < PER_NETWORK)
    }

    /// The last code that went to this number at this second was typed: it was its owner's.
    pub(crate) fn mark_code_used(&self, number: &NumberMac, at: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE messages_sent SET answered = 1 WHERE number = ? AND at = ?")?
            .execute(params![number, sql(at)])?;
        Ok(())
    }

    /// Counts a wrong code, sent or not.
    pub(crate) fn count_wrong(&self, now: u64) -> Result<(), StoreError> {
        let mut hour = self.hour(now)?;
        hour.wrong = hour.wrong.saturating_add(1);
        self.save_hour(&hour)
    }

    /// The hours of the last days, newest first.
    pub(crate) fn hours(&self) -> Result<Vec<Hour>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT hour, sent, withheld, wrong FROM hours ORDER BY hour DESC")?;
        let hours = query.query_map([], |row| {
            Ok(Hour {
                from: seconds(row.get(0)?).saturating_mul(HOUR),
                sent: seconds(row.get(1)?),
                withheld: seconds(row.get(2)?),
                wrong: seconds(row.get(3)?),
            })
        })?;
        Ok(hours.collect::<Result<_, _>>()?)
    }

    fn hour(&self, now: u64) -> Result<Hour, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT sent, withheld, wrong FROM hours WHERE hour = ?")?
            .query_row([sql(now / HOUR)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let (sent, withheld, wrong) = found(row)?.unwrap_or_default();
        let from = (now / HOUR).saturating_mul(HOUR);
        let [sent, withheld, wrong] = [sent, withheld, wrong].map(seconds);
        Ok(Hour { from, sent, withheld, wrong })
    }

    fn save_hour(&self, hour: &Hour) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO hours (hour, sent, withheld, wrong) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (hour) DO UPDATE SET sent = ?2, withheld = ?3, wrong = ?4",
            )?
            .execute(params![
                sql(hour.from / HOUR),
                sql(hour.sent),
                sql(hour.withheld),
                sql(hour.wrong)
            ])?;
        Ok(())
    }

    /// Counts a number that this source names. If it has named too many, or this one too often: when it
    /// may go on.
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
                    "SELECT at, n FROM source_numbers WHERE source = ? AND number = ? AND at > ?",
                )?
                .query_row(params![source, number, since], |row| {
                    Ok((seconds(row.get(0)?), seconds(row.get(1)?)))
                }),
        )?;
        if let Some((at, n)) = known {
            if n >= OF_ONE {
                return Ok(Some(at.saturating_add(HOUR)));
            }
            self.connection
                .prepare_cached(
                    "UPDATE source_numbers SET n = n + 1 WHERE source = ? AND number = ?",
                )?
                .execute(params![source, number])?;
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
        // So many sources are one attacker: the budget of all codes holds him, and his sources take no
        // room beside those of others.
        let all: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM source_numbers LIMIT ?)")?
            .query_row([sql(SOURCES)], |row| row.get(0))?;
        if seconds(all) < SOURCES {
            self.connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO source_numbers (source, number, at, n)
                     VALUES (?, ?, ?, 1)",
                )?
                .execute(params![source, number, sql(now)])?;
        }
        Ok(None)
    }

    pub(super) fn delete_expired_counts(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM messages_sent WHERE at < ?")?
            .execute([sql(now.saturating_sub(DAY))])?;
        self.connection
            .prepare_cached("DELETE FROM source_numbers WHERE at < ?")?
            .execute([sql(now.saturating_sub(HOUR))])?;
        self.connection
            .prepare_cached("DELETE FROM hours WHERE hour < ?")?
            .execute([sql(now.saturating_sub(HOURS_STAY) / HOUR)])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    const NOW: u64 = 1_795_521_600;
    const NUMBER: NumberMac = [1; 32];

    fn asks(store: &Store, number: NumberMac, network: Option<u8>, known: bool, at: u64) -> bool {
        let requester = CodeRequester { network: network.map(|network| [network; 32]), known };
        store.in_transaction(at, |tx| tx.take_from_budget(&number, &requester, at)).unwrap().0
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        (folder, store)
    }

    #[test]
    fn strangers_get_five_codes_in_any_day_and_no_game_takes_more_than_eight_hours() {
        let (_folder, store) = store();
        // As many sources as they like, each minute, for four days.
        let sent = store
            .in_transaction(NOW, |tx| {
                let mut sent = Vec::new();
                for at in (NOW..NOW + 4 * DAY).step_by(60) {
                    let network = Some([u8::try_from(at / 60 % 251).unwrap_or_default(); 32]);
                    if tx.take_from_budget(&NUMBER, &CodeRequester { network, known: false }, at)?.0
                    {
                        sent.push(at);
                    }
                }
                Ok::<_, StoreError>(sent)
            })
            .unwrap();
        for (place, at) in sent.iter().enumerate() {
            let day = sent[place..].iter().take_while(|later| **later < at + DAY).count();
            assert!(day <= 5, "25 guesses in a million");
        }
        let longest = sent.windows(2).map(|two| two[1] - two[0]).max().unwrap();
        assert!(longest <= 8 * HOUR, "{longest}");
        let firsts: Vec<u64> = sent.iter().take(4).map(|at| at - NOW).collect();
        assert_eq!(firsts, [0, 60, 360, 360 + 8 * HOUR]);
    }

    #[test]
    fn codes_that_are_typed_do_not_count_but_for_what_they_cost() {
        let (_folder, store) = store();
        let mut sent = 0;
        for at in (NOW..).step_by(60).take(30) {
            if asks(&store, NUMBER, Some(1), false, at) {
                sent += 1;
                store.in_transaction(at, |tx| tx.mark_code_used(&NUMBER, at)).unwrap();
            }
        }
        assert_eq!(sent, PER_DAY);
    }

    #[test]
    fn one_network_leaves_codes_to_the_others() {
        let (_folder, store) = store();
        let sent = (NOW..NOW + 8 * HOUR).step_by(600);
        assert_eq!(sent.filter(|at| asks(&store, NUMBER, Some(1), false, *at)).count(), 2);
        assert!(asks(&store, NUMBER, Some(2), false, NOW + 8 * HOUR - 1));
    }

    #[test]
    fn a_phone_of_the_number_has_a_budget_that_no_stranger_touches() {
        let (_folder, store) = store();
        for (network, at) in (0..24).zip((NOW..).step_by(3600)) {
            asks(&store, NUMBER, Some(network), false, at);
            asks(&store, NUMBER, Some(network), false, at + 400);
        }
        let last = NOW + DAY - 1;
        assert!(!asks(&store, NUMBER, Some(252), false, last));
        assert!(asks(&store, NUMBER, None, true, last));
        assert!(!asks(&store, NUMBER, None, true, last + 59));
        let more = (last + 60..last + HOUR).step_by(60);
        assert_eq!(more.filter(|at| asks(&store, NUMBER, None, true, *at)).count(), 4);
    }

    #[test]
    fn all_strangers_together_have_a_budget_with_an_alarm_and_registered_phones_do_not_need_it() {
        let (_folder, store) = store();
        let number = |n: u64| {
            let mut number = [0; 32];
            number[..8].copy_from_slice(&n.to_be_bytes());
            number
        };
        let stranger = CodeRequester { network: None, known: false };
        let (mut sent, mut alarms) = (0, Vec::new());
        store
            .in_transaction(NOW, |tx| {
                for n in 0..PER_HOUR + MANY_WITHHELD + 10 {
                    let (may, alarm) = tx.take_from_budget(&number(n), &stranger, NOW)?;
                    sent += u64::from(may);
                    alarms.extend(alarm);
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
        assert_eq!(sent, PER_HOUR);
        assert_eq!(alarms, [Alarm::CodesUsedUp, Alarm::ManyWithheld], "each once");
        assert!(asks(&store, number(u64::MAX), None, true, NOW));
        assert!(!asks(&store, number(u64::MAX), None, false, NOW + 1));
        assert!(asks(&store, number(u64::MAX), None, false, NOW + HOUR));
        let hours = store.in_transaction(NOW + HOUR, |tx| tx.hours()).unwrap();
        assert_eq!((hours.len(), hours[1].sent, hours[0].sent), (2, PER_HOUR, 1));
        assert_eq!(hours[1].withheld, MANY_WITHHELD + 11);
    }
}
