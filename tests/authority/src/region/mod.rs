//! Regions: their rules as documents that people read, where every figure names its source.
//!
//! ```text
//! document   the form of such a document, read strictly
//! check      from a document to rules: what a document may say
//! acts       how acts begin and end
//! following  rules that take the place of others, and leave passes alone
//! zone       a document's offsets beside the time zone database
//! ```

mod acts;
mod check;
mod document;
mod following;
mod zone;

use doorstep::documents::Rules;

pub(crate) use acts::{ALL, end_acts, put_act_into_force};
use document::Document;
pub(crate) use following::{following, forget_former};
pub(crate) use zone::compared;

/// Documents that come with the authority: region, version, text. Versions of a region ascend.
const SHIPPED: [(&str, &str, &str); 8] = [
    ("XX-REF", "2026-11-24", include_str!("../../regions/xx-ref.json")),
    ("RU-MOW", "2020-04-01", include_str!("../../regions/ru-mow-2020-04-01.json")),
    ("RU-MOW", "2020-04-15", include_str!("../../regions/ru-mow-2020-04-15.json")),
    ("RU-MOW", "2020-04-22", include_str!("../../regions/ru-mow-2020-04-22.json")),
    ("RU-NIZ", "2020-04-02", include_str!("../../regions/ru-niz-2020-04-02.json")),
    ("RU-TA", "2020-04-01", include_str!("../../regions/ru-ta-2020-04-01.json")),
    ("RU-TA", "2020-04-04", include_str!("../../regions/ru-ta-2020-04-04.json")),
    ("RU-TA", "2020-05-01", include_str!("../../regions/ru-ta-2020-05-01.json")),
];
/// The region of a home that nobody named one for.
const REFERENCE: &str = "XX-REF";

/// Why a document is no region's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// No document of this name comes with the authority.
    #[error("no such region; there are {}", Region::names().join(", "))]
    Unknown,
    /// It is not of its form: where, and what was expected.
    #[error("the document is not of its form: {0}")]
    Form(String),
    /// It says what rules can't say: in which part, and what is wrong with it.
    #[error("{part}: {why}")]
    Says {
        /// The part, by its name in the document.
        part: String,
        /// What is wrong with it.
        why: String,
    },
}

impl RegionError {
    /// The stable name of the error, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "region-unknown",
            Self::Form(_) | Self::Says { .. } => "region-invalid",
        }
    }
}

/// A region by its document, which says nothing that rules can't say.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    document: Document,
    rules: Rules,
    remark: Option<String>,
}

impl Region {
    /// The region in this text.
    ///
    /// # Errors
    /// [`RegionError::Form`] for anything but the form of a document, names that it does not know
    /// included; [`RegionError::Says`] for what rules can't say.
    pub fn read(json: &str) -> Result<Self, RegionError> {
        let document: Document = crate::json::check(json.as_bytes())
            .and_then(|()| serde_json::from_str(json))
            .map_err(|error| RegionError::Form(error.to_string()))?;
        let (rules, remark) = check::rules(&document)?;
        Ok(Self { document, rules, remark })
    }

    /// A region that comes with the authority: of a region's name (`RU-NIZ`) its newest document,
    /// of name and version (`RU-TA-2020-04-01`) that one. Letters may be small.
    ///
    /// # Errors
    /// [`RegionError::Unknown`].
    pub fn shipped(name: &str) -> Result<Self, RegionError> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let named = SHIPPED
            .iter()
            .rev()
            .find(|(region, version, _)| is(region) || is(&format!("{region}-{version}")));
        let (.., json) = named.ok_or(RegionError::Unknown)?;
        Self::read(json)
    }

    /// The reference region.
    ///
    /// # Errors
    /// [`RegionError`], if its document were damaged.
    pub fn reference() -> Result<Self, RegionError> {
        Self::shipped(REFERENCE)
    }

    /// The names of all documents that come with the authority.
    pub fn names() -> Vec<String> {
        let name = |(region, version, _): &(&str, &str, &str)| format!("{region}-{version}");
        SHIPPED.iter().map(name).collect()
    }

    /// The region, as everything that its authority signs names it.
    pub fn iss(&self) -> &str {
        &self.rules.iss
    }

    /// The version of the document.
    pub fn version(&self) -> &str {
        &self.document.version
    }

    /// What an operator should look at once more: offsets that the time zone database does not know.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// The document as text.
    pub(crate) fn json(&self) -> String {
        // A value that was read from JSON has a JSON form.
        serde_json::to_string(&self.document).unwrap_or_default()
    }

    /// The rules before anybody dated and signed them: serial 0.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

#[cfg(test)]
mod lawful;
#[cfg(test)]
mod tests;
