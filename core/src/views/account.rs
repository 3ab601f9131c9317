//! Where a registration stands, and what threatens it.

use super::Viewed;
use crate::model::{MS, PhoneNumber, Sentence};
use crate::moving::Move;
use crate::registration::{Registration, Step};
use crate::state::{Person, UnreadableOf};
use crate::store::Decoded;
use crate::time::milliseconds;
use crate::words::{AccountText, PhoneText};

/// Where a registration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationView {
    /// How far it is.
    pub step: Step,
    /// The number with its middle hidden.
    pub phone: Option<String>,
    /// From when another code can be asked for, milliseconds since 1970.
    pub resend_at_ms: Option<i64>,
    /// When the code ends, milliseconds since 1970.
    pub expires_at_ms: Option<i64>,
    /// The state as a sentence.
    pub text: Sentence,
}

impl Viewed<'_> {
    pub fn registration(
        &self,
        registration: &Registration,
        unreadable: UnreadableOf,
    ) -> RegistrationView {
        let phone = registration.phone().map(PhoneNumber::masked);
        let (resend_at_ms, expires_at_ms) = match registration {
            Registration::CodeSent { resend_at_ms, expires_at_ms, .. } => {
                (Some(*resend_at_ms), Some(*expires_at_ms))
            }
            _ => (None, None),
        };
        // The minute that has begun by then is over for everybody who reads a clock.
        let by = |at_ms: i64| self.when(at_ms.saturating_add(60 * MS - 1));
        let text = self.say(&match registration {
            Registration::Nobody if unreadable.registration => AccountText::RegistrationUnreadable,
            Registration::Nobody => AccountText::NotRegistered,
            Registration::Waiting { .. } | Registration::Submitted { .. } => {
                AccountText::WaitingToSend
            }
            Registration::LoanAsked { .. } => AccountText::LoanAsked,
            Registration::Lent { .. } => AccountText::Lent,
            Registration::CodeSent { resend_at_ms, .. } => AccountText::CodeSent {
                phone: phone.as_deref().unwrap_or_default(),
                by: by(*resend_at_ms),
            },
            Registration::Registered { .. } => AccountText::Registered,
            Registration::Closed { .. } if registration.has_moved() => AccountText::Moved,
            Registration::Closed { .. } => AccountText::Closed,
            Registration::Moving { .. } => AccountText::Moving,
            Registration::Erasing => AccountText::Erasing,
        });
        RegistrationView { step: registration.step(), phone, resend_at_ms, expires_at_ms, text }
    }

    /// What this person should know of the account.
    pub fn account_warnings(&self, person: &Person, unreadable: UnreadableOf) -> Vec<Sentence> {
        let claimed = match &person.claimed {
            Decoded::Value(claimed) => Some(AccountText::NumberClaimed {
                leaves: self.when(milliseconds(claimed.leaves_at)),
            }),
            Decoded::Unreadable if person.has_account() => Some(AccountText::ClaimUnreadable),
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let gone = person.lacks_keys().then_some(AccountText::SigningKeysLost);
        let emergency =
            person.previous_credential.is_unreadable().then_some(AccountText::EmergencyUnreadable);
        let erase = match person.keys_to_delete {
            Decoded::Absent => None,
            Decoded::Value(_) | Decoded::Unreadable => Some(AccountText::EraseUnfinished),
        };
        let unreadable = unreadable.anything.then(|| self.say(&PhoneText::Unreadable));
        let is_elsewhere =
            matches!(person.moving.readable(), Some(Move::Given { is_taken: true, .. }));
        let may_be_erased = is_elsewhere.then_some(AccountText::MayBeErased);
        let said = [claimed, gone, emergency, erase, may_be_erased];
        let said: Vec<Sentence> = said.iter().flatten().map(|warning| self.say(warning)).collect();
        said.into_iter().chain(unreadable).collect()
    }
}
