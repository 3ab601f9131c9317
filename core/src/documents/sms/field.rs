//! Fields of a text message: what each takes, and how sure anybody is of that.

use super::{at_most, literal, name, name_of, named};
use crate::documents::fields::{maybe, text};
use crate::documents::item::{Item, MapKey};
use crate::documents::numbers::limit;
use crate::documents::texts::{read_texts, texts_item};

/// How sure a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// From knowledge, or one likely form of several.
    Assumed,
    /// One source, or a translation.
    OneSource,
    /// Several official or press sources agree.
    Agreed,
}

const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Agreed, "a"), (Confidence::OneSource, "b"), (Confidence::Assumed, "c")];

impl Confidence {
    /// Whether anybody may be stopped by it. What is assumed only warns.
    pub fn is_established(self) -> bool {
        self >= Self::OneSource
    }

    /// The mark on the wire: `a`, `b` or `c`.
    pub fn name(self) -> &'static str {
        name_of(&CONFIDENCES, self)
    }

    /// The confidence of this mark.
    pub fn from_name(mark: &str) -> Option<Self> {
        named(&CONFIDENCES, &Item::text(mark))
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        named(&CONFIDENCES, item)
    }
}

/// What becomes of a number that does not look right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The person is told, and sends it all the same if they know better.
    Warn,
    /// Nothing is sent.
    Block,
}

const LEVELS: [(Level, &str); 2] = [(Level::Warn, "warn"), (Level::Block, "block")];

impl Level {
    pub fn name(self) -> &'static str {
        name_of(&LEVELS, self)
    }

    /// The level of this name.
    pub fn from_name(level: &str) -> Option<Self> {
        named(&LEVELS, &Item::text(level))
    }
}

/// What becomes of the region's separator inside a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnSeparator {
    /// A blank stands in its place, and the person is shown that.
    Space,
    /// A hyphen stands in its place, likewise.
    Hyphen,
    Block,
    /// It stays: the last field takes all that is left.
    Keep,
}

const ON_SEPARATOR: [(OnSeparator, &str); 4] = [
    (OnSeparator::Space, "space"),
    (OnSeparator::Hyphen, "hyphen"),
    (OnSeparator::Block, "block"),
    (OnSeparator::Keep, "keep"),
];

impl OnSeparator {
    /// What this name of the wire means.
    pub fn from_name(word: &str) -> Option<Self> {
        named(&ON_SEPARATOR, &Item::text(word))
    }
}

/// The part of a Russian passport's number that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassportPart {
    /// Series and number: ten digits.
    Whole,
    /// Four digits.
    Series,
    /// Six digits.
    Number,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// The code of one of the region's purposes.
    Purpose,
    /// One of these.
    Choice(Vec<String>),
    /// Names of a person, of so many words: letters, apostrophes, hyphens, points.
    Name { least: usize, most: usize },
    /// Letters, digits and the usual signs, such as an address.
    Text,
    /// So many digits.
    Digits { least: usize, most: usize },
    /// Of a Russian passport.
    Passport(PassportPart),
    /// A Russian tax number: ten digits of a company, twelve of a person, the last ones check digits.
    TaxId,
    /// A card for public transport of so many digits.
    TransportCard { least: usize, most: usize },
    /// A Russian number plate; Latin letters that look like its Cyrillic ones are taken for those.
    Plate,
    /// A date, written with points: day, month, year.
    Date,
    /// Latin letters and digits, of which no more than so many are letters; letters of other alphabets that
    /// look like them are taken for them.
    Alnum { least: usize, most: usize, letters: usize },
}

impl FieldKind {
    /// The name on the wire, and for scripts.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Choice(_) => "choice",
            Self::Name { .. } => "name",
            Self::Text => "text",
            Self::Digits { .. } => "digits",
            Self::Passport(PassportPart::Whole) => "passport",
            Self::Passport(PassportPart::Series) => "passport-series",
            Self::Passport(PassportPart::Number) => "passport-number",
            Self::TaxId => "tax-id",
            Self::TransportCard { .. } => "transport-card",
            Self::Plate => "plate",
            Self::Date => "date",
            Self::Alnum { .. } => "alnum",
        }
    }
}

/// A field holds only if another one, which stands before it, has one of these values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    pub field: String,
    pub values: Vec<String>,
}

