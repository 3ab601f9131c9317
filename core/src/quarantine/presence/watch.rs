//! The rule itself: from fix to judgement.

mod settling;
mod weighing;

use std::collections::BTreeSet;

use super::evidence::{Evidence, Kinds, REMEMBERED};
use super::fix::{Fix, LastFix, Reason, SensorReading, Source, admit};
use super::judgement::{Band, Judgement, Verdict};
use super::known::{Barred, KnownPlaces, Sighting};
use super::place::Places;
use super::point::Point;
use super::since_home::SinceHome;
use super::standing::{Standing, State};
use super::units::{Decibans, Elapsed, FixNumber, Millimetres, Milliseconds};
use crate::model::in_order;

/// GNSS that contradicts the home Wi-Fi.
const SHARP_GNSS: Millimetres = Millimetres::of_metres(30);
/// Two places nearer to each other than this are one.
const SAME_PLACE: Millimetres = Millimetres::of_metres(60);
/// After an answered check the patient is known to be where the answer said.
const ANSWER_COUNTS: Milliseconds = Milliseconds::of_seconds(1_800);

/// What is known of one person's whereabouts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence<P: Point> {
    places: Places<P>,
    evidence: Evidence,
    known: KnownPlaces<P>,
    barred: Barred<P>,
    since_home: SinceHome,
    last: Option<LastFix<P>>,
    /// The last that did not lie where nobody can have come.
    last_possible: Option<LastFix<P>>,
    last_number: Option<FixNumber>,
    /// The last admissible fix or sight of the home Wi-Fi.
    news: Option<Elapsed>,
    last_out: Option<Band>,
    has_conflict: bool,
    is_shared: bool,
    is_learning: bool,
    answered: Option<Elapsed>,
    standing: Standing,
}

impl<P: Point> Presence<P> {
    /// Nothing is known yet.
    pub fn new(places: Places<P>) -> Self {
        Self {
            places,
            evidence: Evidence::default(),
            known: KnownPlaces::default(),
            barred: Barred::default(),
            since_home: SinceHome::unknown(),
            last: None,
            last_possible: None,
            last_number: None,
            news: None,
            last_out: None,
            has_conflict: false,
            is_shared: false,
            is_learning: false,
            answered: None,
            standing: Standing::unknown(),
        }
    }

    /// Where the patient stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The weights that are listed.
    pub fn score(&self) -> Decibans {
        self.evidence.score()
    }

    /// Beside `unverified` and `away` alone.
    pub fn band(&self) -> Option<Band> {
        let is_told = matches!(self.standing.state(), State::Unverified | State::Away);
        self.last_out.filter(|_| is_told && !self.standing.is_suspect())
    }

    /// The same under a suspicion, so that what is told of a state does not show one.
    pub fn band_of_state(&self) -> Option<Band> {
        let is_told = matches!(self.standing.state(), State::Unverified | State::Away);
        self.last_out.filter(|_| is_told)
    }

    /// The fixes by which a state may yet be told: those of this one, and whatever could make the next.
    pub fn fixes_that_count(&self) -> BTreeSet<FixNumber> {
        let listed = self.evidence.fixes();
        let state = self.standing.state_made_by().iter().copied();
        in_order::set(state.chain(listed).chain(self.last_number))
    }

    /// GNSS and the home Wi-Fi contradict each other: a person has to look.
    pub fn has_conflict(&self) -> bool {
        self.has_conflict
    }

    /// Places and what was learned of them.
    pub fn places(&self) -> &Places<P> {
        &self.places
    }

    /// For taking an alias away.
    pub fn places_mut(&mut self) -> &mut Places<P> {
        &mut self.places
    }

    /// When silence becomes `no-news`, if nothing comes until then: one millisecond later.
    pub fn no_news_after(&self) -> Option<Elapsed> {
        self.news.map(|news| Elapsed(news.0.saturating_add(REMEMBERED.0)))
    }

    /// Looks whether there was news lately.
    pub fn tick(&mut self, now: Elapsed) {
        let is_silent = self.news.is_some_and(|news| now.since(news) > REMEMBERED);
        if is_silent && self.standing.state() != State::Paused {
            self.evidence.clear();
            self.has_conflict = false;
            self.news = None;
            self.standing.become_state(State::NoNews, self.last_number.into_iter().collect());
        }
    }

    /// Nobody looks from here on.
    pub fn pause(&mut self) {
        self.forget_all();
        self.standing.become_state(State::Paused, Vec::new());
    }

