//! What holds whatever happens: the watch that is rebuilt of the journal is the one that was there.

use proptest::prelude::*;

use super::{
    ArrivingFix, Cause, Facts, HomeWifi, Moved, Phone, Source, Stage, Watch, Why, life, place,
    places, wifi,
};
use crate::events::{Activity, LocationAccess};

#[derive(Debug, Clone)]
enum Happening {
    Fixes(Vec<ArrivingFix>),
    Wake(Cause, bool, Option<Moved>),
    Tick,
    Boot(u64),
    Stage(Stage, Option<Why>),
    Shared(bool),
    Answer,
    Anchored(bool),
    Places(bool),
    RemoveAlias,
    Keeps(bool),
}

fn activity() -> impl Strategy<Value = Option<Activity>> {
    let all = vec![None, None, Some(Activity::Still), Some(Activity::Walk)];
    prop::sample::select(all)
}

fn fix() -> impl Strategy<Value = ArrivingFix> {
    let north = prop_oneof![
        4 => -80.0..80.0_f64,
        3 => prop::sample::select(vec![335.0, 640.0, -900.0, 1_500.0]),
        2 => -4_000.0..4_000.0_f64,
    ];
    let source =
        prop::sample::select(vec![Source::Gnss, Source::Wifi, Source::Fused, Source::Cell]);
    let home_wifi = prop::sample::select(vec![
        HomeWifi::Unknown,
        HomeWifi::Unknown,
        HomeWifi::NotConnected,
        HomeWifi::Connected,
    ]);
    let steps = prop::option::of(0..150_u32);
    (north, source, home_wifi, 0..150_000_i64, steps, activity(), 1.0..180.0_f64, 0..40_u8)
        .prop_map(|(north, source, home_wifi, age_ms, steps, activity, accuracy, odd)| {
            ArrivingFix {
                source,
                home_wifi,
                age_ms: if odd < 20 { 0 } else { age_ms },
                steps,
                activity,
                accuracy_m: (odd != 1).then_some(accuracy),
                is_mock: odd == 2,
                in_deep_sleep: odd == 3,
                latitude: if odd == 4 { 91.0 } else { wifi(north).latitude },
                ..wifi(north)
            }
        })
}

fn happening() -> impl Strategy<Value = Happening> {
    let stage = prop::sample::select(vec![
        (Stage::Running, None),
        (Stage::Running, None),
        (Stage::Running, None),
        (Stage::Paused, Some(Why::Hospital)),
        (Stage::Paused, Some(Why::Permission)),
        (Stage::Announced, Some(Why::Grace)),
        (Stage::Released, None),
    ]);
    let moved = prop::option::of((0..200_u32, activity()));
    prop_oneof![
        12 => prop::collection::vec(fix(), 1..4).prop_map(Happening::Fixes),
        3 => (prop::sample::select(Cause::ALL), any::<bool>(), moved).prop_map(
            |(cause, may_look, moved)| {
                let moved = moved.map(|(steps, activity)| Moved { steps, activity });
                Happening::Wake(cause, may_look, moved)
            }
        ),
        3 => Just(Happening::Tick),
        1 => (1..20_000_u64).prop_map(Happening::Boot),
        3 => stage.prop_map(|(stage, why)| Happening::Stage(stage, why)),
        1 => any::<bool>().prop_map(Happening::Shared),
        1 => Just(Happening::Answer),
        1 => any::<bool>().prop_map(Happening::Anchored),
        1 => any::<bool>().prop_map(Happening::Places),
        1 => Just(Happening::RemoveAlias),
        1 => any::<bool>().prop_map(Happening::Keeps),
    ]
}

fn happens(phone: &mut Phone, happening: &Happening) {
    match happening {
        Happening::Fixes(fixes) => drop(phone.fixes(fixes)),
        Happening::Wake(cause, may_look, moved) => {
            let location = if *may_look { LocationAccess::Always } else { LocationAccess::Denied };
            phone.wakes(*cause, Facts { location, ..Facts::default() }, *moved);
        }
        Happening::Tick => {}
        Happening::Boot(off_s) => phone.boots(*off_s),
        Happening::Stage(stage, why) => phone.life = life(*stage, *why),
        Happening::Shared(is_shared) => phone.is_shared = *is_shared,
        Happening::Answer => phone.answers(),
        Happening::Anchored(is_anchored) => phone.is_anchored = *is_anchored,
        Happening::Places(has_another) => {
            phone.in_force.places.truncate(1);
            if *has_another {
                phone.in_force.places.push(place("mother", 640.0));
            }
        }
        Happening::RemoveAlias => {
            phone.happens(|watch, duty, now, pen| {
                watch.tick(duty, now, pen);
                watch.remove_alias(0, now, pen);
            });
        }
        Happening::Keeps(keeps) => phone.keeps_fixes_in_pauses = *keeps,
    }
    phone.tick();
}

fn story() -> impl Strategy<Value = Vec<(u64, Happening)>> {
    let wait = prop_oneof![4 => 1..120_u64, 3 => 120..1_200_u64, 1 => 1_200..9_000_u64];
    prop::collection::vec((wait, happening()), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_journal_is_enough(story in story()) {
        let mut phone = Phone::new();
        // Since which entry which places count.
        let mut known = vec![(0, places(&phone.in_force))];
        for (wait, happening) in &story {
            phone.after(*wait);
            let before = phone.journal.len() as u64;
            // Compares with the rebuilt one each time.
            happens(&mut phone, happening);
            known.push((before, places(&phone.in_force)));
        }
        phone.stretches();
        // What was written follows from what was measured.
        let places_of = |n: u64, _| {
            known.iter().rfind(|(before, _)| *before < n).map(|(_, places)| places.clone())
        };
        prop_assert_eq!(Watch::first_contradiction(&phone.journal, places_of), None);
        // And the rebuilt one goes on as this one does.
        let mut other = Phone { watch: phone.rebuilt(), journal: phone.journal.clone(), ..Phone::new() };
        other.numbering = phone.numbering;
        (other.in_force, other.life) = (phone.in_force.clone(), phone.life);
        (other.now_s, other.elapsed_ms, other.boot) = (phone.now_s, phone.elapsed_ms, phone.boot);
        (other.is_anchored, other.is_shared) = (phone.is_anchored, phone.is_shared);
        other.keeps_fixes_in_pauses = phone.keeps_fixes_in_pauses;
        for (wait, happening) in story.iter().rev() {
            happens(phone.after(*wait), happening);
            happens(other.after(*wait), happening);
            prop_assert_eq!(&phone.watch, &other.watch);
        }
        prop_assert!(phone.journal == other.journal);
    }
}
