//! Bodies read from JSON, by hand: what serde derives for reading takes three kilobytes of a phone's
//! library for each, half of it for an array in an object's place. That is no body here.

use serde_json::{Map, Value};

use super::{
    ClaimReply, Claimed, ConfirmReply, DeniedPass, EraseReply, HandoverReply, LinkReply, LoanReply,
    OrderWaits, PaperReply, PassReply, PassRequest, PhotoReply, Problem, QuotaCount,
    RegistrationReply, ReportsReply, ReturnReply, SentOrder, SentPlace, SyncReply,
};
use crate::model::Period;

/// Reads a whole body; nothing if a field that has to be there is not, or is something else.
pub fn read<T: FromJson>(json: &[u8]) -> Option<T> {
    let value: Value = serde_json::from_slice(json).ok()?;
    T::from_json(Some(&value))
}

/// What a body is made of.
pub trait FromJson: Sized {
    /// Reads what stands in a field, if something does.
    fn from_json(value: Option<&Value>) -> Option<Self>;
}

impl FromJson for String {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        value?.as_str().map(str::to_owned)
    }
}

impl FromJson for u64 {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        value?.as_u64()
    }
}

impl FromJson for i64 {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        value?.as_i64()
    }
}

/// False if it is not there.
impl FromJson for bool {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        value.map_or(Some(false), Value::as_bool)
    }
}

impl FromJson for Period {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        Self::from_name(value?.as_str()?)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        match value {
            None | Some(Value::Null) => Some(None),
            some => T::from_json(some).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        value?.as_array()?.iter().map(|one| T::from_json(Some(one))).collect()
    }
}

fn field<T: FromJson>(fields: &Map<String, Value>, name: &str) -> Option<T> {
    T::from_json(fields.get(name))
}

/// A list that is empty where there is none.
fn list<T: FromJson>(fields: &Map<String, Value>, name: &str) -> Option<Vec<T>> {
    match fields.get(name) {
        None => Some(Vec::new()),
        there => Vec::from_json(there),
    }
}

/// An object with these fields, each under its own name, and with lists that may be absent.
macro_rules! object {
    ($type:ty { $($field:ident),* } $([$($list:ident),*])?) => {
        impl FromJson for $type {
            fn from_json(value: Option<&Value>) -> Option<Self> {
                let fields = value?.as_object()?;
                Some(Self {
                    $($field: field(fields, stringify!($field))?,)*
                    $($($list: list(fields, stringify!($list))?,)*)?
                })
            }
        }
    };
}

object!(RegistrationReply { reg, resend_after, expires_in, time });
object!(ConfirmReply { account, holder, time });
object!(EraseReply { time });
object!(LinkReply { account, holder, time });
object!(LoanReply { holder, time });
object!(HandoverReply { handover, time });
object!(ReturnReply { receipt, time });
object!(PaperReply { pass, code, time });
object!(QuotaCount { n, m, next });
object!(PassReply { pass, code, quota, time });
object!(Claimed { at, leaves_at });
object!(DeniedPass { pass, from });
object!(OrderWaits { left });
object!(SentPlace { id, salt, lat, lon });
object!(SentOrder { order, places });
object!(ClaimReply { orders, time });
object!(SyncReply { time, holder, closed, key_closed, claimed, order_waits }
    [denied, orders, notices, checks, photo_words]);
object!(PhotoReply { received, receipt, time });
object!(ReportsReply { receipt, highest, closed, key_closed, claimed, order_waits, time, more }
    [orders, checks, notices, photo_words, denied]);

/// The phone's own, as it was written down.
impl FromJson for PassRequest {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        let fields = value?.as_object()?;
        Some(Self {
            purpose: field(fields, "purpose")?,
            place: field(fields, "place")?,
            from: field(fields, "from")?,
            sub: field(fields, "sub")?,
            cnf: field(fields, "cnf")?,
            rules: field(fields, "rules")?,
            give_up_at: field(fields, "give_up_at")?,
            replaces: field(fields, "instead")?,
            permission: field(fields, "permission")?,
        })
    }
}

