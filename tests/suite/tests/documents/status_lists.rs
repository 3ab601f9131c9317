//! The status list is that of draft-ietf-oauth-status-list: its own examples are read by place.

use std::fs;

use doorstep::documents::Statuses;
use doorstep_suite::data::{data, hex};

/// Places of the draft's long examples (its test vectors) with their number for two bits; one bit
/// has 1 at the same places.
const LONG: [(u64, u8); 11] = [
    (0, 1),
    (1_993, 2),
    (25_460, 1),
    (159_495, 3),
    (495_669, 1),
    (554_353, 1),
    (645_645, 2),
    (723_232, 1),
    (854_545, 1),
    (934_534, 2),
    (1_000_345, 3),
];

/// The list in an example, and its bits.
fn example(name: &str) -> Option<(u64, Statuses)> {
    let text = fs::read_to_string(data(&format!("pass-vectors/status-list/{name}.md"))?).unwrap();
    let encoded = text.rsplit("encoded:").next().unwrap();
    let bytes = hex(encoded);
    // The draft does not put the two into our one order.
    let mut fields = minicbor::Decoder::new(&bytes);
    assert_eq!(fields.map().unwrap(), Some(2));
    assert_eq!(fields.str().unwrap(), "bits");
    let bits = fields.u64().unwrap();
    assert_eq!(fields.str().unwrap(), "lst");
    let lst = fields.bytes().unwrap();
    Some((bits, Statuses::inflate(bits, lst).unwrap()))
}

#[test]
fn the_drafts_short_lists_are_read_place_by_place() {
    let Some((bits, one)) = example("status_list_encoding_cbor") else { return };
    let read: Vec<u8> = (0..16).filter_map(|idx| one.get(idx)).collect();
    assert_eq!((bits, read), (1, vec![1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]));
    let Some((bits, two)) = example("status_list_encoding2_cbor") else { return };
    let read: Vec<u8> = (0..12).filter_map(|idx| two.get(idx)).collect();
    assert_eq!((bits, read), (2, vec![1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]));
}

#[test]
fn the_drafts_long_lists_have_their_numbers_where_it_says() {
    for (name, bits) in
        [("status_list_encoding1_long_cbor", 1), ("status_list_encoding2_long_cbor", 2)]
    {
        let Some((read, list)) = example(name) else { return };
        assert_eq!(read, bits, "{name}");
        let set: Vec<(u64, u8)> = (0..list.places())
            .filter_map(|idx| Some((idx, list.get(idx)?)))
            .filter(|(_, status)| *status != 0)
            .collect();
        let expected = LONG.map(|(idx, status)| (idx, if bits == 1 { 1 } else { status }));
        assert_eq!(set, expected, "{name}");
    }
}
