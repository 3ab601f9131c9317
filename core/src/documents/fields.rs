//! Fields that may be missing, and lists of one form.

use super::item::Item;

/// Every entry of a list, all of which must be of their form. A list that is missing is empty.
pub(super) fn every<'b, T>(
    list: Option<&Item<'b>>,
    read: impl Fn(&Item<'b>) -> Option<T>,
) -> Option<Vec<T>> {
    match list {
        Some(list) => list.as_array()?.iter().map(read).collect(),
        None => Some(Vec::new()),
    }
}

/// What a field says if it is there; nothing at all if it is there in another form.
pub(super) fn maybe<'b, T>(
    field: Option<&Item<'b>>,
    read: impl Fn(&Item<'b>) -> Option<T>,
) -> Option<Option<T>> {
    match field {
        Some(field) => read(field).map(Some),
        None => Some(None),
    }
}

/// The characters of a text.
pub(super) fn text(item: &Item<'_>) -> Option<String> {
    item.as_text().map(str::to_owned)
}
