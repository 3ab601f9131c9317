//! Every sentence a person reads, finished in their language: one match a language. Tatar is said
//! sentence by sentence: what it lacks is said in Russian.
//!
//! The key of a sentence is for tests and scripts; shells draw the text alone.

mod en;
mod error_en;
mod error_ru;
mod error_tt;
mod plural;
mod ru;
#[cfg(test)]
mod tests;
mod tt;
mod when_en;
mod when_ru;
mod when_tt;

use crate::error::CoreError;
use crate::model::{Language, NextStep, PassState, Period, Reason, Sentence, Verdict, When};

/// An error with its moments as people at the region say them: days later they are said otherwise.
#[derive(Debug, Clone, Copy)]
pub struct DatedError<'a> {
    /// What happened.
    pub error: &'a CoreError,
    /// `at_ms` of its details, where the region's clocks are known.
    pub when: Option<When>,
    /// `last_ms` of its details, likewise.
    pub last: Option<When>,
}

/// A sentence with its figures.
#[derive(Debug, Clone)]
pub enum Say<'a> {
    /// What happened.
    Error(&'a DatedError<'a>),
    /// What to do about it.
    NextAfter(&'a DatedError<'a>),
    /// Nobody is registered.
    NotRegistered,
    /// The registration waits for a network.
    WaitingToSend,
    /// A code was asked for to this (masked) number. Nobody is told whether one really went: that would
    /// tell which numbers are known.
    CodeSent {
        /// The number with its middle hidden.
        phone: &'a str,
        /// When nothing is likely to come any more, and another can be asked for.
        by: When,
    },
    /// Registered.
    Registered,
    /// The account is closed.
    Closed,
    /// Everything was erased; the authority will hear of it.
    Erasing,
    /// An act is in force.
    ActInForce {
        /// Its official number.
        number: &'a str,
    },
    /// An act will be in force.
    ActToCome {
        /// Its official number.
        number: &'a str,
        /// From when on.
        from: When,
    },
    /// No act is in force.
    NoAct,
    /// Not known yet: no rules.
    NoRulesYet,
    /// Where a pass stands.
    Pass {
        /// Its state.
        state: PassState,
        /// From when on it counts.
        from: When,
        /// Until when it counts, or until when its holder may go home.
        until: When,
    },
    /// From when until when a pass counts.
    PassTimes {
        /// From when on.
        from: When,
        /// Until when.
        until: When,
    },
    /// When what is shown to an inspector, or was inspected, no longer counts.
    Counts {
        /// Until when.
        until: When,
    },
    /// What an inspector compares with the document.
    Holder {
        /// The mark as it stands in the pass; `-` for none.
        mark: &'a str,
    },
    /// A pass was asked for and waits for a network.
    PassWaiting,
    /// No pass is needed for this.
    NoPassNeeded {
        /// Legal reference.
        reference: &'a str,
    },
    /// Emergency care needs no pass.
    Emergency,
    /// How long a declared emergency is shown.
    EmergencyDeclared {
        /// Until when.
        until: When,
    },
    /// How much of a quota is used.
    QuotaUsed {
        /// Used.
        used: u64,
        /// Of.
        of: u64,
        /// In which stretch: that of now.
        per: Period,
    },
    /// Who issues passes.
    Authority {
        /// Its name.
        name: &'a str,
    },
    /// By which act.
    AuthorityAct {
        /// Its official number.
        number: &'a str,
        /// Its title.
        title: &'a str,
    },
    /// Where to ask.
    AuthorityContact {
        /// Address, telephone number, or both.
        at: &'a str,
    },
    /// Whom to complain to.
    AuthorityComplaints {
        /// To whom, and how.
        to: &'a str,
    },
    /// Whoever is younger needs no pass.
    UnderAge {
        /// Years of age.
        years: u64,
        /// Whether only beside an adult.
        accompanied: bool,
        /// Legal reference.
        reference: &'a str,
    },
    /// Some people need no pass.
    Exempt {
        /// Who.
        who: &'a str,
        /// Legal reference.
        reference: &'a str,
    },
    /// The phone's clock is not trusted.
    ClockUnanchored,
    /// The phone's clock differs from true time by so many minutes.
    ClockWrong {
        /// Minutes.
        minutes: i64,
    },
    /// The lists are old.
    ListsOld,
    /// Damaged data were put aside.
    CorruptFileBackedUp,
    /// The key store has lost the key of the app's data.
    KeysLost,
    /// Something that was kept cannot be read; it was put aside.
    Unreadable,
    /// The same of a registration.
    RegistrationUnreadable,
    /// The phone has lost the keys that sign for its holder.
    SigningKeysLost,
    /// The certificate that emergencies are declared with is over.
    CertificateOver,
    /// A pass ends soon.
    PassEndsSoon {
        /// When.
        at: When,
    },
    /// A pass was revoked.
    PassRevoked {
        /// Until when one may go home.
        until: When,
    },
    /// Another phone registered with this number.
    NumberClaimed {
        /// When the number leaves this phone.
        leaves: When,
    },
    /// What an inspector reads first.
    Verdict(Verdict),
    /// Why.
    Reason {
        /// Why.
        reason: Reason,
        /// The character that is wrong, counted from 1.
        position: Option<usize>,
    },
    /// What the inspector does next.
    Next(NextStep),
    /// No adverse conclusion may be drawn.
    NoAdverseConclusion,
    /// If the live code is refused, ask for the number check.
    AskForNumberCheck,
    /// When an inspector's device has answered.
    Checked {
        /// When.
        at: When,
    },
    /// What a receipt says.
    Inspected {
        /// When.
        at: When,
        /// The result.
        verdict: Verdict,
    },
    /// When a pass on paper counts.
    PaperTimes {
        /// From when on.
        from: When,
        /// Until when.
        until: When,
    },
    /// A line of a pass on paper.
    Paper(PaperLine),
}

