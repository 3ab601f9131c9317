//! Tables of passes by text message, for whoever writes without the app: as the published document has them.
//! Nobody signs in for them, and no cookie is set.

use doorstep::documents::SmsRegions;
use doorstep::model::Language;
use doorstep::sms::{SmsSheet, Tables};

use super::handlers::end_page;
use super::pages::{EndPage, sms_regions, sms_sheet};
use super::responses::PageResponse;
use crate::commands::{InternalError, Service};

/// The regions whose tables are in force.
pub(super) fn regions(
    service: &Service,
    language: Language,
) -> Result<PageResponse, InternalError> {
    let now = service.clock.now()?;
    let Some((_, tables)) = published(service) else {
        return Ok(end_page(language, EndPage::NoTable));
    };
    let ids = tables.ids().into_iter();
    let held = ids.filter_map(|id| tables.at(id, now)).filter(|table| table.region.in_force(now));
    let regions: Vec<_> = held.map(|table| &table.region).collect();
    Ok(PageResponse::page(sms_regions(language, &regions)))
}

/// The sheet of a region.
pub(super) fn sheet(
    service: &Service,
    language: Language,
    region: &str,
) -> Result<PageResponse, InternalError> {
    let now = service.clock.now()?;
    let published = published(service);
    let found =
        published.as_ref().and_then(|(serial, tables)| Some((*serial, tables.at(region, now)?)));
    let Some((serial, table)) = found else {
        return Ok(end_page(language, EndPage::NoTable));
    };
    let sheet = SmsSheet::of(table, now, language);
    Ok(PageResponse::page(sms_sheet(language, &sheet, serial)))
}

/// The tables that phones know, with the serial of their document.
fn published(service: &Service) -> Option<(u64, Tables)> {
    let published = service.publisher.last();
    let regions = published.sms_regions.as_deref()?;
    Some((regions.serial, Tables::load(SmsRegions::clone(regions))))
}
