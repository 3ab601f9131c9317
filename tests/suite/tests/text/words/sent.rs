//! Every sentence of what was sent.

use doorstep::model::{Asks, Tells};
use doorstep::words::SentText;

use super::{Spoken, spoken, tomorrow};

const TELLS: [Tells; 23] = [
    Tells::Nothing,
    Tells::PhoneNumber,
    Tells::AccountKeys,
    Tells::Attestation,
    Tells::Language,
    Tells::MessageCode,
    Tells::HolderHint,
    Tells::Certificate,
    Tells::Purpose(1),
    Tells::Start,
    Tells::PassKey,
    Tells::OldPass,
    Tells::Pass,
    Tells::TypedCode,
    Tells::Signature,
    Tells::Reports,
    Tells::OrderCode,
    Tells::OwnWords,
    Tells::Photo,
    Tells::Invitation,
    Tells::Handover,
    Tells::Wipe,
    Tells::Link,
];

pub(super) fn every() -> Vec<Spoken> {
    let asks = Asks::ALL.iter().map(|asks| SentText::Asks(*asks));
    let tells = TELLS.iter().map(|tells| SentText::Tells(*tells));
    let all: Vec<_> = asks
        .chain(tells)
        .chain([SentText::Purpose("17-UM".into()), SentText::At(tomorrow())])
        .collect();
    spoken(&all, |say| match say {
        SentText::Asks(asks) => {
            matches!(
                asks,
                Asks::Root
                    | Asks::Trust
                    | Asks::Rules
                    | Asks::Status
                    | Asks::TypedCode
                    | Asks::Receipt
                    | Asks::Order
                    | Asks::PhotoReceipt
                    | Asks::SmsTables
                    | Asks::Loan
                    | Asks::Handover
                    | Asks::Return
                    | Asks::Move
            )
        }
        SentText::Tells(tells) => matches!(
            tells,
            Tells::AccountKeys
                | Tells::Attestation
                | Tells::HolderHint
                | Tells::Certificate
                | Tells::PassKey
                | Tells::TypedCode
                | Tells::Signature
                | Tells::Reports
                | Tells::OrderCode
                | Tells::OwnWords
                | Tells::Photo
                | Tells::Invitation
                | Tells::Handover
                | Tells::Wipe
                | Tells::Link
        ),
        SentText::Purpose(_) | SentText::At(_) => false,
    })
}