/// What a pass on paper says besides its purpose and its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperLine {
    /// What the sheet is.
    Title,
    /// Before the typed code.
    TypedCode,
    /// Before the steps of checking.
    HowToCheck,
    /// First: scan.
    Scan,
    /// Second: compare.
    Compare,
    /// Where nothing can be scanned.
    WithoutScanner,
    /// What a copy is worth.
    Copies,
    /// What needs no pass at all.
    Emergency,
}

impl PaperLine {
    /// Every line, from the top of the page.
    pub const ALL: &'static [Self] = &[
        Self::Title,
        Self::TypedCode,
        Self::HowToCheck,
        Self::Scan,
        Self::Compare,
        Self::WithoutScanner,
        Self::Copies,
        Self::Emergency,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TypedCode => "typed-code",
            Self::HowToCheck => "how-to-check",
            Self::Scan => "scan",
            Self::Compare => "compare",
            Self::WithoutScanner => "without-scanner",
            Self::Copies => "copies",
            Self::Emergency => "emergency",
        }
    }
}

impl Say<'_> {
    /// The sentence in this language.
    pub fn sentence(&self, language: Language) -> Sentence {
        let text = match language {
            Language::En => en::text(self),
            Language::Ru => ru::text(self),
            Language::Tt => tt::text(self).unwrap_or_else(|| ru::text(self)),
        };
        Sentence { key: self.key(), text }
    }

    fn key(&self) -> String {
        match self {
            Self::Error(dated) => dated.error.code.name().into(),
            Self::NextAfter(dated) => format!("next-{}", dated.error.code.name()),
            Self::NotRegistered => "not-registered-yet".into(),
            Self::WaitingToSend => "waiting-to-send".into(),
            Self::CodeSent { .. } => "code-sent".into(),
            Self::Registered => "registered".into(),
            Self::Closed => "closed".into(),
            Self::Erasing => "erasing".into(),
            Self::ActInForce { .. } => "act-in-force".into(),
            Self::ActToCome { .. } => "act-to-come".into(),
            Self::NoAct => "no-act".into(),
            Self::NoRulesYet => "no-rules-yet".into(),
            Self::Pass { state, .. } => format!("pass-{}", state.name()),
            Self::PassTimes { .. } => "pass-times".into(),
            Self::Counts { .. } => "counts-until".into(),
            Self::Holder { mark: "-" } => "holder-unmarked".into(),
            Self::Holder { .. } => "holder-mark".into(),
            Self::PassWaiting => "pass-waiting".into(),
            Self::NoPassNeeded { .. } => "purpose-no-pass-needed".into(),
            Self::Emergency => "purpose-emergency".into(),
            Self::EmergencyDeclared { .. } => "emergency-declared".into(),
            Self::QuotaUsed { .. } => "purpose-quota".into(),
            Self::Authority { .. } => "authority".into(),
            Self::AuthorityAct { .. } => "authority-act".into(),
            Self::AuthorityContact { .. } => "authority-contact".into(),
            Self::AuthorityComplaints { .. } => "authority-complaints".into(),
            Self::UnderAge { .. } => "exempt-under-age".into(),
            Self::Exempt { .. } => "exempt-people".into(),
            Self::ClockUnanchored => "clock-unanchored".into(),
            Self::ClockWrong { .. } => "clock-wrong".into(),
            Self::ListsOld => "lists-old".into(),
            Self::CorruptFileBackedUp => "set-aside".into(),
            Self::KeysLost => "keys-lost".into(),
            Self::Unreadable => "unreadable".into(),
            Self::RegistrationUnreadable => "not-registered-unreadable".into(),
            Self::SigningKeysLost => "signing-keys-lost".into(),
            Self::CertificateOver => "certificate-over".into(),
            Self::PassEndsSoon { .. } => "pass-ends-soon".into(),
            Self::PassRevoked { .. } => "pass-was-revoked".into(),
            Self::NumberClaimed { .. } => "number-claimed".into(),
            Self::Verdict(verdict) => format!("verdict-{}", verdict.name()),
            Self::Reason { reason, .. } => format!("reason-{}", reason.name()),
            Self::Next(next) => format!("next-{}", next.name()),
            Self::NoAdverseConclusion => "no-adverse-conclusion".into(),
            Self::AskForNumberCheck => "ask-for-number-check".into(),
            Self::Checked { .. } => "checked-at".into(),
            Self::Inspected { verdict, .. } => format!("inspected-{}", verdict.name()),
            Self::PaperTimes { .. } => "paper-times".into(),
            Self::Paper(line) => format!("paper-{}", line.name()),
        }
    }
}

/// The initials and the characters of the document in a mark, each empty if it has none.
fn parts_of_mark(mark: &str) -> (&str, &str) {
    let end = mark.char_indices().rev().nth(3).map(|(at, _)| at);
    end.and_then(|at| mark.split_at_checked(at)).unwrap_or((mark, ""))
}

/// An act by its title, with its number unless the title has it.
fn act(number: &str, title: &str) -> String {
    if title.contains(number) { title.to_owned() } else { format!("{title} ({number})") }
}

/// A text that begins a line.
pub(super) fn capital(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}
