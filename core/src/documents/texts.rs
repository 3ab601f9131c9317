//! Texts by language tag, as maps of a document carry them.

use super::item::Item;

/// Texts by language tag.
pub(super) fn read_texts(item: &Item<'_>) -> Option<Vec<(String, String)>> {
    item.as_map()?
        .iter()
        .map(|(tag, text)| Some((tag.as_text()?.to_owned(), text.as_text()?.to_owned())))
        .collect()
}

pub(super) fn texts_item(texts: &[(String, String)]) -> Item<'static> {
    Item::ordered(texts.iter().map(|(tag, text)| (Item::text(tag), Item::text(text))).collect())
}
