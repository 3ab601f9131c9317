//! The operator's desk: what `doorstep admin --home DIR …` does to the authority that runs there.
//!
//! It finds the authority by the files of its home, signs what needs the root keys where they are,
//! and asks the loopback endpoint for the rest.

mod checks;
mod endpoint;
mod loans;
mod lost_phones;
mod orders;
mod photos;
mod reports;
mod rotating;
mod sms;
mod wire;

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use doorstep::model::{MS, from_base64url, to_base64url};
use doorstep::quarantine::order::Floor;
use serde::de::DeserializeOwned;

pub use crate::checks::{CheckDraft, CheckMade, CheckRefusal};
pub use crate::loans::{LoanEntry, LoanMade};
pub use crate::notices::NoticeDraft;
pub use crate::orders::{OrderChange, OrderMade, PauseChange, PermitChange, PlaceChange};
pub use crate::sms::GatewayReply;
pub(crate) use endpoint::router;
pub use orders::OrderFor;
pub use photos::OpenedPhoto;
pub use wire::{AccountEntry, DeskCode, HourEntry, KeyEntry, Sms};

use crate::clock::possible;
use crate::clock_file::{ClockFile, ClockFileError};
use crate::error::AuthorityError;
use crate::failing::Failure;
use crate::home::Home;
use crate::offline_root::OfflineRoot;
use crate::region::Region;
use wire::{
    ActOrder, ClockOrder, CodeOrder, FailOrder, RevokeOrder, RulesMade, RulesOrder, SignedNow,
};

/// Why an order was not carried out. Carries no number, text or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// No authority runs in this home.
    #[error("no authority runs in this home")]
    NotRunning,
    /// The authority has issued no pass of this name, or it ended long ago.
    #[error("no such pass")]
    PassUnknown,
    /// The rules are another region's, or give a purpose's number to another purpose.
    #[error("these rules can't follow the current ones")]
    RulesUnfit,
    /// As many passes are revoked as the deny list holds.
    #[error("the list of revoked passes is full")]
    ListFull,
    /// The trust list names no such key, or several.
    #[error("no such key")]
    KeyUnknown,
    /// No region's number of this name answers now.
    #[error("no such number answers now")]
    SmsUnanswered,
    /// Tables of text messages that name one day twice, or that are too long.
    #[error("these tables can't be published")]
    SmsUnfit,
    /// There is no order of this name, or it has no such version.
    #[error("no such order")]
    OrderUnknown,
    /// No photo of this name has come, or its bytes were deleted.
    #[error("no such photo, or its bytes are not here")]
    PhotoUnknown,
    /// Nothing is lent under this number now.
    #[error("no device is lent under this number")]
    LoanUnknown,
    /// No form has such a number, its time is over, or this is no certificate.
    #[error("this can't be lent or taken back")]
    LoanUnfit,
    /// No such account is open under this number.
    #[error("no such account is open under this number")]
    AccountUnknown,
    /// Nothing that somebody disputes has this name.
    #[error("nothing disputed has this name")]
    ReferenceUnknown,
    /// No such route is served.
    #[error("no such route")]
    RouteUnknown,
    /// Something in the order is not of its form, or nothing of it is signed yet.
    #[error("this can't be said in an order")]
    OrderUnfit,
    /// No phone would obey the order.
    #[error("no phone obeys such an order: {}", .0.name())]
    OrderRejected(Floor),
    /// No phone would ask this now.
    #[error("no phone asks this now: {}", .0.name())]
    CheckRefused(CheckRefusal),
    /// The home's files could not be used.
    #[error("the home can't be used: {0}")]
    Home(AuthorityError),
    /// The authority refused, or its answer was none.
    #[error("the authority did not carry it out")]
    Refused,
}

impl AdminError {
    /// The stable name of the error, kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotRunning => "authority-not-running",
            Self::PassUnknown => "pass-unknown",
            Self::KeyUnknown => "key-unknown",
            Self::SmsUnanswered => "sms-unanswered",
            Self::SmsUnfit => "sms-unfit",
            Self::RulesUnfit => "rules-unfit",
            Self::ListFull => "list-full",
            Self::OrderUnknown => "order-unknown",
            Self::PhotoUnknown => "photo-unknown",
            Self::LoanUnknown => "loan-unknown",
            Self::LoanUnfit => "loan-unfit",
            Self::AccountUnknown => "account-unknown",
            Self::ReferenceUnknown => "unknown-reference",
            Self::RouteUnknown => "route-unknown",
            Self::OrderUnfit => "order-unfit",
            Self::OrderRejected(_) => "order-rejected",
            Self::CheckRefused(refusal) => refusal.name(),
            Self::Home(error) => error.code(),
            Self::Refused => "refused",
        }
    }
}

