//! Passes by text message: regions' tables as documents that people read, where every figure names its source
//! and how sure it is.
//!
//! ```text
//! document   the form of such a document, read strictly
//! check      from a document to a table: what a document may say
//! kinds      what the names of kinds stand for
//! examples   examples that each table carries
//! gateway    a region's number, for tests
//! ```

mod check;
mod document;
mod examples;
mod gateway;
mod kinds;

use doorstep::documents::{SmsRegion, SmsRegions};

use crate::region::RegionError;
use document::Document;
pub(crate) use gateway::Gateway;
pub use gateway::GatewayReply;

/// Documents that come with the authority. Versions of a region ascend.
pub const SMS_DOCUMENTS: [&str; 10] = [
    include_str!("../../regions/sms/ru-ta-2590-2020-04-01.json"),
    include_str!("../../regions/sms/ru-ta-2590-2020-04-04.json"),
    include_str!("../../regions/sms/ru-ta-2590-2020-05-01.json"),
    include_str!("../../regions/sms/ru-mow-7377-2020-04-11.json"),
    include_str!("../../regions/sms/ru-mow-7377-2020-04-14.json"),
    include_str!("../../regions/sms/gr-13033-2020-11-13.json"),
    include_str!("../../regions/sms/gr-13033-2020-12-13.json"),
    include_str!("../../regions/sms/gr-13032-2021-04-01.json"),
    include_str!("../../regions/sms/cy-8998-2020-03-30.json"),
    include_str!("../../regions/sms/cy-8998-2021-01-10.json"),
];

/// The table in this text.
///
/// # Errors
/// [`RegionError::Form`] for anything but the form of a document; [`RegionError::Says`] for what a table cannot
/// say, an example that does not come out included.
pub fn read_sms_region(json: &str) -> Result<SmsRegion, RegionError> {
    let document: Document = crate::json::check(json.as_bytes())
        .and_then(|()| serde_json::from_str(json))
        .map_err(|error| RegionError::Form(error.to_string()))?;
    check::table(&document)
}

/// Every table that comes with the authority, before anybody dated and signed them: serial 0.
///
/// # Errors
/// [`RegionError`], if a document were damaged.
pub fn shipped_sms_regions(iss: &str) -> Result<SmsRegions, RegionError> {
    let regions =
        SMS_DOCUMENTS.iter().map(|json| read_sms_region(json)).collect::<Result<_, _>>()?;
    Ok(SmsRegions { serial: 0, iat: 0, iss: iss.to_owned(), regions })
}

#[cfg(test)]
mod tests;