impl FromJson for Problem {
    fn from_json(value: Option<&Value>) -> Option<Self> {
        let fields = value?.as_object()?;
        Some(Self {
            code: match fields.get("code") {
                None => String::new(),
                code => String::from_json(code)?,
            },
            left: field(fields, "left")?,
            reference: field(fields, "ref")?,
            n: field(fields, "n")?,
            m: field(fields, "m")?,
            per: field(fields, "per")?,
            next: field(fields, "next")?,
            last: field(fields, "last")?,
            seq: field(fields, "seq")?,
            serial: field(fields, "serial")?,
            reason: field(fields, "reason")?,
            key_closed: field(fields, "key_closed")?,
            time: field(fields, "time")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    use super::*;

    /// Reads as serde does what is written from a sample with every field, and with each one left out.
    fn reads_as_serde_does<T: FromJson + Serialize + DeserializeOwned>(sample: &str) {
        let whole: Map<String, Value> = serde_json::from_str(sample).unwrap();
        let mut samples = vec![whole.clone()];
        for name in whole.keys() {
            for other in [None, Some(Value::Null), Some(Value::from(1)), Some(Value::from("x"))] {
                let mut changed = whole.clone();
                match other {
                    None => drop(changed.remove(name)),
                    Some(other) => drop(changed.insert(name.clone(), other)),
                }
                samples.push(changed);
            }
        }
        let value = |read: Option<T>| read.map(|read| serde_json::to_value(read).unwrap());
        let all = value(read(sample.as_bytes())).unwrap();
        assert_eq!(all, Value::Object(whole), "a sample has every field");
        for sample in samples {
            let json = serde_json::to_string(&sample).unwrap();
            let expected = value(serde_json::from_str(&json).ok());
            assert_eq!(value(read(json.as_bytes())), expected, "{json}");
        }
        assert!(read::<T>(b"[]").is_none());
        assert!(read::<T>(b"{").is_none());
    }

    #[test]
    fn bodies_are_read_as_they_are_written() {
        reads_as_serde_does::<RegistrationReply>(
            r#"{"reg":"a","resend_after":1,"expires_in":2,"time":"t"}"#,
        );
        reads_as_serde_does::<ConfirmReply>(r#"{"account":"a","holder":"h","time":"t"}"#);
        reads_as_serde_does::<EraseReply>(r#"{"time":"t"}"#);
        reads_as_serde_does::<PaperReply>(r#"{"pass":"p","code":"c","time":"t"}"#);
        reads_as_serde_does::<PassReply>(
            r#"{"pass":"p","code":"c","quota":{"n":1,"m":2,"next":3},"time":"t"}"#,
        );
        reads_as_serde_does::<QuotaCount>(r#"{"n":1,"m":2,"next":3}"#);
        reads_as_serde_does::<Claimed>(r#"{"at":1,"leaves_at":2}"#);
        reads_as_serde_does::<DeniedPass>(r#"{"pass":"p","from":2}"#);
        reads_as_serde_does::<OrderWaits>(r#"{"left":2}"#);
        reads_as_serde_does::<SentPlace>(r#"{"id":"i","salt":"s","lat":-1,"lon":2}"#);
        reads_as_serde_does::<PassRequest>(
            r#"{"purpose":1,"place":"p","from":2,"sub":"s","cnf":"c","rules":3,"give_up_at":4,
                "instead":"i","permission":"m"}"#,
        );
        reads_as_serde_does::<Problem>(
            r#"{"code":"c","left":1,"ref":"r","n":1,"m":2,"per":"local-day","next":3,"last":4,
                "seq":5,"serial":6,"reason":"r","key_closed":"k","time":"t"}"#,
        );
        reads_as_serde_does::<SentOrder>(
            r#"{"order":"o","places":[{"id":"i","salt":"s","lat":1,"lon":2}]}"#,
        );
        reads_as_serde_does::<ClaimReply>(
            r#"{"orders":[{"order":"o","places":[{"id":"i","salt":"s","lat":1,"lon":2}]}],"time":"t"}"#,
        );
        reads_as_serde_does::<SyncReply>(
            r#"{"time":"t","holder":"h","closed":"c","key_closed":"k","claimed":{"at":1,
                "leaves_at":2},"denied":[{"pass":"p","from":1}],"order_waits":{"left":1},
                "orders":[{"order":"o","places":[{"id":"i","salt":"s","lat":1,"lon":2}]}],
                "notices":["n"],"checks":["c"],"photo_words":["v"]}"#,
        );
        reads_as_serde_does::<PhotoReply>(r#"{"received":1,"receipt":"r","time":"t"}"#);
        reads_as_serde_does::<ReportsReply>(
            r#"{"receipt":"r","highest":"h","orders":[{"order":"o","places":[{"id":"i","salt":"s",
                "lat":1,"lon":2}]}],"checks":["c"],"notices":["n"],"photo_words":["v"],"closed":"c",
                "key_closed":"k","claimed":{"at":1,"leaves_at":2},"denied":[{"pass":"p","from":1}],
                "time":"t","more":true}"#,
        );
    }
}
