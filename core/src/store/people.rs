//! Whose rows there are: the phone's own, and those of people, who come and go.

use rusqlite::params;

use super::Table;
use super::{Store, StoreError};
use crate::model::PersonId;
use crate::ports::Vault;

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The phone itself: time and public documents.
    Phone,
    Person(PersonId),
}

impl Owner {
    /// The number under which rows name the owner.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Phone => 0,
            Self::Person(person) => person.number().into(),
        }
    }

    pub(super) fn of(number: i64) -> Option<Self> {
        match number {
            0 => Some(Self::Phone),
            _ => PersonId::of(u32::try_from(number).ok()?).map(Self::Person),
        }
    }
}

impl Store {
    /// The people whose rows are kept, at least one.
    pub fn people(&self) -> &[PersonId] {
        &self.people
    }

    pub(super) fn load_people(&self) -> Result<Vec<PersonId>, StoreError> {
        let mut statement =
            self.statement()?.prepare_cached("SELECT person FROM people ORDER BY person")?;
        let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
        let mut people = Vec::new();
        for number in rows {
            match Owner::of(number?) {
                Some(Owner::Person(person)) => people.push(person),
                _ => log::warn!("person-unknown"),
            }
        }
        if people.is_empty() {
            people.push(PersonId::FIRST);
        }
        Ok(people)
    }

    /// Makes room for another person under the lowest number that is free; nothing
    /// if all are taken.
    ///
    /// # Errors
    /// [`StoreError`]
    pub fn add_person(&mut self, vault: &dyn Vault) -> Result<Option<PersonId>, StoreError> {
        let Some(person) = PersonId::all().find(|person| !self.people.contains(person)) else {
            return Ok(None);
        };
        let owner = Owner::Person(person);
        self.begin()?;
        let made = self.make_key(owner, 1, false, vault).and_then(|key| {
            self.statement()?.execute("INSERT INTO people VALUES(?1)", [owner.number()])?;
            Ok(key)
        });
        let (key, done) = match made {
            Ok(key) => (Some(key), Ok(())),
            Err(error) => (None, Err(error)),
        };
        self.end(done)?;
        if let Some(key) = key {
            self.keys.insert(owner, key);
        }
        let place = self.people.partition_point(|before| *before < person);
        self.people.insert(place, person);
        Ok(Some(person))
    }

    /// Removes all rows of a person, and the keys that open them. The last person stays.
    ///
    /// # Errors
    /// [`StoreError`]; asking again goes on where it stopped.
    pub fn remove_person(&mut self, person: PersonId, vault: &dyn Vault) -> Result<(), StoreError> {
        let owner = Owner::Person(person);
        if self.people.len() < 2 || !self.people.contains(&person) {
            return Ok(());
        }
        self.delete_keys(owner, vault)?;
        self.begin()?;
        let removed = self.delete_all_of(owner);
        self.end(removed)?;
        self.keys.remove(owner);
        self.forget_unreadable(owner);
        self.people.retain(|known| *known != person);
        Ok(())
    }

    fn delete_all_of(&self, owner: Owner) -> Result<(), StoreError> {
        self.keep_numbers()?;
        for table in Table::names_of_epochs().chain(["counters"]) {
            let sql = format!("DELETE FROM {table} WHERE owner = ?1");
            self.statement()?.execute(&sql, params![owner.number()])?;
        }
        self.statement()?.execute("DELETE FROM people WHERE person = ?1", [owner.number()])?;
        Ok(())
    }
}
