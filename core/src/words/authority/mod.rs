//! What is said of the authority: who issues passes, by which act, and who needs none.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;

/// What a person reads of the authority and its acts before agreeing to anything.
#[derive(Debug, Clone, Copy)]
pub enum AuthorityText<'a> {
    /// An act requires passes, by its official number.
    ActInForce {
        number: &'a str,
    },
    ActToCome {
        number: &'a str,
        from: When,
    },
    NoAct,
    /// Whether there is an act is not known yet.
    NoRulesYet,
    /// Who issues passes, by name.
    Issuer {
        name: &'a str,
    },
    /// By which act passes are issued.
    Basis {
        number: &'a str,
        title: &'a str,
    },
    /// Where to ask: address, telephone number, or both.
    Contact {
        at: &'a str,
    },
    /// To whom complaints go, and how.
    Complaints {
        to: &'a str,
    },
    /// Whoever is younger needs no pass.
    UnderAge {
        years: u64,
        /// Whether only beside an adult.
        accompanied: bool,
        reference: &'a str,
    },
    /// Other people who need no pass.
    Exempt {
        who: &'a str,
        reference: &'a str,
    },
}

impl Say for AuthorityText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::ActInForce { .. } => "act-in-force".into(),
            Self::ActToCome { .. } => "act-to-come".into(),
            Self::NoAct => "no-act".into(),
            Self::NoRulesYet => "no-rules-yet".into(),
            Self::Issuer { .. } => "authority".into(),
            Self::Basis { .. } => "authority-act".into(),
            Self::Contact { .. } => "authority-contact".into(),
            Self::Complaints { .. } => "authority-complaints".into(),
            Self::UnderAge { .. } => "exempt-under-age".into(),
            Self::Exempt { .. } => "exempt-people".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}

/// An act by its title, with its number unless the title has it.
fn act(number: &str, title: &str) -> String {
    if title.contains(number) { title.to_owned() } else { format!("{title} ({number})") }
}
