//! The status list: how passes stand that last for days.

use std::sync::Arc;

use doorstep::documents::{Rules, Status, StatusList, Statuses, stamp_name};

use super::keys::close;
use super::publisher::{no_randomness, stored};
use super::{Document, Published, status_list};
use crate::error::AuthorityError;
use crate::store::{RevokedPlace, STATUS_LIFE, Store, StoredDocument};

/// The list before any was made.
pub(super) fn nothing(iss: &str) -> StatusList {
    StatusList {
        iss: iss.to_owned(),
        uri: status_list(iss),
        iat: 0,
        exp: 0,
        seq: 0,
        statuses: Statuses::valid(0),
    }
}

/// How every place stands at this second, and when that changes without anybody's doing.
fn standing(store: &Store, rules: &Rules, now: u64) -> Result<(Statuses, u64), AuthorityError> {
    let places = usize::try_from(store.places()?).map_err(|_| AuthorityError::Database)?;
    let mut statuses = Statuses::valid(places);
    let mut changes_at = u64::MAX;
    for RevokedPlace { idx, nbf, from, exp } in store.revoked_places(now)? {
        let home = from.saturating_add(rules.grace_of(exp)).min(exp);
        // Nobody had left with a pass that had not begun.
        let status = if nbf <= from && now < home {
            changes_at = changes_at.min(home);
            Status::ReturnHome
        } else {
            // Its end changes nothing that anybody looks at: it is left out of the next list.
            Status::Invalid
        };
        statuses.set(idx, status as u8);
    }
    Ok((statuses, changes_at))
}

/// Signs the list anew, if any place stands otherwise or the list has grown old.
pub(super) fn sign(
    next: &mut Published,
    store: &Store,
    now: u64,
    by_other: bool,
) -> Result<Option<StoredDocument>, AuthorityError> {
    let (statuses, changes_at) = standing(store, &next.region, now)?;
    next.status_changes_at = changes_at;
    let same = statuses == next.status_list.statuses;
    if same && !by_other && next.status_is_young(now) {
        return Ok(None);
    }
    let list = StatusList {
        iat: now,
        exp: now.saturating_add(STATUS_LIFE),
        seq: next.status.serial.saturating_add(1),
        statuses,
        ..nothing(next.iss())
    };
    let key = &next.keys.status;
    let bytes = close(key, list.draft(key.public())).map_err(no_randomness)?;
    next.status = Document::new(list.seq, &bytes);
    let document = stored(stamp_name::STATUS, list.seq, bytes);
    next.status_list = Arc::new(list);
    Ok(Some(document))
}
