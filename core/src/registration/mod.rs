//! Registration by phone number, as a state machine that can be stopped at any step
//! (`PROTOCOL.md §10`).
//!
//! ```text
//! Nobody → Waiting (form kept) → Submitted (keys made, request written down) → CodeSent → Registered
//!                                                                        ↘ Closed
//!        ↘ LoanAsked (keys made, request written down) → Lent
//!        ↘ Moving (keys made, shown to the old phone) → Registered
//! ```
//! Every step is kept before the next begins, so a process that dies goes on where it was.

use crate::error::{Code, CoreError, ErrorDetails};
use crate::loan::Loan;
use crate::model::{
    AccountId, HolderHint, LoanId, LoanNumber, PhoneNumber, RegistrationId, number_in, stray_in,
};
use crate::moving::MOVED;
use crate::outbox::Signer;

/// Version of the consent that this app shows.
pub const CONSENT: u32 = 1;

/// Digits of the code of a text message.
const CODE_DIGITS: usize = 6;
/// Digits of a code that the authority gives in person.
const IN_PERSON_DIGITS: usize = 12;

/// The code in what was typed, or in the whole message that was pasted.
///
/// # Errors
/// `code-malformed`, with the place of what is no digit if so little was typed that there is one.
pub fn message_code(text: &str) -> Result<String, CoreError> {
    let code = [CODE_DIGITS, IN_PERSON_DIGITS].into_iter();
    code.filter_map(|digits| number_in(text, digits)).next().ok_or_else(|| {
        let position = stray_in(text, CODE_DIGITS).map(|at| at.saturating_add(1));
        CoreError::with(Code::CodeMalformed, ErrorDetails { position, ..ErrorDetails::default() })
    })
}

/// Whether a code can go to a number, as far as its country's plan and the trust list's country codes
/// say; of no codes nothing is known.
///
/// # Errors
/// `phone-unreachable`, with the codes if its country is none of them.
pub fn reachable(phone: &PhoneNumber, countries: Option<&[String]>) -> Result<(), CoreError> {
    if let Some(countries) = countries.filter(|countries| !phone.is_in(countries)) {
        let codes: Vec<_> = countries.iter().map(|code| format!("+{code}")).collect();
        let reference = Some(codes.join(", "));
        return Err(CoreError::with(
            Code::PhoneUnreachable,
            ErrorDetails { reference, ..ErrorDetails::default() },
        ));
    }
    if phone.takes_messages() { Ok(()) } else { Err(Code::PhoneUnreachable.into()) }
}

/// What the person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub phone: PhoneNumber,
    /// Initials and the document's last four characters, both optional.
    pub mark: HolderHint,
    /// Version of the consent that was shown.
    pub consent: u32,
    /// Language of the text message.
    pub lang: String,
}

/// The account's keys in the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Signs requests; the account is known by it.
    pub dev: Signer,
    /// Signs declared emergencies, and the registration.
    pub sos: Signer,
}

/// Where the registration stands. Times are trusted milliseconds since 1970.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Registration {
    #[default]
    Nobody,
    /// The form is kept and waits for a network.
    Waiting { form: Form },
    /// The request is in the outbox.
    Submitted { form: Form, keys: Keys },
    /// A code is on its way.
    CodeSent {
        form: Form,
        keys: Keys,
        reg: RegistrationId,
        /// From when another code may be asked for.
        resend_at_ms: i64,
        /// When the code ends.
        expires_at_ms: i64,
    },
    Registered {
        phone: PhoneNumber,
        /// The mark, which travels in pass requests.
        mark: HolderHint,
        keys: Keys,
        account: AccountId,
        /// The holder certificate, base64url.
        holder: String,
    },
    /// The authority closed the account's key. An emergency can still be declared.
    Closed {
        /// As the authority's signed word gives it, kebab-case.
        reason: String,
        keys: Keys,
        /// The holder certificate, base64url.
        holder: String,
    },
    /// Everything is erased; the request that tells the authority is in the outbox.
    Erasing,
    /// The request to register as a lent device is in the outbox.
    LoanAsked { id: LoanId, number: LoanNumber, keys: Keys },
    /// A lent device: keys without a number or an account.
    Lent {
        keys: Keys,
        /// The holder certificate, base64url; it names nobody.
        holder: String,
        loan: Loan,
    },
    /// Another phone is about to give its account to these keys.
    Moving { keys: Keys },
}

