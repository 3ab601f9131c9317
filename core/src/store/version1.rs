//! Rows of version 1, which are JSON, as the bytes of version 2. What each value was then is given
//! as data and never changes again, whatever becomes of the types.

use serde_json::Value;

use super::stored::writer::Writer;
use crate::model::{from_base64url, in_order};

/// What a value of version 1 looks like.
pub enum Shape {
    Number,
    Bool,
    Text,
    /// Bytes, which JSON has as base64url.
    Bytes,
    /// Bytes as an array of numbers.
    Octets,
    /// `null`, missing, or a value.
    Optional(&'static Shape),
    /// Missing, which counts as false or as the first of several names; or a value.
    Since(&'static Shape),
    /// An array of values, also one of a fixed length.
    List(&'static Shape),
    /// An object whose names are numbers.
    Numbered(&'static Shape),
    Record(&'static [(&'static str, Shape)]),
    /// One of these names, by its place among them.
    Name(&'static [&'static str]),
    /// One of several by its name: the name alone, or an object of the name and what belongs to it.
    Choice(&'static [(&'static str, Inside)]),
}

/// What belongs to one of several.
pub enum Inside {
    Nothing,
    One(Shape),
    Parts(&'static [(&'static str, Shape)]),
}

/// The bytes of version 2; nothing for what is not of this shape.
pub fn to_version_2(shape: &Shape, json: &[u8]) -> Option<Vec<u8>> {
    let value = serde_json::from_slice(json).ok()?;
    let mut writer = Writer::default();
    shape.write(Some(&value), &mut writer)?;
    writer.finish().ok()
}

impl Shape {
    fn write(&self, value: Option<&Value>, to: &mut Writer) -> Option<()> {
        match (self, value) {
            (Self::Optional(_), None | Some(Value::Null)) => to.null(),
            (Self::Optional(shape), value) => shape.write(value, to)?,
            (Self::Since(Self::Bool), None) => to.bool(false),
            (Self::Since(_), None) => to.number(0),
            (Self::Since(shape), value) => shape.write(value, to)?,
            (_, value) => self.write_present(value?, to)?,
        }
        Some(())
    }

    fn write_present(&self, value: &Value, to: &mut Writer) -> Option<()> {
        match self {
            Self::Number => match value.as_u64() {
                Some(number) => to.whole(number),
                None => to.number(value.as_i64()?),
            },
            Self::Bool => to.bool(value.as_bool()?),
            Self::Text => to.text(value.as_str()?),
            Self::Bytes => to.bytes(&from_base64url(value.as_str()?)?),
            Self::Octets => {
                let octets = value.as_array()?.iter().map(|one| u8::try_from(one.as_u64()?).ok());
                to.bytes(&octets.collect::<Option<Vec<u8>>>()?);
            }
            Self::Optional(shape) | Self::Since(shape) => shape.write(Some(value), to)?,
            Self::List(shape) => {
                let values = value.as_array()?;
                to.array(values.len());
                values.iter().try_for_each(|value| shape.write(Some(value), to))?;
            }
            Self::Numbered(shape) => {
                let mut pairs = Vec::new();
                for (name, value) in value.as_object()? {
                    pairs.push((name.parse::<u64>().ok()?, value));
                }
                let pairs = in_order::by_key(pairs, |(number, _)| *number);
                to.array(pairs.len());
                for (number, value) in pairs {
                    to.array(2);
                    to.whole(number);
                    shape.write(Some(value), to)?;
                }
            }
            Self::Record(parts) => {
                to.array(parts.len());
                write_parts(parts, value, to)?;
            }
            Self::Name(names) => to.number(place_of(names.iter(), value.as_str()?)?),
            Self::Choice(choices) => {
                let (name, inside) = match value {
                    Value::String(name) => (name, &Value::Null),
                    _ => value.as_object().filter(|one| one.len() == 1)?.iter().next()?,
                };
                let place = place_of(choices.iter().map(|(name, _)| name), name)?;
                let (_, shape) = choices.iter().find(|(known, _)| known == name)?;
                let parts = match shape {
                    Inside::Nothing => 0,
                    Inside::One(_) => 1,
                    Inside::Parts(parts) => parts.len(),
                };
                to.array(parts.saturating_add(1));
                to.number(place);
                match shape {
                    Inside::Nothing => {}
                    Inside::One(shape) => shape.write(Some(inside), to)?,
                    Inside::Parts(parts) => write_parts(parts, inside, to)?,
                }
            }
        }
        Some(())
    }
}

fn write_parts(parts: &[(&str, Shape)], value: &Value, to: &mut Writer) -> Option<()> {
    let object = value.as_object()?;
    parts.iter().try_for_each(|(name, shape)| shape.write(object.get(*name), to))
}

fn place_of<'n>(names: impl Iterator<Item = &'n &'n str>, name: &str) -> Option<i64> {
    let mut names = names;
    i64::try_from(names.position(|known| *known == name)?).ok()
}
