//! Erasing one owner: a new epoch begins, and the keys and rows of those before it go.

use rusqlite::params;

use super::Table;
use super::changes::Changes;
use super::{Owner, Store, StoreError, open, reserve};
use crate::model::PersonId;
use crate::ports::{Vault, VaultError};

impl Store {
    /// Starts a new epoch of an owner with these changes as its first rows, in one transaction: a
    /// process that dies finds either the old epoch whole or the new one.
    pub fn begin_epoch(
        &mut self,
        owner: Owner,
        vault: &dyn Vault,
        changes: Changes,
    ) -> Result<(), StoreError> {
        let changes = changes.whole()?;
        let epoch = self.keys.of(owner)?.epoch.saturating_add(1);
        self.begin()?;
        let key = match self.make_key(owner, epoch, false, vault) {
            Ok(key) => key,
            Err(error) => return self.end(Err(error)),
        };
        let before = self.keys.insert(owner, key);
        let begun = self.change_all(&changes);
        let ended = self.end(begun);
        match ended {
            Ok(()) => {
                self.forget_unreadable(owner);
                self.note_numbers(&changes);
            }
            // Whatever was not kept was not begun.
            Err(_) => {
                if let Some(before) = before {
                    self.keys.insert(owner, before);
                }
            }
        }
        ended
    }

    /// Destroys the keys of every earlier epoch of an owner in the vault: from there on nothing of
    /// it can be read, whatever happens next.
    ///
    /// # Errors
    /// [`StoreError`]; asking again goes on where it stopped.
    pub fn forget_past_keys(&mut self, owner: Owner, vault: &dyn Vault) -> Result<(), StoreError> {
        let epoch = self.keys.of(owner)?.epoch;
        self.delete_keys_before(owner, epoch, vault)?;
        if self.has_files_aside()? {
            self.delete_keys_of_files_aside(owner, vault)?;
        }
        Ok(())
    }

    /// Whether a damaged file lies aside, which may hold rows of everybody.
    pub fn has_files_aside(&self) -> Result<bool, StoreError> {
        Ok(!open::files_aside(&self.folder)?.is_empty())
    }

    /// Destroys the keys that open an owner's rows in files that lie aside: every one but those of
    /// this file. Where they cannot be listed, the files go.
    fn delete_keys_of_files_aside(
        &self,
        owner: Owner,
        vault: &dyn Vault,
    ) -> Result<(), StoreError> {
        let listed = match vault.aliases(&format!("doorstep/{}/wrap/", owner.number())) {
            Err(VaultError::Unsupported) => return open::remove_put_aside(&self.folder),
            listed => listed?,
        };
        let ours = self.aliases_before(owner, i64::MAX)?;
        for alias in listed.iter().filter(|alias| !ours.contains(alias)) {
            vault.delete(alias)?;
        }
        Ok(())
    }

    /// Destroys every key of an owner in the vault, which needs no room on the disk.
    ///
    /// # Errors
    /// [`StoreError`]; asking again goes on where it stopped.
    pub fn delete_keys(&self, owner: Owner, vault: &dyn Vault) -> Result<(), StoreError> {
        self.delete_keys_before(owner, i64::MAX, vault)
    }

    fn delete_keys_before(
        &self,
        owner: Owner,
        epoch: i64,
        vault: &dyn Vault,
    ) -> Result<(), StoreError> {
        for alias in self.aliases_before(owner, epoch)? {
            vault.delete(&alias)?;
        }
        Ok(())
    }

    fn aliases_before(&self, owner: Owner, epoch: i64) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .statement()?
            .prepare("SELECT alias FROM data_keys WHERE owner = ?1 AND epoch < ?2")?;
        let aliases = statement.query_map(params![owner.number(), epoch], |row| row.get(0))?;
        Ok(aliases.collect::<Result<_, _>>()?)
    }

    /// Removes the rows of every earlier epoch of an owner together with these changes, then what the
    /// log still holds of them; of the last owner also files that lie aside, where others may have rows.
    ///
    /// # Errors
    /// [`StoreError`]; asking again goes on where it stopped.
    pub fn remove_past_rows(
        &mut self,
        owner: Owner,
        is_last: bool,
        changes: Changes,
    ) -> Result<(), StoreError> {
        let changes = changes.whole()?;
        if is_last {
            open::remove_put_aside(&self.folder)?;
        }
        self.begin()?;
        let removed = self.delete_past_rows(owner).and_then(|()| self.change_all(&changes));
        self.end(removed)?;
        // Pages of the log still hold what was written before; here, and only here, it is cut.
        self.statement()?.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        reserve::take(&self.folder);
        Ok(())
    }

    fn delete_past_rows(&self, owner: Owner) -> Result<(), StoreError> {
        self.keep_numbers()?;
        let epoch = self.keys.of(owner)?.epoch;
        for table in Table::names_of_epochs() {
            let sql = format!("DELETE FROM {table} WHERE owner = ?1 AND epoch < ?2");
            self.statement()?.execute(&sql, params![owner.number(), epoch])?;
        }
        Ok(())
    }

    /// Makes room for an erase on a disk so full that not even that can be written down, and takes
    /// it from nobody: the reserve is let go of, and the log brought into the file, so that it can
    /// be written from its beginning.
    pub fn make_room(&self) -> Result<(), StoreError> {
        reserve::release(&self.folder)?;
        self.checkpoint();
        Ok(())
    }

    /// Starts with an empty file, of which nobody but the phone and this owner has any rows;
    /// the keys of both are destroyed. Removing the file makes the room. False, and nothing
    /// done, if others have rows.
    pub fn start_over(&mut self, owner: Owner, vault: &dyn Vault) -> Result<bool, StoreError> {
        // A new file begins with the first person.
        if self.people != [PersonId::FIRST] || owner != Owner::Person(PersonId::FIRST) {
            return Ok(false);
        }
        self.delete_keys(owner, vault)?;
        self.delete_keys(Owner::Phone, vault)?;
        self.connection = rusqlite::Connection::open_in_memory()?;
        open::remove(&self.folder)?;
        self.connection = open::open(&self.folder)?.0;
        self.load(vault)?;
        Ok(true)
    }
}