/// In whose name requests are sent now.
#[derive(Clone, PartialEq, Eq)]
pub struct Speaker {
    pub keys: Keys,
    /// The holder certificate, base64url.
    pub holder: String,
    /// None of a lent device.
    pub mark: Option<HolderHint>,
    /// By which phones differ in when they ask.
    pub spread: [u8; 16],
}

/// How far a registration is, as a screen tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    NotRegistered,
    /// What was typed waits for a network.
    WaitingToSend,
    /// The form of a lent phone waits for a network.
    LoanAsked,
    /// A code is on its way.
    CodeSent,
    Registered,
    /// Another phone is about to give its account to this one.
    Moving,
    /// The authority closed the account's key.
    Closed,
    /// Everything is erased; the authority is yet to be told.
    Erasing,
}

impl Step {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotRegistered => "not-registered",
            Self::WaitingToSend => "waiting-to-send",
            Self::LoanAsked => "loan-asked",
            Self::CodeSent => "code-sent",
            Self::Registered => "registered",
            Self::Moving => "moving",
            Self::Closed => "closed",
            Self::Erasing => "erasing",
        }
    }
}

impl Registration {
    /// How far it is.
    pub fn step(&self) -> Step {
        match self {
            Self::Nobody => Step::NotRegistered,
            Self::Moving { .. } => Step::Moving,
            Self::Waiting { .. } | Self::Submitted { .. } => Step::WaitingToSend,
            Self::LoanAsked { .. } => Step::LoanAsked,
            Self::CodeSent { .. } => Step::CodeSent,
            Self::Registered { .. } | Self::Lent { .. } => Step::Registered,
            Self::Closed { .. } => Step::Closed,
            Self::Erasing => Step::Erasing,
        }
    }

    /// The form, while it is not sent or not confirmed.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Waiting { form } | Self::Submitted { form, .. } | Self::CodeSent { form, .. } => {
                Some(form)
            }
            _ => None,
        }
    }

    pub fn phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Registered { phone, .. } => Some(phone),
            _ => self.form().map(|form| &form.phone),
        }
    }

    pub fn mark(&self) -> Option<&HolderHint> {
        match self {
            Self::Registered { mark, .. } => Some(mark),
            _ => self.form().map(|form| &form.mark),
        }
    }

    pub fn keys(&self) -> Option<&Keys> {
        match self {
            Self::Submitted { keys, .. }
            | Self::CodeSent { keys, .. }
            | Self::Registered { keys, .. }
            | Self::LoanAsked { keys, .. }
            | Self::Lent { keys, .. }
            | Self::Closed { keys, .. }
            | Self::Moving { keys } => Some(keys),
            _ => None,
        }
    }

    /// Whether the account goes on on another phone of the same person's.
    pub fn has_moved(&self) -> bool {
        matches!(self, Self::Closed { reason, .. } if reason == MOVED)
    }

    /// The lent device that this phone is.
    pub fn loan(&self) -> Option<&Loan> {
        match self {
            Self::Lent { loan, .. } => Some(loan),
            _ => None,
        }
    }

    /// Who speaks with the authority; nobody before registering, and nobody whose key was closed.
    pub fn speaker(&self) -> Option<Speaker> {
        match self {
            Self::Registered { keys, holder, mark, account, .. } => Some(Speaker {
                keys: keys.clone(),
                holder: holder.clone(),
                mark: Some(mark.clone()),
                spread: *account.bytes(),
            }),
            Self::Lent { keys, holder, loan } if loan.is_open() => Some(Speaker {
                keys: keys.clone(),
                holder: holder.clone(),
                mark: None,
                spread: *loan.id.bytes(),
            }),
            _ => None,
        }
    }

    /// The same with another holder certificate, if these keys still speak.
    pub fn with_holder(&self, ours: &Keys, renewed: String) -> Option<Self> {
        let mut next = self.clone();
        match &mut next {
            Self::Registered { keys, holder, .. } | Self::Lent { keys, holder, .. }
                if keys == ours =>
            {
                *holder = renewed;
            }
            _ => return None,
        }
        Some(next)
    }

    /// The same registration with what was typed last, before it is confirmed.
    #[must_use]
    pub fn with_form(self, form: Form) -> Self {
        match self {
            Self::Waiting { .. } => Self::Waiting { form },
            Self::Submitted { keys, .. } => Self::Submitted { form, keys },
            Self::CodeSent { keys, reg, resend_at_ms, expires_at_ms, .. } => {
                Self::CodeSent { form, keys, reg, resend_at_ms, expires_at_ms }
            }
            other => other,
        }
    }
}

// A certificate holds the mark: it must not reach a log through `{:?}`.
impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Registration({})", self.step().name())
    }
}
