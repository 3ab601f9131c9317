//! A lenient reader of CBOR and COSE, only for other people's examples: it takes what our own
//! strict reader must not.

use minicbor::Decoder;
use minicbor::data::Type;

/// One item with where its bytes stand.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Int(i128),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Value>),
    Map(Vec<(Value, Value)>),
    Tag(u64, Box<Value>),
    Other,
}

impl Value {
    /// The first item of these bytes; what follows is ignored.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        next(&mut Decoder::new(bytes), 16)
    }

    /// The value under a number.
    pub fn get(&self, label: i128) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(key, _)| *key == Self::Int(label)).map(|(_, value)| value)
    }

    /// The bytes.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The items.
    pub fn array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The number.
    pub fn int(&self) -> Option<i128> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The item without its tags.
    pub fn untagged(&self) -> &Self {
        match self {
            Self::Tag(_, inside) => inside.untagged(),
            other => other,
        }
    }
}

fn next(from: &mut Decoder<'_>, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match from.datatype().ok()? {
        Type::U8
        | Type::U16
        | Type::U32
        | Type::U64
        | Type::I8
        | Type::I16
        | Type::I32
        | Type::I64
        | Type::Int => Value::Int(from.int().ok()?.into()),
        Type::Bytes | Type::BytesIndef => {
            let parts = from.bytes_iter().ok()?.collect::<Result<Vec<_>, _>>().ok()?;
            Value::Bytes(parts.concat())
        }
        Type::String | Type::StringIndef => {
            let parts = from.str_iter().ok()?.collect::<Result<Vec<_>, _>>().ok()?;
            Value::Text(parts.concat())
        }
        Type::Array | Type::ArrayIndef => {
            let length = from.array().ok()?;
            let mut items = Vec::new();
            while !ended(from, length, items.len())? {
                items.push(next(from, depth)?);
            }
            Value::Array(items)
        }
        Type::Map | Type::MapIndef => {
            let length = from.map().ok()?;
            let mut entries = Vec::new();
            while !ended(from, length, entries.len())? {
                entries.push((next(from, depth)?, next(from, depth)?));
            }
            Value::Map(entries)
        }
        Type::Tag => {
            let tag = from.tag().ok()?.as_u64();
            Value::Tag(tag, Box::new(next(from, depth)?))
        }
        _ => {
            from.skip().ok()?;
            Value::Other
        }
    })
}

/// Whether a container has ended; the end of one without a length is taken.
fn ended(from: &mut Decoder<'_>, length: Option<u64>, have: usize) -> Option<bool> {
    match length {
        Some(length) => Some(have as u64 >= length),
        None if from.datatype().ok()? == Type::Break => {
            from.skip().ok()?;
            Some(true)
        }
        None => Some(false),
    }
}

/// One signature of a COSE object with all that it covers.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The object's protected header as it stands.
    pub body: Vec<u8>,
    /// The signer's protected header; absent in a COSE_Sign1.
    pub signer: Option<Vec<u8>>,
    pub payload: Vec<u8>,
    pub signature: Vec<u8>,
}

impl Signed {
    /// The algorithm, wherever a lenient reader finds it.
    pub fn algorithm(&self, unprotected: Option<&Value>) -> Option<i128> {
        let header = Value::read(self.signer.as_ref().unwrap_or(&self.body));
        let named = |map: &Value| map.get(1).and_then(Value::int);
        header.as_ref().and_then(named).or_else(|| unprotected.and_then(named))
    }
}

/// The signatures of a tag 18 or 98 object, 18 if it has none; nothing for any other tag.
pub fn signatures(object: &Value) -> Option<Vec<Signed>> {
    let (tag, inside) = match object {
        Value::Tag(tag, inside) => (*tag, inside.as_ref()),
        untagged => (18, untagged),
    };
    let [protected, _, payload, last] = inside.array()? else { return None };
    let (body, payload) = (header(protected)?, payload.bytes()?.to_vec());
    match tag {
        18 => {
            let signature = last.bytes()?.to_vec();
            Some(vec![Signed { body, signer: None, payload, signature }])
        }
        98 => last
            .array()?
            .iter()
            .map(|signer| {
                let [protected, _, signature] = signer.array()? else { return None };
                Some(Signed {
                    body: body.clone(),
                    signer: Some(header(protected)?),
                    payload: payload.clone(),
                    signature: signature.bytes()?.to_vec(),
                })
            })
            .collect(),
        _ => None,
    }
}

/// A protected header as it is signed: an empty map counts as no bytes (RFC 9052 §4.4).
fn header(protected: &Value) -> Option<Vec<u8>> {
    let bytes = protected.bytes()?;
    Some(if bytes == [0xa0] { Vec::new() } else { bytes.to_vec() })
}
