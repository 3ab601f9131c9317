//! Reports, notices and disputes at the loopback endpoint, and the client's half of that.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::post;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::endpoint::{EndpointResult, json, read};
use super::orders::at_desk;
use super::{Admin, AdminError};
use crate::commands::Service;
use crate::notices::{self, NoticeDraft};
use crate::reports;

/// What is to be listed.
#[derive(Serialize, Deserialize)]
struct Listed {
    order: String,
    /// Number of the first item.
    #[serde(default)]
    from: u64,
}

/// A notice to whoever has an order.
#[derive(Serialize, Deserialize)]
struct NoticeOrder {
    order: String,
    #[serde(flatten)]
    draft: NoticeDraft,
}

/// An answer to what somebody disputes.
#[derive(Serialize, Deserialize)]
struct DisputeAnswer {
    reference: String,
    text: String,
}

/// A notice that was signed.
#[derive(Serialize, Deserialize)]
struct NoticeMade {
    notice: String,
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/reports", post(list))
        .route("/reports/receipt", post(receipt))
        .route("/notices", post(send))
        .route("/disputes", post(disputes))
        .route("/disputes/answer", post(answer))
}

async fn list(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let Listed { order, from } = read(request).await?;
    json(&at_desk(service, move |_, tx| reports::list(tx, &order, from)).await?)
}

async fn receipt(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let Listed { order, .. } = read(request).await?;
    json(&at_desk(service, move |_, tx| reports::last_receipt(tx, &order)).await?)
}

async fn send(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let NoticeOrder { order, draft } = read(request).await?;
    let id = at_desk(service, move |desk, tx| notices::send(desk, tx, &order, &draft)).await?;
    json(&NoticeMade { notice: id.to_string() })
}

async fn disputes(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let Listed { order, .. } = read(request).await?;
    json(&at_desk(service, move |_, tx| notices::disputes(tx, &order)).await?)
}

async fn answer(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let DisputeAnswer { reference, text } = read(request).await?;
    let id = at_desk(service, move |desk, tx| notices::answer(desk, tx, &reference, &text)).await?;
    json(&NoticeMade { notice: id.to_string() })
}

impl Admin {
    /// What was reported under an order, from this number on.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn reports(&self, order: &str, from: u64) -> Result<Value, AdminError> {
        self.ask_order("/reports", &Listed { order: order.to_owned(), from }).await
    }

    /// The last receipt under an order; `null` before the first.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn last_receipt(&self, order: &str) -> Result<Value, AdminError> {
        self.ask_order("/reports/receipt", &Listed { order: order.to_owned(), from: 0 }).await
    }

    /// Signs a notice to whoever has an order: its name.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], [`AdminError::OrderUnfit`] if it is not of its form, or another
    /// [`AdminError`].
    pub async fn send_notice(&self, order: &str, draft: NoticeDraft) -> Result<String, AdminError> {
        let order = NoticeOrder { order: order.to_owned(), draft };
        let made: NoticeMade = self.ask_order("/notices", &order).await?;
        Ok(made.notice)
    }

    /// What somebody under an order disputes, oldest first.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn disputes(&self, order: &str) -> Result<Vec<Value>, AdminError> {
        self.ask_order("/disputes", &Listed { order: order.to_owned(), from: 0 }).await
    }

    /// Answers what stands under a `ref` of [`Self::disputes`], by a notice.
    ///
    /// # Errors
    /// [`AdminError::ReferenceUnknown`], or another [`AdminError`].
    pub async fn answer_dispute(&self, reference: &str, text: &str) -> Result<(), AdminError> {
        let answer = DisputeAnswer { reference: reference.to_owned(), text: text.to_owned() };
        let made: Result<NoticeMade, AdminError> =
            self.ask_order("/disputes/answer", &answer).await;
        match made {
            Ok(_) => Ok(()),
            Err(AdminError::OrderUnknown) => Err(AdminError::ReferenceUnknown),
            Err(error) => Err(error),
        }
    }
}
