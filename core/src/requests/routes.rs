//! Paths of the protocol (`PROTOCOL.md §8.2`).

use super::MediaType;
use crate::documents::numbers::limit;
use crate::model::{LoanId, PassId, PhotoId, RegistrationId};
use crate::ports::Method;

/// A place at the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A time token for a nonce.
    Time,
    /// The root of this serial.
    Root(u64),
    Trust,
    Stamp,
    Rules,
    Deny,
    Status,
    /// Tables of passes by text message.
    Sms,
    Registrations,
    /// Another code for a registration.
    Resend(RegistrationId),
    /// The code of a registration.
    Confirm(RegistrationId),
    /// What the authority has for this phone.
    Sync,
    Passes,
    /// A pass of this name without its holder's phone: on paper, or as a text.
    Paper(PassId),
    /// What the phone has written down under an order.
    Reports,
    /// A sealed photo, whole.
    Photo(PhotoId),
    /// How much of a photo has come.
    PhotoReceived(PhotoId),
    /// A part of one.
    PhotoPart(PhotoId),
    /// An order on paper, for whoever has it.
    ClaimOrder,
    /// What a typed code names.
    Codes,
    /// A lent device registers without a number.
    Loans,
    /// It is handed over.
    LoanHandover(LoanId),
    /// It is back, and empty.
    LoanReturn(LoanId),
    /// An account goes on under this phone's key.
    Links,
    /// The end of an account.
    Erase,
}

impl Route {
    pub fn path(self) -> String {
        match self {
            Self::Root(serial) => format!("/v1/roots/{serial}"),
            Self::Resend(reg) => format!("/v1/registrations/{reg}/resend"),
            Self::Confirm(reg) => format!("/v1/registrations/{reg}/confirm"),
            Self::Paper(id) => format!("/v1/passes/{id}/paper"),
            Self::LoanHandover(id) => format!("/v1/loans/{id}/handover"),
            Self::LoanReturn(id) => format!("/v1/loans/{id}/return"),
            Self::Photo(id) | Self::PhotoReceived(id) | Self::PhotoPart(id) => {
                format!("/v1/photos/{id}")
            }
            _ => self.template().to_owned(),
        }
    }

    /// The path with its variables unnamed: all that a log may say of it.
    pub fn template(self) -> &'static str {
        match self {
            Self::Time => "/v1/time",
            Self::Root(_) => "/v1/roots/{serial}",
            Self::Trust => "/v1/trust",
            Self::Stamp => "/v1/stamp",
            Self::Rules => "/v1/rules",
            Self::Deny => "/v1/deny",
            Self::Status => "/v1/status",
            Self::Sms => "/v1/sms",
            Self::Registrations => "/v1/registrations",
            Self::Resend(_) => "/v1/registrations/{reg}/resend",
            Self::Confirm(_) => "/v1/registrations/{reg}/confirm",
            Self::Sync => "/v1/sync",
            Self::Passes => "/v1/passes",
            Self::Paper(_) => "/v1/passes/{id}/paper",
            Self::Reports => "/v1/reports",
            Self::Photo(_) | Self::PhotoReceived(_) | Self::PhotoPart(_) => "/v1/photos/{photo}",
            Self::ClaimOrder => "/v1/orders/claim",
            Self::Codes => "/v1/codes",
            Self::Loans => "/v1/loans",
            Self::LoanHandover(_) => "/v1/loans/{loan}/handover",
            Self::LoanReturn(_) => "/v1/loans/{loan}/return",
            Self::Links => "/v1/links",
            Self::Erase => "/v1/erase",
        }
    }

    pub fn method(self) -> Method {
        match self {
            Self::Root(_)
            | Self::Trust
            | Self::Stamp
            | Self::Rules
            | Self::Deny
            | Self::Status
            | Self::Sms
            | Self::PhotoReceived(_) => Method::Get,
            Self::Photo(_) => Method::Put,
            Self::PhotoPart(_) => Method::Patch,
            _ => Method::Post,
        }
    }

    /// What its body is; none where nothing is sent.
    pub fn takes(self) -> Option<MediaType> {
        match self {
            Self::Reports => Some(MediaType::Cbor),
            Self::Photo(_) | Self::PhotoPart(_) => Some(MediaType::OctetStream),
            _ => (self.method() != Method::Get).then_some(MediaType::Json),
        }
    }

    /// Whether its answer may come deflated.
    pub fn accepts_deflated(self) -> bool {
        self == Self::Reports
    }

    /// Most bytes of an answer, inflated.
    pub fn limit(self) -> usize {
        match self {
            Self::Time | Self::Stamp | Self::Codes => limit::TOKEN,
            Self::Root(_) => limit::ROOT,
            Self::Trust => limit::TRUST,
            Self::Rules => limit::RULES,
            Self::Deny => limit::DENY,
            Self::Status => limit::STATUS,
            Self::Sms => limit::SMS,
            Self::Reports => limit::REPORTS_REPLY,
            _ => limit::JSON,
        }
    }
}
