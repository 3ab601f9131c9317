//! JSON that means the same to everybody who reads it (RFC 7493), in the fields that nobody reads
//! too: another reader, before us or after us, may read them.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Whether a text is JSON in UTF-8 without a name that stands twice in an object, half a surrogate,
/// a number beyond a double, or more than 127 levels.
///
/// # Errors
/// Where it is not.
pub(crate) fn check(text: &[u8]) -> serde_json::Result<()> {
    serde_json::from_slice::<StrictJson>(text).map(drop)
}

/// A value of which everything was read.
struct StrictJson;

impl<'de> Deserialize<'de> for StrictJson {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for StrictJson {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some((name, Self)) = fields.next_entry::<String, Self>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_readers_may_read_differently_is_none() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        for good in [
            r#"{}"#,
            r#" [1, -2.5e-3, 18446744073709551615, 1e308, null, true, "\u0000"] "#,
            r#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}], "": "\ud83d\ude42"}"#,
            &deep(127),
        ] {
            assert!(check(good.as_bytes()).is_ok(), "{good}");
        }
        for bad in [
            r#"{"a": 1, "a": 1}"#,
            r#"{"a": 1, "\u0061": 2}"#,
            r#"[{"b": [{"x": 1, "x": {}}]}]"#,
            r#"["\ud83d"]"#,
            r#"{"\ude42": 1}"#,
            "1e309",
            &"9".repeat(400),
            "\u{feff}{}",
            "{} {}",
            "[1,]",
            "\"\n\"",
            "01",
            "NaN",
            "",
            &deep(128),
            &"[".repeat(65_536),
            &"{\"a\":".repeat(10_000),
        ] {
            assert!(check(bad.as_bytes()).is_err(), "{bad}");
        }
        for bytes in [
            &b"{\"a\": \"\xff\"}"[..],
            b"{\"\xc0\xaf\": 1}",
            b"\"\xed\xa0\x80\"",
            b"\xff\xfe{\0}\0",
        ] {
            assert!(check(bytes).is_err(), "{bytes:?}");
        }
    }
}
