//! What comes of a weighed fix, of the home Wi-Fi, and of what ends everything that was listed
//! (`PROTOCOL.md §17.6`).

use super::Presence;
use crate::quarantine::presence::fix::HomeWifi;
use crate::quarantine::presence::point::Point;
use crate::quarantine::presence::since_home::SinceHome;
use crate::quarantine::presence::standing::{Away, State};
use crate::quarantine::presence::units::{Elapsed, FixNumber};

impl<P: Point> Presence<P> {
    /// Whether the home Wi-Fi alone says that the phone is at home.
    pub(super) fn look_at_wifi(
        &mut self,
        now: Elapsed,
        is_contradicted: bool,
        fix: Option<FixNumber>,
    ) -> bool {
        let home_wifi = self.since_home.home_wifi();
        let is_on_home_wifi = home_wifi == HomeWifi::Connected;
        // Not to know neither begins a conflict nor ends it.
        let may_conflict = is_on_home_wifi || (self.has_conflict && home_wifi == HomeWifi::Unknown);
        self.has_conflict = may_conflict && (is_contradicted || self.evidence.is_sharp());
        // A fix that comes with it is weighed first.
        if self.has_conflict && fix.is_none() {
            self.soften();
        } else if is_on_home_wifi && !self.has_conflict {
            self.come_home();
            self.news = self.news.max(Some(now));
            self.standing.become_state(State::Home, fix.into_iter().collect());
        }
        is_on_home_wifi && !self.has_conflict
    }

    /// Lets the score decide.
    pub(super) fn settle(&mut self, number: FixNumber) {
        let away = if self.is_shared || self.has_conflict {
            Away::Never
        } else if self.evidence.is_of_two_kinds_for_long() {
            Away::MayBegin
        } else {
            Away::MayStay
        };
        self.standing.follow(self.score(), away, self.evidence.fixes(), number);
    }

    /// Nothing is worse than `unverified` where another person or the Wi-Fi may explain it.
    pub(super) fn soften(&mut self) {
        if (self.is_shared || self.has_conflict) && self.standing.state() == State::Away {
            self.standing.become_state(State::Unverified, self.evidence.fixes());
        }
    }

    pub(super) fn come_home(&mut self) {
        self.evidence.clear();
        self.known.clear();
        self.barred.clear();
        self.since_home = SinceHome::start(self.since_home.home_wifi());
        self.last_out = None;
        self.has_conflict = false;
    }

    pub(super) fn forget_all(&mut self) {
        self.evidence.clear();
        self.known.clear();
        self.since_home = SinceHome::unknown();
        self.news = None;
        self.last_out = None;
        self.has_conflict = false;
    }
}
