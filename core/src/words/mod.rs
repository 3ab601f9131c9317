//! Every sentence a person reads, finished in their language: an enum a domain, a file a language in
//! each. Tatar is said sentence by sentence: what it lacks is said in Russian.
//!
//! A domain adds its folder and its two lines below; it needs no other's file.

mod access;
mod account;
mod authority;
mod checks;
mod consent;
mod emergency;
mod errors;
mod evidence;
mod inspection;
mod journal;
mod lengths;
mod loan;
mod moments;
mod moving;
mod order_changes;
mod orders;
mod paper;
mod passes;
mod phone;
mod photos;
mod pin;
mod plural;
mod purposes;
mod quarantine;
mod sent;
mod sms;

use std::borrow::Cow;

pub use access::AccessText;
pub use account::AccountText;
pub use authority::AuthorityText;
pub use checks::CheckText;
pub use consent::ConsentText;
pub use emergency::EmergencyText;
pub use errors::{DatedError, ErrorText};
pub use evidence::{EvidenceLabel, EvidenceText};
pub use inspection::InspectionText;
pub use journal::JournalText;
pub use loan::LoanText;
pub use moving::MoveText;
pub use order_changes::OrderChangeText;
pub use orders::OrderText;
pub use paper::{PaperLine, PaperText};
pub use passes::PassText;
pub use phone::PhoneText;
pub use photos::PhotoText;
pub use pin::PinText;
pub use purposes::PurposeText;
pub use quarantine::QuarantineText;
pub use sent::SentText;
pub use sms::{CountedOver, CountedWith, SmsPartText, SmsTableText, SmsText};

use crate::model::{Language, Sentence};

/// A text as it stands here, or with its figures.
pub type Text = Cow<'static, str>;

/// What a domain says, with its figures.
pub trait Say {
    /// The sentence's name: for tests and scripts; shells draw the text alone.
    fn key(&self) -> Text;

    fn en(&self) -> Text;

    fn ru(&self) -> Text;

    /// Nothing where it is not said in Tatar.
    fn tt(&self) -> Option<Text>;

    /// The sentence in this language.
    fn sentence(&self, language: Language) -> Sentence {
        let text = match language {
            Language::En => Some(self.en()),
            Language::Ru => None,
            Language::Tt => self.tt(),
        };
        finished(self.key(), text.unwrap_or_else(|| self.ru()))
    }
}

/// Once for all domains, because a phone app should be small.
#[inline(never)]
fn finished(key: Text, text: Text) -> Sentence {
    Sentence { key: key.into_owned(), text: text.into_owned() }
}
