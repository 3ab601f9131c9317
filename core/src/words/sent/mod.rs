//! What is said of what the phone has sent.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::{Asks, Tells, When};

/// One sentence of an entry.
#[derive(Debug, Clone)]
pub enum SentText {
    /// When it was about to leave.
    At(When),
    Asks(Asks),
    Tells(Tells),
    /// What a pass is for, by the label of the purpose.
    Purpose(String),
}

impl Say for SentText {
    fn key(&self) -> Text {
        self.name().into()
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}

impl SentText {
    fn name(&self) -> &'static str {
        match self {
            Self::At(_) => "sent-at",
            Self::Asks(asks) => match asks {
                Asks::Time => "sent-asks-time",
                Asks::Root => "sent-asks-root",
                Asks::Trust => "sent-asks-trust",
                Asks::Stamp => "sent-asks-stamp",
                Asks::Rules => "sent-asks-rules",
                Asks::Deny => "sent-asks-deny",
                Asks::Status => "sent-asks-status",
                Asks::Code => "sent-asks-code",
                Asks::AnotherCode => "sent-asks-another-code",
                Asks::Account => "sent-asks-account",
                Asks::Updates => "sent-asks-updates",
                Asks::Pass => "sent-asks-pass",
                Asks::Paper => "sent-asks-paper",
                Asks::TypedCode => "sent-asks-typed-code",
                Asks::Erase => "sent-asks-erase",
                Asks::Receipt => "sent-asks-receipt",
                Asks::Order => "sent-asks-order",
                Asks::PhotoReceipt => "sent-asks-photo-receipt",
                Asks::SmsTables => "sent-asks-sms-tables",
                Asks::Loan => "sent-asks-loan",
                Asks::Handover => "sent-asks-handover",
                Asks::Return => "sent-asks-return",
                Asks::Move => "sent-asks-move",
            },
            Self::Tells(tells) => match tells {
                Tells::Nothing => "sent-tells-nothing",
                Tells::PhoneNumber => "sent-tells-phone-number",
                Tells::AccountKeys => "sent-tells-account-keys",
                Tells::Attestation => "sent-tells-attestation",
                Tells::Language => "sent-tells-language",
                Tells::MessageCode => "sent-tells-message-code",
                Tells::HolderHint => "sent-tells-holder-hint",
                Tells::Certificate => "sent-tells-certificate",
                Tells::Purpose(_) => "sent-tells-purpose",
                Tells::Start => "sent-tells-start",
                Tells::PassKey => "sent-tells-pass-key",
                Tells::OldPass => "sent-tells-old-pass",
                Tells::Pass => "sent-tells-pass",
                Tells::TypedCode => "sent-tells-typed-code",
                Tells::Signature => "sent-tells-signature",
                Tells::Reports => "sent-tells-reports",
                Tells::OrderCode => "sent-tells-order-code",
                Tells::OwnWords => "sent-tells-own-words",
                Tells::Photo => "sent-tells-photo",
                Tells::Invitation => "sent-tells-invitation",
                Tells::Handover => "sent-tells-handover",
                Tells::Link => "sent-tells-link",
                Tells::Wipe => "sent-tells-wipe",
            },
            Self::Purpose(_) => "sent-tells-this-purpose",
        }
    }
}
