//! What the phone knows of one person.

use super::Quarantine;
use crate::error::{Code, CoreError, ErrorDetails};
use crate::model::IdempotencyKey;
use crate::moving::Move;
use crate::outbox::Task;
use crate::pass::{Counted, Pass, Quotas};
use crate::pin::PinLock;
use crate::registration::Registration;
use crate::requests::Claimed;
use crate::sms::Asked;
use crate::store::Decoded;

/// The emergency that was declared last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emergency {
    /// When it was declared, Unix seconds.
    pub start: u64,
    /// For how long, in minutes.
    pub minutes: u64,
}

/// A request for a pass that was refused; said until the purpose is asked for again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRequest {
    /// Name of the purpose.
    pub purpose: String,
    /// The tap that it answers.
    pub tap: IdempotencyKey,
    /// The code of the refusal.
    pub code: String,
    pub details: ErrorDetails,
}

impl RefusedRequest {
    /// The refusal as it was told first.
    pub fn error(&self) -> CoreError {
        let code = Code::ALL.iter().find(|code| code.name() == self.code);
        CoreError::with(code.copied().unwrap_or(Code::Refused), self.details.clone())
    }
}

/// When the phone goes to the network by itself again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncSchedule {
    /// Not before this moment, milliseconds since 1970.
    pub not_before_ms: i64,
    /// Syncs without an answer, in a row.
    pub failures: u32,
}

impl SyncSchedule {
    /// What only a sync brings is waited for.
    pub const AT_ONCE: Self = Self { not_before_ms: 1, failures: 0 };
}

/// A certificate and the vault's name of its key: what an emergency is declared with.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyCredential {
    /// The holder certificate, base64url.
    pub holder: String,
    /// Name of the emergency key in the vault.
    pub sos: String,
}

/// What a household says of one of its people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Membership {
    /// Somebody else on this phone speaks for them.
    pub is_child: bool,
    /// They go as soon as the authority was told of their erase.
    pub leaves: bool,
}

/// What the phone knows of one person.
#[derive(Default)]
pub struct Person {
    pub registration: Registration,
    pub passes: Vec<(i64, Pass)>,
    pub tasks: Vec<(i64, Task)>,
    pub quotas: Quotas,
    pub refusals: Vec<RefusedRequest>,
    pub emergency: Option<Emergency>,
    pub claimed: Decoded<Claimed>,
    /// What still declares emergencies while another account is on its way.
    pub previous_credential: Decoded<EmergencyCredential>,
    /// Names in the vault that an erase has still to delete.
    pub keys_to_delete: Decoded<Vec<String>>,
    /// Names of the account's keys that the vault did not find when they were last asked for.
    pub gone: Decoded<Vec<String>>,
    pub quarantine: Option<Quarantine>,
    /// What was asked for by text message.
    pub sms_asked: Vec<Asked>,
    pub membership: Membership,
    /// How far a move to another phone is, or from one.
    pub moving: Decoded<Move>,
    /// What hides this person's part from whoever else uses the phone.
    pub pin: Option<PinLock>,
    /// Whether the last sync said that an order waits for this person's number.
    pub order_waits: bool,
}

impl Person {
    /// The task of a row.
    pub fn task(&self, row: i64) -> Option<&Task> {
        self.tasks.iter().find(|(number, _)| *number == row).map(|(_, task)| task)
    }

    /// What an emergency is declared with now: the account's, also a closed one's, or that of the
    /// account before while another is on its way. An emergency has no gate.
    pub fn emergency_credential(&self) -> Option<EmergencyCredential> {
        match &self.registration {
            Registration::Registered { keys, holder, .. }
            | Registration::Lent { keys, holder, .. }
            | Registration::Closed { keys, holder, .. } => {
                Some(EmergencyCredential { holder: holder.clone(), sos: keys.sos.alias.clone() })
            }
            _ => self.previous_credential.readable().cloned(),
        }
    }

    /// Whether there is an account, or was one.
    pub fn has_account(&self) -> bool {
        matches!(
            self.registration,
            Registration::Registered { .. }
                | Registration::Lent { .. }
                | Registration::Closed { .. }
        )
    }

    /// The vault's names of the account's keys, and of what declares emergencies.
    pub fn account_keys(&self) -> impl Iterator<Item = &String> {
        let keys = self.registration.keys().into_iter().flat_map(|keys| [&keys.dev, &keys.sos]);
        let previous = self.previous_credential.readable().map(|previous| &previous.sos);
        keys.map(|key| &key.alias).chain(previous)
    }

    /// Whether this is one of them.
    pub fn owns_key(&self, alias: &str) -> bool {
        self.account_keys().any(|known| known == alias)
    }

    /// Whether this key was gone when the phone asked for it last. Nothing where that cannot be read.
    pub fn is_gone(&self, alias: &str) -> Option<bool> {
        match &self.gone {
            Decoded::Value(names) => Some(names.iter().any(|known| known == alias)),
            Decoded::Absent => Some(false),
            Decoded::Unreadable => None,
        }
    }

    /// Whether the phone has lost keys that it needs.
    pub fn lacks_keys(&self) -> bool {
        self.account_keys().any(|alias| self.is_gone(alias) == Some(true))
    }

    /// Row and task of the first that fits.
    pub fn find(&self, fits: impl Fn(&Task) -> bool) -> Option<(i64, &Task)> {
        self.tasks.iter().find(|(_, task)| fits(task)).map(|(row, task)| (*row, task))
    }

    /// What is known of the quota of a purpose.
    pub fn counts(&self, purpose: u64) -> &[Counted] {
        self.quotas.of(purpose)
    }

    /// The refusals of all purposes but this one.
    pub fn refusals_but(&self, purpose: &str) -> Vec<RefusedRequest> {
        self.refusals.iter().filter(|refusal| refusal.purpose != purpose).cloned().collect()
    }
}
