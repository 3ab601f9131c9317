//! Tables of passes by text message: signed by the rules' keys, once an operator has published some.

use std::sync::Arc;

use doorstep::documents::{SmsRegions, stamp_name};

use super::keys::close_by_all;
use super::publisher::{no_randomness, stored};
use super::{Document, Published};
use crate::error::AuthorityError;
use crate::store::StoredDocument;

/// Signs new tables, or those that there are if other keys sign them now.
pub(super) fn sign(
    next: &mut Published,
    new: Option<&SmsRegions>,
    now: u64,
    by_others: bool,
) -> Result<Option<StoredDocument>, AuthorityError> {
    let regions = match (new, &next.sms_regions) {
        (Some(new), _) => new.regions.clone(),
        (None, Some(published)) if by_others => published.regions.clone(),
        _ => return Ok(None),
    };
    let serial = next.sms_serial().saturating_add(1);
    let tables = SmsRegions { serial, iat: now, iss: next.iss().to_owned(), regions };
    let bytes = close_by_all(&next.keys.rules, tables.draft()).map_err(no_randomness)?;
    // What no phone would take is not served.
    let is_read = SmsRegions::read(&bytes, &next.trust_list, next.iss()).as_ref() == Ok(&tables);
    if !is_read {
        return Err(AuthorityError::RulesUnfit);
    }
    next.sms = Some(Document::new(serial, &bytes));
    next.sms_regions = Some(Arc::new(tables));
    Ok(Some(stored(stamp_name::SMS, serial, bytes)))
}
