//! One step of the tour: what happened, whether it was what should happen, and what was seen.

use doorstep::inspection;
use doorstep::inspector::Inspected;
use doorstep::qr::QrMatrix;
use doorstep::quarantine::presence::{Millimetres, Verdict};
use doorstep::views::DutyState;

use crate::reply::ErrorInfo;

/// What a step gives back.
pub type Played = Result<Act, ErrorInfo>;

/// What happened.
#[derive(Debug, Default)]
pub struct Act {
    /// What should have happened and did not.
    missed: Vec<String>,
    /// The story, a sentence or two a line.
    told: Vec<String>,
    figures: Vec<Figure>,
}

impl Act {
    /// Tells a line.
    pub fn tell(&mut self, line: impl Into<String>) {
        self.told.push(line.into());
    }

    /// Shows something.
    pub fn show(&mut self, figure: impl Into<Figure>) {
        self.figures.push(figure.into());
    }

    /// What must be so for the step to be good.
    pub fn expect(&mut self, so: bool, what: &str) {
        if !so {
            self.missed.push(format!("Not as it should be: {what}."));
        }
    }
}

/// A step as it is reported.
#[derive(Debug)]
pub struct Scene {
    /// Its name, kebab-case.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whether everything was as it should be.
    pub ok: bool,
    /// What happened.
    pub detail: String,
    /// What was seen.
    pub figures: Vec<Figure>,
}

impl Scene {
    /// The report of a step that was played.
    pub fn of(id: &'static str, title: &'static str, played: Played) -> Self {
        match played {
            Ok(act) => {
                let ok = act.missed.is_empty();
                let detail = [act.told, act.missed].concat().join("\n");
                Self { id, title, ok, detail, figures: act.figures }
            }
            Err(trouble) => {
                Self { id, title, ok: false, detail: trouble.words(), figures: Vec::new() }
            }
        }
    }
}

/// Something that was seen.
#[derive(Debug)]
pub enum Figure {
    /// The resident's phone.
    Phone(Screen),
    /// The inspector's answer.
    Answer(Card),
    /// The digits that an inspector reads out.
    Digits(String),
    /// A code that is no live one any more, or never was.
    Picture {
        /// What it is.
        caption: &'static str,
        /// Its modules.
        code: QrMatrix,
    },
    /// What the authority is.
    Facts(Vec<(&'static str, String)>),
    /// An order as it is read to the person.
    Order(Reading),
    /// How a phone has watched.
    Watched(Watched),
    /// A photo, and what the phone says of it.
    Photo { jpeg: Vec<u8>, lines: Vec<String> },
    /// A file beside the page.
    File { href: &'static str, caption: &'static str },
}

/// An order in words.
#[derive(Debug)]
pub struct Reading {
    /// Where it stands.
    pub heading: String,
    /// What it asks, and what it may not.
    pub sentences: Vec<String>,
}

/// Some time of a phone's life. Seconds are of Unix time.
#[derive(Debug, Default)]
pub struct Watched {
    pub caption: &'static str,
    pub from: i64,
    pub to: i64,
    /// Where the person stood from when on.
    pub states: Vec<(i64, DutyState)>,
    pub fixes: Vec<WatchedFix>,
    /// When the phone spoke with the authority.
    pub syncs: Vec<i64>,
    /// From when to when there was no network.
    pub offline: Option<(i64, i64)>,
    /// Of home.
    pub radius_m: u32,
}

/// A fix of the phone, and what it was.
#[derive(Debug, Clone, Copy)]
pub struct WatchedFix {
    pub at: i64,
    /// Millimetres east and north of home.
    pub away: [i64; 2],
    pub distance: Millimetres,
    pub verdict: Verdict,
}

impl From<Screen> for Figure {
    fn from(screen: Screen) -> Self {
        Self::Phone(screen)
    }
}

impl From<Reading> for Figure {
    fn from(reading: Reading) -> Self {
        Self::Order(reading)
    }
}

impl From<Watched> for Figure {
    fn from(watched: Watched) -> Self {
        Self::Watched(watched)
    }
}

impl From<Card> for Figure {
    fn from(card: Card) -> Self {
        Self::Answer(card)
    }
}

/// What a phone shows.
#[derive(Debug, Default)]
pub struct Screen {
    /// The time at the region.
    pub clock: String,
    /// Whether there is no network.
    pub offline: bool,
    /// Headline.
    pub heading: String,
    /// A live code.
    pub code: Option<QrMatrix>,
    /// Lines: what, and more about it.
    pub lines: Vec<(String, String)>,
    /// What stands below.
    pub note: Option<String>,
}

/// An inspector's answer.
#[derive(Debug)]
pub struct Card {
    /// What kind of answer.
    pub verdict: inspection::Verdict,
    /// Its name, kebab-case.
    pub name: &'static str,
    /// The result in words.
    pub result: String,
    /// Why, in words.
    pub reason: String,
    /// What the inspector does next.
    pub next: String,
    /// The holder's mark, where the person may go on.
    pub sub: Option<String>,
    /// Label of the purpose.
    pub purpose: Option<String>,
    /// That nothing may be concluded.
    pub caution: Option<String>,
    /// The time at the region.
    pub clock: String,
}

impl Card {
    /// The card of an answer given at this time.
    pub fn of(inspected: &Inspected, clock: String) -> Self {
        let verdict = inspected.answer.verdict;
        Self {
            verdict,
            name: verdict.name(),
            result: inspected.text.text.clone(),
            reason: inspected.reason_text.text.clone(),
            next: inspected.next_text.text.clone(),
            sub: inspected.answer.sub.clone(),
            purpose: inspected.purpose.as_ref().map(|purpose| purpose.label.clone()),
            caution: inspected.caution.as_ref().map(|caution| caution.text.clone()),
            clock,
        }
    }

    /// A sign beside the word, for eyes that see no colours.
    pub fn mark(&self) -> &'static str {
        if self.verdict.lets_pass() {
            "✓"
        } else if self.verdict.concludes_nothing() {
            "?"
        } else {
            "–"
        }
    }
}
