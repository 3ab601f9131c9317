//! Plain values, checked when they are made, so that no other room has to check them again.
//!
//! Nothing here knows a document, a store, a network or a clock.

mod base64url;
mod country;
mod deflated;
mod holder_hint;
mod ids;
pub(crate) mod in_order;
mod keys;
mod language;
mod loan_number;
mod normal_form;
mod pass_state;
pub mod patient;
mod pause_why;
mod period;
mod phone;
mod phone_spelling;
mod photo;
mod sent;
mod sentence;
mod typed_code;
mod typed_text;
mod verdict;
mod when;

pub use base64url::{decode as from_base64url, encode as to_base64url};
pub use deflated::{DEFLATE, InflateError, deflate, inflate};
pub use holder_hint::{HolderHint, HolderHintError};
pub use ids::{
    AccountId, BootId, BootMark, ChainId, CheckId, EpochId, IdempotencyKey, LoanId, MoveId, Nonce,
    NoticeId, OrderId, PassId, PersonId, PhotoId, RegistrationId, Thumbprint,
};
pub use keys::PublicKey;
pub use language::Language;
pub use loan_number::LoanNumber;
pub(crate) use normal_form::composed;
pub use pass_state::PassState;
pub use pause_why::PauseWhy;
pub use period::Period;
pub use phone::PhoneNumber;
pub use phone_spelling::PhoneError;
pub use photo::{COLOURS, Face, PhotoHint, Picture};
pub use sent::{Asks, Tells};
pub use sentence::Sentence;
pub(crate) use typed_code::ALPHABET;
pub use typed_code::{ReleaseSymbols, TypedCode, TypedCodeError, TypedSymbols};
pub use typed_text::{TypedChar, number_in, stray_in, typed_chars};
pub(crate) use typed_text::{is_filling, is_mark};
pub use verdict::{NextStep, Reason, Verdict};
pub use when::When;
pub(crate) use when::{Day, calendar};

/// Milliseconds in a second: the boundary speaks milliseconds, documents speak seconds.
pub const MS: i64 = 1000;
