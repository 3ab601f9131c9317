//! Quarantine orders at the loopback endpoint, and the client's half of that.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use doorstep::model::PhoneNumber;
use doorstep::quarantine::order::Floor;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::endpoint::{AdminRefusal, EndpointResult, json, read};
use super::{Admin, AdminError};
use crate::checks::CheckRefusal;
use crate::commands::Service;
use crate::orders::{self, Desk, OrderChange, OrderError, OrderMade, Recipient};
use crate::store::{StoreError, Transaction};

/// Whom an order is given to.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderFor {
    /// Whoever registers with this number, E.164.
    Phone(String),
    /// Whoever has the paper.
    Paper,
    /// A device that is lent, by its number.
    Loan(String),
}

/// What is to happen to an order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OrderAction {
    Issue(OrderFor, OrderChange),
    Update(String, OrderChange),
    Release { order: String, at: Option<u64>, typed: bool },
    Conflict(String),
}

/// Which version is to be shown.
#[derive(Serialize, Deserialize)]
struct OrderShown {
    order: String,
    version: Option<u64>,
}

/// Why something was not done, if there is more to say than the status.
#[derive(Serialize, Deserialize)]
pub(super) struct Beyond {
    pub(super) rule: String,
}

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/orders", get(list))
        .route("/orders/show", post(show))
        .route("/orders", post(act))
}

impl From<OrderError> for AdminRefusal {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Unknown => Self::Unknown,
            OrderError::Malformed | OrderError::Waits => Self::Malformed,
            OrderError::Beyond(floor) => Self::Beyond(floor),
            OrderError::Failed => Self::Failed,
        }
    }
}

pub(super) fn beyond(floor: Floor) -> Response<Body> {
    let body = serde_json::to_vec(&Beyond { rule: floor.name().to_owned() }).unwrap_or_default();
    (StatusCode::UNPROCESSABLE_ENTITY, body).into_response()
}

async fn act(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let action: OrderAction = read(request).await?;
    let made: OrderMade = at_desk(service, move |desk, tx| match &action {
        OrderAction::Issue(to, change) => orders::issue(desk, tx, &recipient(desk, to)?, change),
        OrderAction::Update(order, change) => orders::update(desk, tx, order, change),
        OrderAction::Release { order, typed: true, .. } => orders::typed_release(desk, tx, order),
        OrderAction::Release { order, at, .. } => orders::release(desk, tx, order, *at),
        OrderAction::Conflict(order) => orders::conflict(desk, tx, order),
    })
    .await?;
    json(&made)
}

async fn list(State(service): State<Arc<Service>>) -> EndpointResult {
    json(&at_desk(service, orders::list).await?)
}

async fn show(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let OrderShown { order, version } = read(request).await?;
    json(&at_desk(service, move |desk, tx| orders::show(desk, tx, &order, version)).await?)
}

fn recipient(desk: &Desk<'_>, to: &OrderFor) -> Result<Recipient, OrderError> {
    Ok(match to {
        OrderFor::Phone(phone) => {
            let phone = PhoneNumber::parse(phone, "RU").map_err(|_| OrderError::Malformed)?;
            Recipient::Number(desk.server.number_mac(&phone))
        }
        OrderFor::Paper => Recipient::Paper,
        OrderFor::Loan(number) if (1..=12).contains(&number.len()) => {
            Recipient::Loan(number.clone())
        }
        OrderFor::Loan(_) => return Err(OrderError::Malformed),
    })
}

/// Does an officer's work in one transaction, off the runtime's threads.
pub(super) async fn at_desk<T, E>(
    service: Arc<Service>,
    work: impl FnOnce(&Desk<'_>, &Transaction<'_>) -> Result<T, E> + Send + 'static,
) -> Result<T, AdminRefusal>
where
    T: Send + 'static,
    E: From<StoreError> + Into<AdminRefusal>,
{
    let done = tokio::task::spawn_blocking(move || {
        let now = service.clock.now().map_err(AdminRefusal::from)?;
        let published = service.publisher.current().map_err(AdminRefusal::from)?;
        let desk = Desk { server: &service.server, published: &published, now };
        service.store.in_transaction(now, |tx| work(&desk, tx)).map_err(E::into)
    });
    done.await.map_err(|_| AdminRefusal::Failed)?
}

impl Admin {
    /// Gives somebody an order with these differences from the usual one.
    ///
    /// # Errors
    /// [`AdminError::OrderRejected`] beyond a floor, or another [`AdminError`].
    pub async fn issue_order(
        &self,
        to: OrderFor,
        change: OrderChange,
    ) -> Result<OrderMade, AdminError> {
        self.order_action(&OrderAction::Issue(to, change)).await
    }

    /// Signs the next version of an order.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], [`AdminError::OrderRejected`], or another [`AdminError`].
    pub async fn update_order(
        &self,
        order: &str,
        change: OrderChange,
    ) -> Result<OrderMade, AdminError> {
        self.order_action(&OrderAction::Update(order.to_owned(), change)).await
    }

    /// Ends an order at this Unix second, or now.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn release_order(
        &self,
        order: &str,
        at: Option<u64>,
    ) -> Result<OrderMade, AdminError> {
        let order = order.to_owned();
        self.order_action(&OrderAction::Release { order, at, typed: false }).await
    }

    /// The code that ends an order without a network; nothing is signed.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn typed_release(&self, order: &str) -> Result<OrderMade, AdminError> {
        let order = order.to_owned();
        self.order_action(&OrderAction::Release { order, at: None, typed: true }).await
    }

    /// Signs the newest version once more with other content, for tests of phones.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], [`AdminError::OrderUnfit`] while nothing is signed, or another
    /// [`AdminError`].
    pub async fn conflicting_order(&self, order: &str) -> Result<OrderMade, AdminError> {
        self.order_action(&OrderAction::Conflict(order.to_owned())).await
    }

    /// Every order, oldest first.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn orders(&self) -> Result<Vec<Value>, AdminError> {
        self.get("/orders").await
    }

    /// A version of an order, or the newest one.
    ///
    /// # Errors
    /// [`AdminError::OrderUnknown`], or another [`AdminError`].
    pub async fn show_order(&self, order: &str, version: Option<u64>) -> Result<Value, AdminError> {
        let order = order.to_owned();
        self.ask_order("/orders/show", &OrderShown { order, version }).await
    }

    async fn order_action(&self, action: &OrderAction) -> Result<OrderMade, AdminError> {
        self.ask_order("/orders", action).await
    }

    pub(super) async fn ask_order<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, AdminError> {
        let body = serde_json::to_vec(body).map_err(|_| AdminError::Refused)?;
        let request = self.client.post(format!("{}{path}", self.url)).body(body);
        let (status, body) = self.answer(request).await?;
        match status {
            200 => serde_json::from_slice(&body).map_err(|_| AdminError::Refused),
            400 => Err(AdminError::OrderUnfit),
            404 => Err(AdminError::OrderUnknown),
            422 => {
                let beyond: Beyond =
                    serde_json::from_slice(&body).map_err(|_| AdminError::Refused)?;
                let floor = Floor::ALL.into_iter().find(|floor| floor.name() == beyond.rule);
                let check = CheckRefusal::ALL.into_iter().find(|why| why.name() == beyond.rule);
                let error = floor.map(AdminError::OrderRejected);
                Err(error.or(check.map(AdminError::CheckRefused)).unwrap_or(AdminError::Refused))
            }
            503 => Err(super::clock_unreadable().into()),
            _ => Err(AdminError::Refused),
        }
    }
}