/// A field of a form. Fields of one name hold in different cases ([`When`]): the first that does counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsField {
    /// By which people's forms and scripts give it.
    pub name: String,
    /// Labels by language tag. No byte of a message comes from them.
    pub label: Vec<(String, String)>,
    pub kind: FieldKind,
    pub when: Option<When>,
    /// Whether a message without it is none. What is not given leaves its place empty.
    pub required: bool,
    /// Most characters.
    pub longest: usize,
    /// Whether it is sent in capitals.
    pub capitals: bool,
    pub on_separator: OnSeparator,
    /// What becomes of numbers that do not look right.
    pub level: Level,
    /// How sure what it takes is.
    pub confidence: Confidence,
}

impl SmsField {
    /// What becomes of a number that does not look right: nobody is stopped by what is not established.
    pub fn level(&self) -> Level {
        if self.confidence.is_established() { self.level } else { Level::Warn }
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let count = |field: &'static str| usize::try_from(item.get(field)?.as_uint()?).ok();
        let longest = count("longest")?;
        Some(Self {
            name: name(item.get("name")?)?,
            label: read_texts(item.get("label")?)?,
            kind: read_kind(item)?,
            when: maybe(item.get("when"), |when| {
                let mut texts = at_most(when, limit::SMS_VALUES, literal)?;
                let field = (texts.len() > 1).then(|| texts.remove(0))?;
                Some(When { field, values: texts })
            })?,
            required: item.get("required")?.as_bool()?,
            longest: (1..=limit::SMS_LONGEST).contains(&longest).then_some(longest)?,
            capitals: item.get("capitals")?.as_bool()?,
            on_separator: named(&ON_SEPARATOR, item.get("separator")?)?,
            level: named(&LEVELS, item.get("level")?)?,
            confidence: Confidence::from_item(item.get("sure")?)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("name".into(), Item::text(&self.name)),
            ("label".into(), texts_item(&self.label)),
            ("kind".into(), Item::text(self.kind.name())),
            ("required".into(), Item::Bool(self.required)),
            ("longest".into(), Item::uint(self.longest as u64)),
            ("capitals".into(), Item::Bool(self.capitals)),
            ("separator".into(), Item::text(name_of(&ON_SEPARATOR, self.on_separator))),
            ("level".into(), Item::text(self.level.name())),
            ("sure".into(), Item::text(self.confidence.name())),
        ];
        if let Some(when) = &self.when {
            let texts = std::iter::once(&when.field).chain(&when.values);
            fields.push(("when".into(), Item::Array(texts.map(|text| Item::text(text)).collect())));
        }
        let bounds = match &self.kind {
            FieldKind::Choice(values) => {
                let values = values.iter().map(|value| Item::text(value)).collect();
                fields.push(("values".into(), Item::Array(values)));
                None
            }
            FieldKind::Name { least, most }
            | FieldKind::Digits { least, most }
            | FieldKind::TransportCard { least, most } => Some((*least, *most)),
            FieldKind::Alnum { least, most, letters } => {
                fields.push(("letters".into(), Item::uint(*letters as u64)));
                Some((*least, *most))
            }
            _ => None,
        };
        if let Some((least, most)) = bounds {
            fields.push(("least".into(), Item::uint(least as u64)));
            fields.push(("most".into(), Item::uint(most as u64)));
        }
        Item::map(fields)
    }
}

fn read_kind(item: &Item<'_>) -> Option<FieldKind> {
    let count = |field: &'static str| {
        let count = usize::try_from(item.get(field)?.as_uint()?).ok();
        count.filter(|count| *count <= limit::SMS_LONGEST)
    };
    let bounds = || {
        let (least, most) = (count("least")?, count("most")?);
        (1 <= least && least <= most).then_some((least, most))
    };
    Some(match text(item.get("kind")?)?.as_str() {
        "purpose" => FieldKind::Purpose,
        "choice" => FieldKind::Choice(at_most(item.get("values")?, limit::SMS_VALUES, literal)?),
        "name" => bounds().map(|(least, most)| FieldKind::Name { least, most })?,
        "text" => FieldKind::Text,
        "digits" => bounds().map(|(least, most)| FieldKind::Digits { least, most })?,
        "passport" => FieldKind::Passport(PassportPart::Whole),
        "passport-series" => FieldKind::Passport(PassportPart::Series),
        "passport-number" => FieldKind::Passport(PassportPart::Number),
        "tax-id" => FieldKind::TaxId,
        "transport-card" => {
            bounds().map(|(least, most)| FieldKind::TransportCard { least, most })?
        }
        "plate" => FieldKind::Plate,
        "date" => FieldKind::Date,
        "alnum" => {
            let (least, most) = bounds()?;
            FieldKind::Alnum { least, most, letters: count("letters")? }
        }
        _ => return None,
    })
}
