//! Tables of passes by text message, and messages to regions' numbers, for tests.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::post;
use doorstep::documents::SmsRegions;

use super::endpoint::{AdminRefusal, EndpointResult, elsewhere, json, read};
use super::wire::{GatewayOrder, TablesMade, TablesOrder};
use super::{Admin, AdminError};
use crate::commands::Service;
use crate::online::Change;
use crate::sms::{GatewayReply, read_sms_region, shipped_sms_regions};

/// Longest message that is looked at, in bytes.
const MOST_BYTES: usize = 8 * 1024;

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new().route("/sms-gateway", post(gateway)).route("/sms-tables", post(tables))
}

async fn tables(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let TablesOrder { documents } = read(request).await?;
    let tables = match documents.as_slice() {
        [] => shipped_sms_regions("").map_err(|_| AdminRefusal::Failed)?,
        given => {
            let regions = given.iter().map(|json| read_sms_region(json)).collect::<Result<_, _>>();
            let regions = regions.map_err(|_| AdminRefusal::Malformed)?;
            SmsRegions { serial: 0, iat: 0, iss: String::new(), regions }
        }
    };
    let change = Change::Sms(Box::new(tables));
    let published = elsewhere(move || service.publisher.change(change)).await?;
    json(&TablesMade { serial: published.sms_serial() })
}

async fn gateway(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: GatewayOrder = read(request).await?;
    if order.text.len() > MOST_BYTES {
        return Err(AdminRefusal::Malformed);
    }
    // As phones know them, where tables are published.
    let regions = match &service.publisher.last().sms_regions {
        Some(published) => SmsRegions::clone(published),
        None => shipped_sms_regions("").map_err(|_| AdminRefusal::Failed)?,
    };
    let now = service.clock.now()?;
    let GatewayOrder { region, phone, text } = order;
    let reply = service.sms_gateway.answer(regions, &region, &phone, &text, now);
    json(&reply.ok_or(AdminRefusal::Unknown)?)
}

impl Admin {
    /// Signs these documents, or those that come with the authority if there are none, and serves them with the
    /// lists; the serial of the tables.
    ///
    /// # Errors
    /// [`AdminError::SmsUnfit`] if no phone would take them, or another [`AdminError`].
    pub async fn sms_tables(&self, documents: &[String]) -> Result<u64, AdminError> {
        let order = TablesOrder { documents: documents.to_vec() };
        let made = match self.order("/sms-tables", &order).await {
            Err(AdminError::RulesUnfit) => return Err(AdminError::SmsUnfit),
            made => made?,
        };
        let made: TablesMade = serde_json::from_slice(&made).map_err(|_| AdminError::Refused)?;
        Ok(made.serial)
    }

    /// What a region's number answers to a message of this phone.
    ///
    /// # Errors
    /// [`AdminError::SmsUnanswered`] if no such number answers now, or another [`AdminError`].
    pub async fn sms_gateway(
        &self,
        region: &str,
        phone: &str,
        text: &str,
    ) -> Result<GatewayReply, AdminError> {
        let order = GatewayOrder {
            region: region.to_owned(),
            phone: phone.to_owned(),
            text: text.to_owned(),
        };
        let reply = match self.order("/sms-gateway", &order).await {
            Err(AdminError::PassUnknown) => return Err(AdminError::SmsUnanswered),
            reply => reply?,
        };
        serde_json::from_slice(&reply).map_err(|_| AdminError::Refused)
    }
}
