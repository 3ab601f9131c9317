//! What the phone's system should still be asked for, so that a patient's phone can do what the order says.

use super::{OrderState, Viewed};
use crate::events::{Facts, LocationAccess};
use crate::model::Sentence;
use crate::model::patient::Access;
use crate::words::AccessText;

/// Who makes phones whose system exempts no app from what saves power.
const NO_EXEMPTION: &str = "Apple";

/// Something to ask the phone's system for, and what for. Whoever does not want to is asked for the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessView {
    pub access: Access,
    pub title: Sentence,
    pub why: Sentence,
}

impl Viewed<'_> {
    /// In the order in which they are asked for; nothing once no duty can run any more.
    pub fn accesses(&self, order: OrderState, facts: &Facts) -> Vec<AccessView> {
        let missing = missing(facts).filter(|_| order.has_duties());
        let shown = missing.map(|access| AccessView {
            access,
            title: self.say(&AccessText::Title(access)),
            why: self.say(&AccessText::Why(access)),
        });
        shown.collect()
    }
}

fn missing(facts: &Facts) -> impl Iterator<Item = Access> {
    let denied = facts.location == LocationAccess::Denied;
    let is_missing = [
        (Access::Location, denied),
        (Access::LocationServices, !denied && !facts.services),
        (Access::PreciseLocation, !denied && !facts.precise),
        (Access::LocationAlways, facts.location == LocationAccess::InUse),
        (Access::Notices, !facts.notices),
        (Access::Motion, !facts.motion),
        (Access::PowerSaving, !facts.exempt && facts.maker != NO_EXEMPTION),
    ];
    is_missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(access, _)| access)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_for(facts: &Facts) -> Vec<&'static str> {
        missing(facts).map(Access::name).collect()
    }

    #[test]
    fn a_phone_that_lets_the_app_do_nothing_is_asked_for_one_thing_after_the_other() {
        let nothing = Facts {
            location: LocationAccess::Denied,
            precise: false,
            services: false,
            notices: false,
            motion: false,
            ..Facts::default()
        };
        assert_eq!(asked_for(&nothing), ["location", "notices", "motion", "power-saving"]);
        let approximate = Facts { location: LocationAccess::InUse, ..nothing };
        assert_eq!(
            asked_for(&approximate),
            [
                "location-services",
                "precise-location",
                "location-always",
                "notices",
                "motion",
                "power-saving"
            ],
        );
    }

    #[test]
    fn whoever_has_allowed_everything_is_asked_for_nothing() {
        let exempt = Facts { exempt: true, ..Facts::default() };
        assert_eq!(asked_for(&exempt), Vec::<&str>::new());
        let apple = Facts { maker: "Apple".to_owned(), ..Facts::default() };
        assert_eq!(asked_for(&apple), Vec::<&str>::new());
    }
}
