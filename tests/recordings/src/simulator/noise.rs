//! What a phone takes for its place: errors of right claims, and whole episodes of wrong ones, as they
//! were recorded.

use doorstep::quarantine::presence::Source;

use super::chance::Chance;
use super::person::Metres;
use super::wrong::{Claim, Episode, STICKY_A_DAY, TELEPORTS_A_DAY, TOWERS_A_DAY, Wrong};

/// Metres that right claims of access points were wrong by, and circles that they claimed.
const WIFI_ERROR: &[f64] = &[0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 8.0, 10.0, 25.0];
const WIFI_CIRCLES: &[f64] = &[20.0, 23.0, 25.0, 50.0, 75.0];
/// Metres that satellites were wrong by at home. The circles that they claim hold a third of them.
const GNSS_ERROR: &[f64] = &[0.0, 3.0, 6.0, 9.0, 12.0, 16.0, 19.0, 22.0, 25.0, 29.0, 66.0];
const GNSS_CIRCLES: &[f64] = &[4.0, 6.0, 8.0, 10.0, 13.0, 22.0];
/// Between two episodes, so that the phone is at home for some looks.
const APART: i64 = 45 * 60_000;

/// The errors of one phone.
#[derive(Debug, Clone)]
pub struct Noise {
    chance: Chance,
    episodes: Vec<Episode>,
}

impl Noise {
    /// For so many days, with so many times as many false episodes as recorded phones had.
    pub fn new(mut chance: Chance, wrongness: f64, days: u32) -> Self {
        let mut drawn = Vec::new();
        for (wrong, a_day) in [
            (Wrong::Sticky, STICKY_A_DAY),
            (Wrong::Towers, TOWERS_A_DAY),
            (Wrong::Teleport, TELEPORTS_A_DAY),
        ] {
            let moments = chance.moments(a_day * wrongness, days);
            let new = |from| Episode::like_recorded(&mut chance, wrong, from);
            drawn.extend(moments.into_iter().map(new));
        }
        let mut noise = Self { chance, episodes: Vec::new() };
        for episode in drawn {
            noise.add(episode);
        }
        noise
    }

    /// Adds an episode, unless another one is too near: then the two would be one, of a kind that was not
    /// recorded.
    pub fn add(&mut self, episode: Episode) -> bool {
        let is_near = |other: &Episode| {
            episode.from < other.until + APART && other.from < episode.until + APART
        };
        let is_apart = !self.episodes.iter().any(is_near);
        if is_apart {
            self.episodes.push(episode);
        }
        is_apart
    }

    /// When a recorded episode tells a place by itself, after this moment.
    pub fn next_told(&self, after: i64) -> Option<i64> {
        self.episodes.iter().filter_map(|episode| episode.next_told(after)).min()
    }

    /// What the phone claims when it is truly here. False episodes are of home.
    pub fn claim(&mut self, moment: i64, truly_at: Metres, sees_satellites: bool) -> Claim {
        let is_at_home = truly_at == Metres::default();
        let wrong = self.episodes.iter().find_map(|episode| episode.claim(moment));
        let (errors, circles, source) = match wrong {
            _ if sees_satellites => (GNSS_ERROR, GNSS_CIRCLES, Source::Gnss),
            Some(claim) if is_at_home => return claim,
            _ if self.chance.happens(0.3) => (WIFI_ERROR, WIFI_CIRCLES, Source::Fused),
            _ => (WIFI_ERROR, WIFI_CIRCLES, Source::Wifi),
        };
        let (direction, metres) = (self.chance.direction(), self.chance.like(errors));
        let circle = Some(self.chance.like(circles).round());
        Claim { at: truly_at.towards(direction, metres), circle, source }
    }
}
