//! Putting things in order with little code. Each type that the standard library sorts, also on the
//! way into a map or a set, takes four kilobytes of a phone's library.

use std::collections::{BTreeMap, BTreeSet};

/// The items in the order of their keys; equal ones stay as they stood. For what is short or stands
/// almost in order: of a long list in no order each item moves half of those before it.
pub(crate) fn by_key<T, K: Ord>(
    items: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let mut ordered: Vec<T> = Vec::new();
    for item in items {
        let place = ordered.partition_point(|before| key(before) <= key(&item));
        ordered.insert(place, item);
    }
    ordered
}

/// A map of these pairs; of two with one key, the later.
pub(crate) fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of these values.
pub(crate) fn set<T: Ord>(values: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(values);
    set
}

#[cfg(test)]
mod tests {
    use super::by_key;

    #[test]
    fn equal_keys_stay_as_they_stood() {
        let items = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        let ordered = by_key(items, |(key, _)| *key);
        assert_eq!(ordered, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