    /// The end of a pause.
    pub fn resume(&mut self) {
        if self.standing.state() == State::Paused {
            self.standing.become_state(State::NoNews, Vec::new());
        }
    }

    /// The phone was off for nobody knows how long, and its elapsed clock began anew.
    pub fn boot(&mut self) {
        self.forget_all();
        self.answered = None;
        self.last_possible = None;
        if let Some(last) = &mut self.last {
            last.measured = None;
        }
        if self.standing.state() != State::Paused {
            self.standing = Standing::unknown();
        }
    }

    /// Whether somebody else's order runs on the same phone.
    pub fn share(&mut self, is_shared: bool) {
        self.is_shared = is_shared;
        self.soften();
    }

    /// Whether places that the phone claims may become aliases.
    pub fn learn(&mut self, is_learning: bool) {
        self.is_learning = is_learning;
    }

    /// The patient answered a check.
    pub fn answered(&mut self, at: Elapsed) {
        self.answered = Some(at);
    }

    /// What comes without a fix.
    pub fn hear(&mut self, at: Elapsed, reading: &SensorReading) {
        self.tick(at);
        if self.standing.state() == State::Paused {
            return;
        }
        self.since_home.hear(reading);
        self.look_at_wifi(at, false, None);
    }

    /// Judges a fix. Fixes that come together are sorted before they are numbered and taken one by
    /// one.
    pub fn take(&mut self, number: FixNumber, fix: &Fix<P>) -> Judgement {
        self.tick(fix.delivered);
        let nearest = self.places.nearest(fix.at);
        let inadmissible = |reason, score| Judgement {
            verdict: Verdict::Inadmissible(reason),
            distance: nearest.distance,
            nearest: nearest.index,
            weight: Decibans(0),
            kinds: Kinds::default(),
            score,
        };
        if self.standing.state() == State::Paused {
            return inadmissible(Reason::Paused, Decibans(0));
        }
        self.since_home.hear(&fix.sensors);
        let accuracy = match admit(fix, self.last.as_ref()) {
            Ok(accuracy) => accuracy,
            Err(reason) => {
                self.look_at_wifi(fix.delivered, false, None);
                return inadmissible(reason, self.score());
            }
        };
        self.evidence.forget(fix.measured);
        self.known.forget(fix.measured);
        let sighting = Sighting {
            at: fix.at,
            measured: fix.measured,
            accuracy: accuracy.radius(),
            reach: SAME_PLACE.max(accuracy.believed()),
            scale: nearest.place.scale,
        };
        let by_position = self.by_position(&sighting, accuracy, &nearest);
        let is_sharp = fix.source == Source::Gnss && accuracy.radius() <= SHARP_GNSS;
        let was_still = self.since_home.is_still();
        let was_barred = self.barred.holds(&sighting);
        let is_contradicted = is_sharp && by_position == Verdict::Out;
        let is_home_by_wifi = self.look_at_wifi(fix.delivered, is_contradicted, Some(number));

        self.last = Some(LastFix { at: fix.at, accuracy, measured: Some(fix.measured) });
        if by_position == Verdict::In || !was_barred {
            self.last_possible = self.last;
        }
        self.last_number = Some(number);
        self.news = self.news.max(Some(fix.measured));
        let verdict = if is_home_by_wifi { Verdict::In } else { by_position };
        let piece = match verdict {
            Verdict::In => {
                self.come_home();
                self.standing.become_state(State::Home, vec![number]);
                None
            }
            Verdict::Out => {
                self.last_out = Some(self.places.band(fix.at));
                self.weigh(number, fix.source, is_sharp, &sighting)
            }
            Verdict::Neutral | Verdict::Inadmissible(_) => None,
        };
        if verdict != Verdict::In {
            self.settle(number);
        }
        let is_alias = self.is_learning
            && fix.source != Source::Gnss
            && !was_barred
            && by_position == Verdict::Out
            && (was_still || is_home_by_wifi)
            && self.answered.is_some_and(|at| {
                fix.measured.since(at).max(at.since(fix.measured)) <= ANSWER_COUNTS
            });
        if is_alias {
            self.places.add_alias(fix.at);
        }
        Judgement {
            verdict,
            distance: nearest.distance,
            nearest: nearest.index,
            weight: piece.map_or(Decibans(0), |piece| piece.weight),
            kinds: piece.map_or(Kinds::default(), |piece| piece.kinds),
            score: self.score(),
        }
    }
}
