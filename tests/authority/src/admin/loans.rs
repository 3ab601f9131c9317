//! Devices that are lent, at the loopback endpoint, and the client's half of that.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::endpoint::{AdminRefusal, EndpointResult, json, read};
use super::orders::at_desk;
use super::{Admin, AdminError};
use crate::commands::Service;
use crate::loans::{self, LoanEntry, LoanError, LoanMade};

/// What is to be lent.
#[derive(Serialize, Deserialize)]
struct LoanOrder {
    number: String,
    until: Option<u64>,
}

/// What has become of a device.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum LoanEvent {
    /// Under this number.
    Lost(String),
    /// It shows this certificate.
    Returned(String),
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/loans", get(list))
        .route("/loans", post(make))
        .route("/loans/event", post(happened))
}

impl From<LoanError> for AdminRefusal {
    fn from(error: LoanError) -> Self {
        match error {
            LoanError::Unknown => Self::Unknown,
            LoanError::Over => Self::Conflict,
            LoanError::Field(_) => Self::Malformed,
            LoanError::Failed => Self::Failed,
        }
    }
}

async fn list(State(service): State<Arc<Service>>) -> EndpointResult {
    json(&at_desk(service, |_, tx| loans::list(tx)).await?)
}

async fn make(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let LoanOrder { number, until } = read(request).await?;
    json(&at_desk(service, move |desk, tx| loans::make(desk, tx, &number, until)).await?)
}

async fn happened(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let event: LoanEvent = read(request).await?;
    let entry = at_desk(service, move |desk, tx| match &event {
        LoanEvent::Lost(number) => loans::lose(desk, tx, number).map(|()| None),
        LoanEvent::Returned(text) => loans::take_back_shown(desk, tx, text).map(Some),
    });
    json(&entry.await?)
}

impl Admin {
    /// An invitation for a device under this number, until this Unix second or for a week.
    ///
    /// # Errors
    /// [`AdminError::LoanUnfit`] for a number that no form has or a time that is over, or another
    /// [`AdminError`].
    pub async fn make_loan(
        &self,
        number: &str,
        until: Option<u64>,
    ) -> Result<LoanMade, AdminError> {
        let order = LoanOrder { number: number.to_owned(), until };
        self.ask_order("/loans", &order).await.map_err(of_loan)
    }

    /// Every loan, oldest first.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn loans(&self) -> Result<Vec<LoanEntry>, AdminError> {
        self.get("/loans").await
    }

    /// Pauses what is asked under a number whose device is lost or broken.
    ///
    /// # Errors
    /// [`AdminError::LoanUnknown`], or another [`AdminError`].
    pub async fn lose_loan(&self, number: &str) -> Result<(), AdminError> {
        let event = LoanEvent::Lost(number.to_owned());
        let done: Result<Option<LoanEntry>, AdminError> =
            self.ask_order("/loans/event", &event).await;
        done.map(|_| ()).map_err(of_loan)
    }

    /// Takes a device back by the certificate that it shows.
    ///
    /// # Errors
    /// [`AdminError::LoanUnknown`], [`AdminError::LoanUnfit`] if it is none, or another [`AdminError`].
    pub async fn return_loan(&self, certificate: &str) -> Result<LoanEntry, AdminError> {
        let event = LoanEvent::Returned(certificate.to_owned());
        let entry: Option<LoanEntry> =
            self.ask_order("/loans/event", &event).await.map_err(of_loan)?;
        entry.ok_or(AdminError::Refused)
    }
}

fn of_loan(error: AdminError) -> AdminError {
    match error {
        AdminError::OrderUnknown => AdminError::LoanUnknown,
        AdminError::OrderUnfit => AdminError::LoanUnfit,
        error => error,
    }
}
