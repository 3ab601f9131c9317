//! Writing down what is sent, and reading it again.

use crate::requests::{MOST_RAW, MOST_SENT, Sent, SentRaw};
use crate::store::{Changes, Owner, Store, StoreError, Table};

/// A request that is sent, and whose it is.
pub struct Sending {
    pub owner: Owner,
    pub sent: Sent,
    pub raw: SentRaw,
}

/// What was sent: rows of the store, and what could not be written there yet.
#[derive(Default)]
pub struct SentLog {
    unwritten: Vec<Sending>,
}

impl SentLog {
    /// Keeps a request that is about to be sent. Nobody has to make room first in order to be helped:
    /// what cannot be written now is written with the next one.
    ///
    /// # Errors
    /// `Suspended`: then nothing may be sent.
    pub fn note(&mut self, store: &mut Store, sending: Sending) -> Result<(), StoreError> {
        if store.is_suspended() {
            return Err(StoreError::Suspended);
        }
        self.unwritten.push(sending);
        let mut changes = Changes::new();
        let mut last = 0;
        for (row, Sending { owner, sent, raw }) in self.unwritten(store) {
            changes.put_row(Table::Sent, *owner, row, false, sent);
            changes.put_row(Table::SentRaw, *owner, row, false, raw);
            last = row;
        }
        changes.drop_rows_up_to(Table::Sent, last.saturating_sub(MOST_SENT));
        changes.drop_rows_up_to(Table::SentRaw, last.saturating_sub(MOST_RAW));
        match store.apply(changes) {
            Ok(()) => self.unwritten.clear(),
            Err(error) => {
                log::warn!("sent-not-kept code={error}");
                let most = usize::try_from(MOST_RAW).unwrap_or_default();
                self.unwritten.drain(..self.unwritten.len().saturating_sub(most));
            }
        }
        Ok(())
    }

    /// What is not written yet, under the numbers that it will have.
    fn unwritten(&self, store: &Store) -> impl Iterator<Item = (i64, &Sending)> {
        (store.next_row(Table::Sent)..).zip(&self.unwritten)
    }

    /// What was sent from this number on, or the newest of it; in the order in which it was sent, at
    /// most so many, and nothing of these owners.
    pub fn read(
        &self,
        store: &Store,
        from: Option<i64>,
        most: usize,
        hidden: &[Owner],
    ) -> Result<Vec<(i64, Sent)>, StoreError> {
        let mut sent = store.numbered_rows(Table::Sent, from, most, hidden)?;
        let unwritten = self.unwritten(store);
        let unwritten = unwritten.filter(|(row, sending)| {
            from.is_none_or(|from| *row >= from) && !hidden.contains(&sending.owner)
        });
        sent.extend(unwritten.map(|(row, sending)| (row, sending.sent.clone())));
        match from {
            Some(_) => sent.truncate(most),
            None => drop(sent.drain(..sent.len().saturating_sub(most))),
        }
        Ok(sent)
    }

    /// The bytes of what was sent under this number, if they are still kept and not of these owners.
    pub fn raw(
        &self,
        store: &Store,
        number: i64,
        hidden: &[Owner],
    ) -> Result<Option<SentRaw>, StoreError> {
        if let Some((_, sending)) = self.unwritten(store).find(|(row, _)| *row == number) {
            let is_shown = !hidden.contains(&sending.owner);
            return Ok(is_shown.then(|| sending.raw.clone()));
        }
        let found = store.numbered_rows(Table::SentRaw, Some(number), 1, hidden)?;
        Ok(found.into_iter().find(|(row, _)| *row == number).map(|(_, raw)| raw))
    }

    /// Forgets what an owner has sent and is not written yet.
    pub fn forget(&mut self, owner: Owner) {
        self.unwritten.retain(|sending| sending.owner != owner);
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests;
