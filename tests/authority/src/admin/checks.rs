//! Surprise checks at the loopback endpoint, and the client's half of that.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::post;
use serde::{Deserialize, Serialize};

use super::endpoint::{AdminRefusal, EndpointResult, json, read};
use super::orders::{Beyond, at_desk};
use super::{Admin, AdminError};
use crate::checks::{self, CheckDraft, CheckError, CheckMade, CheckRefusal};
use crate::commands::Service;

/// What is to be asked of whom.
#[derive(Serialize, Deserialize)]
struct CheckOrder {
    order: String,
    #[serde(flatten)]
    draft: CheckDraft,
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new().route("/checks", post(request))
}

impl From<CheckError> for AdminRefusal {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Refused(refusal) => Self::NotAsked(refusal),
            CheckError::Order(error) => error.into(),
        }
    }
}

pub(super) fn not_asked(refusal: CheckRefusal) -> Response<Body> {
    let rule = refusal.name().to_owned();
    let body = serde_json::to_vec(&Beyond { rule }).unwrap_or_default();
    (StatusCode::UNPROCESSABLE_ENTITY, body).into_response()
}

async fn request(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let CheckOrder { order, draft } = read(request).await?;
    json(&at_desk(service, move |desk, tx| checks::request(desk, tx, &order, &draft)).await?)
}

impl Admin {
    /// Signs a surprise check to whoever has an order.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`] also while an order waits for an account, [`AdminError::CheckRefused`],
    /// or another [`AdminError`].
    pub async fn request_check(
        &self,
        order: &str,
        draft: CheckDraft,
    ) -> Result<CheckMade, AdminError> {
        self.ask_order("/checks", &CheckOrder { order: order.to_owned(), draft }).await
    }
}
