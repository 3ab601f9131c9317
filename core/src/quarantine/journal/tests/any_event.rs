//! Events of every kind, with whatever their fields may hold.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use crate::documents::CheckKind;
use crate::events::Activity;
use crate::model::{BootMark, CheckId, Language, NoticeId};
use crate::quarantine::presence::{
    Band, Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, State, Verdict,
};

fn closed<T: Closed + std::fmt::Debug>() -> impl Strategy<Value = T> {
    select(T::NAMES.iter().map(|(value, _)| *value).collect::<Vec<_>>())
}

fn interval() -> impl Strategy<Value = Interval> {
    (0..4_000_000_000_u64, of(0..100_000_u64)).prop_map(|(earliest, wide)| {
        Interval::new(earliest, wide.map(|wide| earliest + wide)).unwrap()
    })
}

fn moment() -> impl Strategy<Value = Moment> {
    (interval(), 0..i64::MAX, any::<[u8; 8]>()).prop_map(|(within, elapsed, boot)| Moment {
        within,
        elapsed: Milliseconds(elapsed),
        boot: BootMark::new(boot),
    })
}

fn word() -> impl Strategy<Value = Word> {
    "[a-z0-9-]{1,32}".prop_map(|text| Word::new(&text).unwrap())
}

fn position() -> impl Strategy<Value = Position> {
    (-900_000_000..=900_000_000_i64, -1_800_000_000..1_800_000_000_i64)
        .prop_map(|(latitude, longitude)| Position::new(latitude, longitude).unwrap())
}

fn number() -> impl Strategy<Value = u64> {
    0..=i64::MAX.unsigned_abs()
}

type Digest = [u8; 32];

fn stage() -> impl Strategy<Value = (Moment, u64, Option<Word>, Option<Language>)> {
    (moment(), number(), of(word()), of(select(Language::ALL)))
}

pub(crate) fn any_fix() -> impl Strategy<Value = fix::Place> {
    let claimed = (
        moment(),
        number(),
        any::<i64>(),
        position(),
        of(number().prop_map(Millimetres)),
        closed::<Source>(),
        any::<u8>(),
    );
    let judged = (
        of(any::<u32>()),
        of(closed::<Activity>()),
        closed::<HomeWifi>(),
        closed::<Verdict>(),
        any::<u32>(),
        of(any::<u8>()),
    );
    (claimed, judged).prop_map(|(claimed, judged)| {
        let (at, time, age, position, accuracy, source, flags) = claimed;
        let (steps, activity, wifi, verdict, weight, place) = judged;
        fix::Place {
            at,
            time,
            age: Milliseconds(age),
            position,
            accuracy,
            source,
            flags: FixFlags(flags),
            steps,
            activity,
            wifi,
            verdict,
            weight: Decibans(weight),
            place,
        }
    })
}

fn any_presence() -> impl Strategy<Value = Event> {
    let band = select(vec![Band::Near, Band::OneKilometre, Band::FiveKilometres, Band::Farther]);
    let when = (moment(), interval(), interval());
    let how = (closed::<State>(), of(band), of(word()), any::<Digest>(), vec(number(), 0..4));
    (when, how).prop_map(|((at, from, to), (state, band, why, leaves, fixes))| Event::Presence {
        open: presence::Open { at, from, to, state, band, why, leaves },
        place: presence::Place { fixes },
    })
}

fn any_check() -> impl Strategy<Value = Event> {
    let id = any::<[u8; 8]>().prop_map(CheckId::new);
    let what = (moment(), id, of(any::<Digest>()), closed::<CheckKind>());
    let when = (of(number()), of(interval()), of(interval()), of(word()));
    (what, when).prop_map(|((at, id, digest, kind), (due, delivered, closes, refused))| {
        Event::Check { open: check::Open { at, id, digest, kind, due, delivered, closes, refused } }
    })
}

