//! Regions in sequence by date. Each version is tried by its own examples when it is loaded, and one that fails
//! is out of use: better no message than a wrong one.

use super::asked::HeldTo;
use super::compose::{SmsRefusal, compose};
use super::reply::{Class, read_reply};
use super::request::read_request;
use crate::documents::Zone;
use crate::documents::sms::{
    ReplyClass, ReplyVector, SmsRegion, SmsRegions, Wanted, WrittenVector,
};

/// An example that did not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorFailed {
    /// Its place among its kind, from 1.
    pub at: usize,
    /// What was tried: a form's name, or nothing for a reply.
    pub form: Option<String>,
    pub wanted: String,
    pub got: String,
}

/// Where a region stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionState {
    Ready,
    VectorFailed,
    NotInForce,
}

impl RegionState {
    /// The name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::VectorFailed => "vector-failed",
            Self::NotInForce => "not-in-force",
        }
    }
}

/// A version of a region with what came of its examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub region: SmsRegion,
    pub failed: Option<VectorFailed>,
}

impl Table {
    /// Where it stands at this second.
    pub fn state(&self, now: u64) -> RegionState {
        if self.failed.is_some() {
            RegionState::VectorFailed
        } else if self.region.in_force(now) {
            RegionState::Ready
        } else {
            RegionState::NotInForce
        }
    }

    /// The region, if it came out as its examples say.
    ///
    /// # Errors
    /// [`SmsRefusal::VectorFailed`].
    pub fn usable(&self) -> Result<&SmsRegion, SmsRefusal> {
        if self.failed.is_some() { Err(SmsRefusal::VectorFailed) } else { Ok(&self.region) }
    }
}

/// All regions of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    tables: Vec<Table>,
}

impl Tables {
    /// Loads a document and tries every example in it.
    pub fn load(document: SmsRegions) -> Self {
        let tried = |region: SmsRegion| Table { failed: try_vectors(&region).err(), region };
        Self { tables: document.regions.into_iter().map(tried).collect() }
    }

    /// The regions there are, each once, in their order.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for table in &self.tables {
            if !ids.contains(&table.region.id.as_str()) {
                ids.push(&table.region.id);
            }
        }
        ids
    }

    /// The version of a region that holds at this second: of those in force the newest. Where none is, the
    /// newest that has begun, and else the first: what people are shown says that it does not hold.
    pub fn at(&self, id: &str, now: u64) -> Option<&Table> {
        let of = || self.tables.iter().filter(|table| table.region.id == id);
        let newest_of =
            |fits: &dyn Fn(&&Table) -> bool| of().filter(fits).max_by_key(|t| t.region.from);
        newest_of(&|table| table.region.in_force(now))
            .or_else(|| newest_of(&|table| table.region.from <= now))
            .or_else(|| of().min_by_key(|table| table.region.from))
    }

    /// The clocks of a region, by the version of this second; UTC where there is none.
    pub fn zone(&self, id: &str, now: u64) -> &Zone {
        static UTC: Zone = Zone::UTC;
        self.at(id, now).map_or(&UTC, |table| &table.region.zone)
    }

    /// Every version of every region, in the document's order.
    pub fn versions(&self) -> &[Table] {
        &self.tables
    }
}

/// Tries the examples of a region.
///
/// # Errors
/// [`VectorFailed`]: the first that did not come out.
pub fn try_vectors(region: &SmsRegion) -> Result<(), VectorFailed> {
    let numbered = |at: usize| at.saturating_add(1);
    for (at, vector) in region.written.iter().enumerate() {
        let (wanted, got) = (wanted(vector), written(region, vector));
        if wanted != got {
            let form = Some(vector.form.clone());
            return Err(VectorFailed { at: numbered(at), form, wanted, got });
        }
    }
    for (at, vector) in region.read.iter().enumerate() {
        let (wanted, got) = (expected(vector), read(region, vector));
        if wanted != got {
            return Err(VectorFailed { at: numbered(at), form: None, wanted, got });
        }
    }
    Ok(())
}

fn wanted(vector: &WrittenVector) -> String {
    match &vector.wanted {
        Wanted::Text { text, segments } => format!("{segments}: {text}"),
        Wanted::Refused { field, rule } => format!("{field} refused: {rule}"),
    }
}

/// What becomes of a form: the text, and that it is read back as what it was made of.
fn written(region: &SmsRegion, vector: &WrittenVector) -> String {
    let Some(form) = region.form(&vector.form) else { return "no such form".to_owned() };
    match compose(region, form, &vector.values) {
        Ok(composed) if read_request(form, &composed.text).as_ref() == Some(&composed.values) => {
            format!("{}: {}", composed.measured.segments, composed.text)
        }
        Ok(composed) => format!("not read back: {}", composed.text),
        Err(SmsRefusal::Field { finding, .. }) => {
            let field = finding.field.unwrap_or_default();
            format!("{field} refused: {}", finding.rule.name())
        }
        Err(refusal) => refusal.code().to_owned(),
    }
}

fn expected(vector: &ReplyVector) -> String {
    let class = match vector.class {
        Some(ReplyClass::Approved) => "approved",
        Some(ReplyClass::Refused(reason)) => reason.name(),
        None => "unknown",
    };
    format!("{class} {}", vector.code.as_deref().unwrap_or("-"))
}

fn read(region: &SmsRegion, vector: &ReplyVector) -> String {
    let read = read_reply(region, &vector.text, None, HeldTo::Any, region.from);
    let class = match read.class {
        Class::Approved => "approved",
        Class::Refused(reason) => reason.name(),
        Class::Unknown(_) => "unknown",
    };
    format!("{class} {}", read.code.as_deref().unwrap_or("-"))
}
