//! Every route that is served, in one table: the router and the OpenAPI document are made from it
//! (`PROTOCOL.md §8.2`).

use doorstep::documents::numbers::limit;
use doorstep::ports::Method;
use doorstep::quarantine::photos::MOST_PART;
use doorstep::quarantine::report::MOST_BYTES;
use doorstep::requests::{Label, MediaType};

use crate::photos::LONGEST;

/// A document that is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    Root,
    Trust,
    Stamp,
    Rules,
    Deny,
    Status,
    Sms,
}

/// A signed command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    Register,
    Resend,
    Confirm,
    Sync,
    Pass,
    Paper,
    Claim,
    Reports,
    Photo,
    PhotoReceived,
    PhotoPart,
    Loan,
    Handover,
    Return,
    Link,
    Erase,
}

/// What stands behind a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Time,
    /// What a typed code names.
    Codes,
    Document(DocumentKind),
    Command(Command),
    OpenApi,
}

/// A method at a path, with what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServedRoute {
    pub(crate) method: Method,
    /// The path with its variables unnamed.
    pub(crate) template: &'static str,
    /// What its body is; none where none is read.
    pub(crate) takes: Option<MediaType>,
    /// Most bytes of its body.
    pub(crate) limit: usize,
    pub(crate) endpoint: Endpoint,
}

const fn get(template: &'static str, endpoint: Endpoint) -> ServedRoute {
    ServedRoute { method: Method::Get, template, takes: None, limit: 0, endpoint }
}

const fn post(template: &'static str, endpoint: Endpoint) -> ServedRoute {
    let takes = Some(MediaType::Json);
    ServedRoute { method: Method::Post, template, takes, limit: limit::JSON, endpoint }
}

/// Bytes that are put or added at this path.
const fn photo(method: Method, limit: usize, command: Command) -> ServedRoute {
    let takes = Some(MediaType::OctetStream);
    ServedRoute { method, takes, limit, ..get(PHOTO, Endpoint::Command(command)) }
}

const PHOTO: &str = "/v1/photos/{photo}";

/// Every route.
pub(crate) const ROUTES: [ServedRoute; 26] = [
    post("/v1/time", Endpoint::Time),
    get("/v1/roots/{serial}", Endpoint::Document(DocumentKind::Root)),
    get("/v1/trust", Endpoint::Document(DocumentKind::Trust)),
    get("/v1/stamp", Endpoint::Document(DocumentKind::Stamp)),
    get("/v1/rules", Endpoint::Document(DocumentKind::Rules)),
    get("/v1/deny", Endpoint::Document(DocumentKind::Deny)),
    get("/v1/status", Endpoint::Document(DocumentKind::Status)),
    get("/v1/sms", Endpoint::Document(DocumentKind::Sms)),
    post("/v1/registrations", Endpoint::Command(Command::Register)),
    post("/v1/registrations/{reg}/resend", Endpoint::Command(Command::Resend)),
    post("/v1/registrations/{reg}/confirm", Endpoint::Command(Command::Confirm)),
    post("/v1/sync", Endpoint::Command(Command::Sync)),
    post("/v1/passes", Endpoint::Command(Command::Pass)),
    post("/v1/passes/{id}/paper", Endpoint::Command(Command::Paper)),
    post("/v1/orders/claim", Endpoint::Command(Command::Claim)),
    ServedRoute {
        takes: Some(MediaType::Cbor),
        limit: MOST_BYTES,
        ..post("/v1/reports", Endpoint::Command(Command::Reports))
    },
    photo(Method::Put, LONGEST, Command::Photo),
    get(PHOTO, Endpoint::Command(Command::PhotoReceived)),
    photo(Method::Patch, MOST_PART as usize, Command::PhotoPart),
    post("/v1/codes", Endpoint::Codes),
    post("/v1/loans", Endpoint::Command(Command::Loan)),
    post("/v1/loans/{loan}/handover", Endpoint::Command(Command::Handover)),
    post("/v1/loans/{loan}/return", Endpoint::Command(Command::Return)),
    post("/v1/links", Endpoint::Command(Command::Link)),
    post("/v1/erase", Endpoint::Command(Command::Erase)),
    get("/v1/openapi.json", Endpoint::OpenApi),
];

impl Command {
    /// The path with its variables unnamed.
    pub(crate) fn template(self) -> &'static str {
        ROUTES
            .iter()
            .find(|route| route.endpoint == Endpoint::Command(self))
            .map_or("", |route| route.template)
    }

    /// Whose signatures it needs.
    pub(crate) fn labels(self) -> &'static [Label] {
        match self {
            Self::Register | Self::Loan | Self::Link => &[Label::Dev, Label::Sos],
            Self::Pass => &[Label::Dev, Label::Pass],
            Self::Resend
            | Self::Confirm
            | Self::Sync
            | Self::Paper
            | Self::Claim
            | Self::Reports
            | Self::Photo
            | Self::PhotoReceived
            | Self::PhotoPart
            | Self::Handover
            | Self::Return
            | Self::Erase => &[Label::Dev],
        }
    }

    /// Whether it may be done again without harm, and so needs no idempotency key.
    pub(crate) fn is_repeatable(self) -> bool {
        match self {
            Self::Sync | Self::Paper | Self::Reports => true,
            Self::Handover | Self::Return => true,
            Self::Photo | Self::PhotoReceived | Self::PhotoPart => true,
            Self::Register | Self::Resend | Self::Confirm | Self::Loan => false,
            Self::Pass | Self::Claim | Self::Link | Self::Erase => false,
        }
    }

    /// Whether its body and its answer may be deflated.
    pub(crate) fn may_be_deflated(self) -> bool {
        matches!(self, Self::Reports)
    }
}

#[cfg(test)]
mod tests {
    use doorstep::model::{LoanId, PassId, PhotoId, RegistrationId};
    use doorstep::requests::Route;

    use super::*;

    #[test]
    fn every_route_of_the_client_is_served() {
        let reg = RegistrationId::new([0; 16]);
        let (photo, loan) = (PhotoId::new([0; 32]), LoanId::new([0; 16]));
        for route in [
            Route::Time,
            Route::Root(1),
            Route::Trust,
            Route::Stamp,
            Route::Rules,
            Route::Deny,
            Route::Status,
            Route::Sms,
            Route::Registrations,
            Route::Resend(reg),
            Route::Confirm(reg),
            Route::Sync,
            Route::Passes,
            Route::Paper(PassId::new([0; 8])),
            Route::ClaimOrder,
            Route::Reports,
            Route::Photo(photo),
            Route::PhotoReceived(photo),
            Route::PhotoPart(photo),
            Route::Codes,
            Route::Loans,
            Route::LoanHandover(loan),
            Route::LoanReturn(loan),
            Route::Links,
            Route::Erase,
        ] {
            let served = ROUTES.iter().find(|served| {
                (served.method, served.template) == (route.method(), route.template())
            });
            assert_eq!(served.unwrap().takes, route.takes());
        }
    }
}