fn any_answer() -> impl Strategy<Value = Event> {
    let asked = prop_oneof![
        any::<[u8; 8]>().prop_map(|id| Asked::Check(CheckId::new(id))),
        Just(Asked::Reference)
    ];
    let open = (
        moment(),
        asked,
        of(any::<Digest>()),
        closed::<AnswerMode>(),
        of(closed::<CannotReason>()),
        of(any::<Digest>()),
    );
    let private = (of(any::<String>()), of(any::<Digest>()), of(number()), of(any::<String>()));
    let private = private.prop_map(|(text, plain, tries, hints)| answer::Private {
        text,
        plain,
        tries,
        hints,
    });
    (open, of(number()), private).prop_map(
        |((at, check, digest, how, reason, photo), fix, private)| Event::Answer {
            open: answer::Open { at, check, digest, how, reason, photo },
            place: answer::Place { fix },
            private,
        },
    )
}

pub(crate) fn any_event() -> impl Strategy<Value = Event> {
    let technical = TechnicalState::all().collect::<Vec<_>>();
    let step = || (0..5_000_000_u64).prop_map(|step| QuarterHour::new(step * 900).unwrap());
    let disputed = prop_oneof![
        any::<[u8; 8]>().prop_map(Disputed::Document),
        number().prop_map(Disputed::Reported)
    ];
    prop_oneof![
        (moment(), number(), any::<Digest>(), word(), vec(0..=1_u32 << 30, 0..9)).prop_map(
            |(at, version, digest, result, scales)| Event::Order {
                open: order::Open { at, version, digest, result },
                place: order::Place { scales },
            }
        ),
        stage().prop_map(|(at, version, why, lang)| Event::Seen {
            open: seen::Open { at, version, why },
            private: seen::Private { lang },
        }),
        stage().prop_map(|(at, version, why, lang)| Event::Begin {
            open: begin::Open { at, version, why },
            private: begin::Private { lang },
        }),
        stage().prop_map(|(at, version, why, lang)| Event::End {
            open: end::Open { at, version, why },
            private: end::Private { lang },
        }),
        any_fix().prop_map(|place| Event::Fix { place }),
        any_presence(),
        any_check(),
        any_answer(),
        (moment(), closed(), of(number()), of(any::<String>())).prop_map(
            |(at, what, until, text)| Event::Declare {
                open: declare::Open { at, what, until },
                private: declare::Private { text },
            }
        ),
        (step(), step(), select(technical)).prop_map(|(from, to, state)| Event::Technical {
            open: technical::Open { from, to, state }
        }),
        (moment(), position()).prop_map(|(at, position)| Event::Alias {
            open: alias::Open { at },
            place: alias::Place { position },
        }),
        (moment(), any::<[u8; 8]>().prop_map(NoticeId::new), any::<Digest>(), of(any::<String>()))
            .prop_map(|(at, id, digest, text)| Event::Notice {
                open: notice::Open { at, id, digest },
                private: notice::Private { text },
            }),
        (moment(), disputed, of(any::<String>())).prop_map(|(at, disputed, text)| {
            Event::Dispute {
                open: dispute::Open { at, disputed },
                private: dispute::Private { text },
            }
        }),
        (moment(), number(), any::<Digest>()).prop_map(|(at, up_to, digest)| Event::Receipt {
            open: receipt::Open { at, up_to, digest }
        }),
        (moment(), closed(), number(), any::<Digest>()).prop_map(|(at, why, seq, digest)| {
            Event::Epoch { open: epoch::Open { at, why, seq, digest } }
        }),
        (moment(), any::<Digest>())
            .prop_map(|(at, digest)| Event::Link { open: link::Open { at, digest } }),
        (moment(), number(), closed())
            .prop_map(|(at, seq, why)| Event::Aside { open: aside::Open { at, seq, why } }),
    ]
}

/// One of a kind, the same each time.
pub(crate) fn one(kind: Kind) -> Event {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    loop {
        let event = any_event().new_tree(&mut runner).unwrap().current();
        if event.kind() == kind {
            return event;
        }
    }
}
