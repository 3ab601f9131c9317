//! Every route that is served, in one table: the router and the OpenAPI document are made from it
//! (`PROTOCOL.md §8.2`).

use doorstep::requests::Label;

/// A document that is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    Root,
    Trust,
    Stamp,
    Rules,
    Deny,
    Status,
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

/// Every route with what stands behind it.
pub(crate) const ROUTES: [(&str, Endpoint); 16] = [
    ("/v1/time", Endpoint::Time),
    ("/v1/roots/{serial}", Endpoint::Document(DocumentKind::Root)),
    ("/v1/trust", Endpoint::Document(DocumentKind::Trust)),
    ("/v1/stamp", Endpoint::Document(DocumentKind::Stamp)),
    ("/v1/rules", Endpoint::Document(DocumentKind::Rules)),
    ("/v1/deny", Endpoint::Document(DocumentKind::Deny)),
    ("/v1/status", Endpoint::Document(DocumentKind::Status)),
    ("/v1/registrations", Endpoint::Command(Command::Register)),
    ("/v1/registrations/{reg}/resend", Endpoint::Command(Command::Resend)),
    ("/v1/registrations/{reg}/confirm", Endpoint::Command(Command::Confirm)),
    ("/v1/sync", Endpoint::Command(Command::Sync)),
    ("/v1/passes", Endpoint::Command(Command::Pass)),
    ("/v1/passes/{id}/paper", Endpoint::Command(Command::Paper)),
    ("/v1/codes", Endpoint::Codes),
    ("/v1/erase", Endpoint::Command(Command::Erase)),
    ("/v1/openapi.json", Endpoint::OpenApi),
];

impl Command {
    /// The path with its variables unnamed.
    pub(crate) fn template(self) -> &'static str {
        ROUTES
            .iter()
            .find(|(_, endpoint)| *endpoint == Endpoint::Command(self))
            .map_or("", |(template, _)| template)
    }

    /// Whose signatures it needs.
    pub(crate) fn labels(self) -> &'static [Label] {
        match self {
            Self::Register => &[Label::Dev, Label::Sos],
            Self::Pass => &[Label::Dev, Label::Pass],
            Self::Resend | Self::Confirm | Self::Sync | Self::Paper | Self::Erase => &[Label::Dev],
        }
    }

    /// Whether it may be done again without harm, and so needs no idempotency key.
    pub(crate) fn is_repeatable(self) -> bool {
        matches!(self, Self::Sync | Self::Paper)
    }
}

impl Endpoint {
    /// Whether it is fetched with GET; everything else is POST.
    pub(crate) fn is_fetched(self) -> bool {
        matches!(self, Self::Document(_) | Self::OpenApi)
    }
}

#[cfg(test)]
mod tests {
    use doorstep::model::{PassId, RegistrationId};
    use doorstep::ports::Method;
    use doorstep::requests::Route;

    use super::*;

    #[test]
    fn every_route_of_the_client_is_served() {
        let reg = RegistrationId::new([0; 16]);
        for route in [
            Route::Time,
            Route::Root(1),
            Route::Trust,
            Route::Stamp,
            Route::Rules,
            Route::Deny,
            Route::Status,
            Route::Registrations,
            Route::Resend(reg),
            Route::Confirm(reg),
            Route::Sync,
            Route::Passes,
            Route::Paper(PassId::new([0; 8])),
            Route::Codes,
            Route::Erase,
        ] {
            let served = ROUTES.iter().find(|(template, _)| *template == route.template());
            let (_, endpoint) = served.unwrap();
            assert_eq!(endpoint.is_fetched(), route.method() == Method::Get);
        }
    }
}