impl From<AuthorityError> for AdminError {
    fn from(error: AuthorityError) -> Self {
        Self::Home(error)
    }
}

/// The operator of one home.
#[derive(Debug)]
pub struct Admin {
    home: Home,
    url: String,
    token: String,
    client: reqwest::Client,
}

impl Admin {
    /// Finds the authority that runs in this home.
    ///
    /// # Errors
    /// [`AdminError::NotRunning`] if none does, [`AdminError::Home`] if its files can't be read.
    pub fn of(home: &Path) -> Result<Self, AdminError> {
        let home = Home::at(home);
        let text = |path: &Path| match std::fs::read_to_string(path) {
            Ok(text) => Ok(text.trim().to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(AdminError::NotRunning)
            }
            Err(error) => Err(AuthorityError::from(error).into()),
        };
        let url = text(&home.admin_address())?;
        let token = text(&home.admin_token())?;
        Ok(Self { home, url, token, client: client()? })
    }

    /// The text messages of the last fifteen minutes, newest last; to one number (E.164) or to all.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn sms(&self, to: Option<&str>) -> Result<Vec<Sms>, AdminError> {
        let mut messages: Vec<Sms> = self.get("/sms").await?;
        // The number is compared here: it has no place in an address.
        messages.retain(|message| to.is_none_or(|to| message.to == to));
        Ok(messages)
    }

    /// Puts an act into force from now on, if none is.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn act_in_force(&self) -> Result<(), AdminError> {
        self.act_in_force_for(None).await
    }

    /// The same for `passes` or for `quarantine` alone.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn act_in_force_for(&self, covers: Option<&str>) -> Result<(), AdminError> {
        self.post("/act/in-force", &ActOrder { covers: covers.map(str::to_owned) }).await
    }

    /// Ends the act in force now, if there is one.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn act_ended(&self) -> Result<(), AdminError> {
        self.act_ended_for(None).await
    }

    /// The same for `passes` or for `quarantine` alone; an act that covers both goes on for the other.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn act_ended_for(&self, covers: Option<&str>) -> Result<(), AdminError> {
        self.post("/act/ended", &ActOrder { covers: covers.map(str::to_owned) }).await
    }

    /// Lets the next answers of a route, so many, have this status, for tests of phones.
    ///
    /// # Errors
    /// [`AdminError::RouteUnknown`], or another [`AdminError`].
    pub async fn fail(
        &self,
        route: &str,
        status: u16,
        times: u64,
        retry_after: Option<u64>,
    ) -> Result<(), AdminError> {
        let failure = Failure { status, times, retry_after };
        let order = FailOrder { route: route.to_owned(), failure };
        match self.post("/fail", &order).await {
            Err(AdminError::PassUnknown) => Err(AdminError::RouteUnknown),
            done => done,
        }
    }

    /// Stops the authority's clock at this Unix second, and has everything signed that is due by
    /// then. A file that tells it the time is moved there, for all that go by it.
    ///
    /// # Errors
    /// [`AdminError`], after which the clock is as it was; [`AuthorityError::TimeOutOfRange`] outside
    /// the years 2020 to 2049.
    pub async fn clock(&self, unix_seconds: i64) -> Result<(), AdminError> {
        let at = possible(unix_seconds)?;
        let signed = self.signed().await?;
        let (root, current) = (&signed.root, &signed.trust);
        let added = self.missing_keys(root, current).await?;
        let renewed =
            OfflineRoot::open(&self.home.root())?.renewed_trust(root, current, added, at)?;
        let order = ClockOrder { at, trust: renewed.map(|bytes| to_base64url(&bytes)) };
        let Some(file) = &signed.clock_file else { return self.post("/clock", &order).await };
        let before = file.read_ms().ok();
        move_file(file, unix_seconds.saturating_mul(MS))?;
        let done = self.post("/clock", &order).await;
        if let (Err(_), Some(before)) = (&done, before) {
            move_file(file, before)?;
        }
        done
    }

    /// Revokes a pass, named by the base64url of its `cti`, from now on.
    ///
    /// # Errors
    /// [`AdminError::PassUnknown`], or another [`AdminError`].
    pub async fn revoke(&self, pass_id: &str) -> Result<(), AdminError> {
        self.post("/revoke", &RevokeOrder { pass: pass_id.to_owned() }).await
    }

    /// Publishes the rules of this document in place of the current ones: signed by the keys of
    /// rules, stamped, and followed by phones when they next refresh. Passes that live stay as they
    /// are. The serial of the rules.
    ///
    /// # Errors
    /// [`AdminError::RulesUnfit`], or another [`AdminError`].
    pub async fn rules(&self, region: &Region) -> Result<u64, AdminError> {
        let order = RulesOrder { document: region.json() };
        let made: RulesMade = serde_json::from_slice(&self.order("/rules", &order).await?)
            .map_err(|_| AdminError::Refused)?;
        Ok(made.serial)
    }

    /// A code for this number (E.164), for a person whom the operator has seen: it counts for an hour,
    /// once, wherever the number waits for a code, and whatever strangers have used up.
    ///
    /// # Errors
    /// [`AdminError::Refused`] if it is no whole number, or another [`AdminError`].
    pub async fn code(&self, phone: &str) -> Result<DeskCode, AdminError> {
        let order = CodeOrder { phone: phone.to_owned() };
        serde_json::from_slice(&self.order("/code", &order).await?).map_err(|_| AdminError::Refused)
    }

    /// What the hours of the last week have seen of codes, newest first.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn load(&self) -> Result<Vec<HourEntry>, AdminError> {
        self.get("/load").await
    }

    /// Every account, oldest first.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn accounts(&self) -> Result<Vec<AccountEntry>, AdminError> {
        self.get("/accounts").await
    }

    async fn signed(&self) -> Result<Signed, AdminError> {
        let signed: SignedNow = self.get("/signed").await?;
        let bytes = |text: &str| from_base64url(text).ok_or(AdminError::Refused);
        let path = signed.clock_file.as_deref().map(bytes).transpose()?;
        Ok(Signed {
            now: signed.now,
            root: bytes(&signed.root)?,
            trust: bytes(&signed.trust)?,
            clock_file: path.map(|path| ClockFile::at(Path::new(OsStr::from_bytes(&path)))),
        })
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, AdminError> {
        let bytes = self.ask(self.client.get(format!("{}{path}", self.url))).await?;
        serde_json::from_slice(&bytes).map_err(|_| AdminError::Refused)
    }

    async fn post(&self, path: &str, order: &impl serde::Serialize) -> Result<(), AdminError> {
        self.order(path, order).await.map(|_| ())
    }

    /// What the endpoint answers to an order.
    async fn order(
        &self,
        path: &str,
        order: &impl serde::Serialize,
    ) -> Result<Vec<u8>, AdminError> {
        let body = serde_json::to_vec(order).map_err(|_| AdminError::Refused)?;
        self.ask(self.client.post(format!("{}{path}", self.url)).body(body)).await
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<Vec<u8>, AdminError> {
        let (status, body) = self.answer(request).await?;
        match status {
            200 | 204 => Ok(body),
            503 => Err(clock_unreadable().into()),
            404 => Err(AdminError::PassUnknown),
            409 => Err(AdminError::RulesUnfit),
            507 => Err(AdminError::ListFull),
            _ => Err(AdminError::Refused),
        }
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<(u16, Vec<u8>), AdminError> {
        let answer =
            request.bearer_auth(&self.token).send().await.map_err(|_| AdminError::NotRunning)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(|_| AdminError::NotRunning)?;
        Ok((status, body.to_vec()))
    }
}

/// What the root keys have signed so far, and what the authority goes by.
struct Signed {
    /// Its second, if it knows one.
    now: Option<u64>,
    root: Vec<u8>,
    trust: Vec<u8>,
    /// The file that tells it the time, if one does.
    clock_file: Option<ClockFile>,
}

impl Signed {
    /// The second at which something is to be signed.
    fn now(&self) -> Result<u64, AdminError> {
        Ok(self.now.ok_or_else(clock_unreadable)?)
    }
}

fn clock_unreadable() -> AuthorityError {
    AuthorityError::ClockUnreadable(ErrorKind::Other)
}

fn move_file(file: &ClockFile, at_ms: i64) -> Result<(), AuthorityError> {
    file.write_ms(at_ms).map_err(|error| match error {
        ClockFileError::Io(kind) => AuthorityError::Io(kind),
        ClockFileError::NoMoment => AuthorityError::TimeOutOfRange,
    })
}

/// A client for the loopback endpoint. It never meets TLS, but is asked to bring its own.
fn client() -> Result<reqwest::Client, AdminError> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|_| AdminError::Refused)?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(crate::http::REQUEST_TIMEOUT)
        .build()
        .map_err(|_| AdminError::Refused)
}
