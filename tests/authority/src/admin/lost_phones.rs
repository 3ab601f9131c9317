//! Phones that were lost, at the loopback endpoint, and the client's half of that.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::post;
use doorstep::model::PhoneNumber;
use serde::{Deserialize, Serialize};

use super::endpoint::{AdminRefusal, EndpointResult, elsewhere, json, read};
use super::orders::at_desk;
use super::{Admin, AdminError};
use crate::commands::Service;
use crate::lost_phones::{self, LostError};
use crate::online::Change;

/// What has become of the phone of a number (E.164).
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PhoneEvent {
    Lost {
        phone: String,
    },
    /// By the phone of this account.
    Replaced {
        phone: String,
        account: String,
    },
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new().route("/phones/event", post(happened))
}

impl From<LostError> for AdminRefusal {
    fn from(error: LostError) -> Self {
        match error {
            LostError::Unknown => Self::Unknown,
            LostError::Failed => Self::Failed,
        }
    }
}

async fn happened(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let number = |text: &str| PhoneNumber::parse(text, "RU").map_err(|_| AdminRefusal::Malformed);
    match read(request).await? {
        PhoneEvent::Lost { phone } => {
            let phone = number(&phone)?;
            at_desk(service, move |desk, tx| lost_phones::lose(desk, tx, &phone)).await?;
        }
        PhoneEvent::Replaced { phone, account } => {
            let phone = number(&phone)?;
            let account = account.parse().map_err(|_| AdminRefusal::Unknown)?;
            let publishing = service.clone();
            at_desk(service, move |desk, tx| lost_phones::replace(desk, tx, &phone, account))
                .await?;
            // Inspectors learn of the passes of the other phones.
            elsewhere(move || publishing.publisher.change(Change::Denied)).await?;
        }
    }
    json(&())
}

impl Admin {
    /// Pauses what is asked of whoever has lost the phone of this number (E.164).
    ///
    /// # Errors
    /// [`AdminError::AccountUnknown`], or another [`AdminError`].
    pub async fn lose_phone(&self, phone: &str) -> Result<(), AdminError> {
        let event = PhoneEvent::Lost { phone: phone.to_owned() };
        self.ask_order("/phones/event", &event).await.map_err(of_phone)
    }

    /// Goes on on the phone of this account (as `accounts` names it) with what other phones of the number had,
    /// once somebody has seen the person and that phone.
    ///
    /// # Errors
    /// [`AdminError::AccountUnknown`], or another [`AdminError`].
    pub async fn replace_phone(&self, phone: &str, account: &str) -> Result<(), AdminError> {
        let event = PhoneEvent::Replaced { phone: phone.to_owned(), account: account.to_owned() };
        self.ask_order("/phones/event", &event).await.map_err(of_phone)
    }
}

fn of_phone(error: AdminError) -> AdminError {
    match error {
        AdminError::OrderUnknown | AdminError::OrderUnfit => AdminError::AccountUnknown,
        error => error,
    }
}
