//! Every sentence of a quarantine order.

use doorstep::model::PauseWhy;
use doorstep::words::OrderText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let (from, until) = (tomorrow(), tomorrow());
    let (label, radius_m) = ("17", 100);
    let mut all = vec![
        OrderText::StayAtHome,
        OrderText::ChildStaysAtHome,
        OrderText::AsksNothing,
        OrderText::Photo,
        OrderText::Quiet { from_min: 1320, to_min: 540 },
        OrderText::TellsPresence { interval_s: 900, batch_s: 14_400 },
        OrderText::TellsCoordinates { interval_s: 301, batch_s: 3600 },
        OrderText::Times { from, until },
        OrderText::Grace { hours: 24 },
        OrderText::Loan,
        OrderText::Place { label, radius_m },
        OrderText::PlaceFrom { label, radius_m, from },
        OrderText::PlaceUntil { label, radius_m, until },
        OrderText::PlaceTimes { label, radius_m, from, until },
        OrderText::Act { title: "17", number: "1-Q", legal: "4" },
        OrderText::ActUnknown { legal: "1-Q, 4" },
        OrderText::Cannot,
        OrderText::Hospital,
        OrderText::Danger,
        OrderText::Contact { number: "8 800 000-00-00" },
        OrderText::Help { number: "112" },
        OrderText::Object { how: "17", days: 10 },
        OrderText::Object { how: "17", days: 1 },
        OrderText::ObjectOnline { url: "https://court.example/" },
        OrderText::Permission { from, until, what: "" },
        OrderText::Permission { from, until, what: "17" },
        OrderText::Travel { from, until },
        OrderText::Released { at: until },
        OrderText::Added("17"),
    ];
    for n in [1, 2, 3, 5, 21] {
        all.push(OrderText::Asks { times_a_day: n, window_min: 30 * n, gap_min: 120 });
        all.push(OrderText::Surprises { times_a_day: n });
        all.push(OrderText::Days(n));
    }
    for why in PauseWhy::ALL {
        all.push(OrderText::Pause { why, from, until });
        all.push(OrderText::OpenPause { why, from });
    }
    spoken(&all, |say| match say {
        OrderText::StayAtHome | OrderText::Contact { .. } | OrderText::Help { .. } => false,
        OrderText::ChildStaysAtHome
        | OrderText::AsksNothing
        | OrderText::Asks { .. }
        | OrderText::Surprises { .. }
        | OrderText::Photo
        | OrderText::Quiet { .. }
        | OrderText::TellsPresence { .. }
        | OrderText::TellsCoordinates { .. }
        | OrderText::Times { .. }
        | OrderText::Days(_)
        | OrderText::Grace { .. }
        | OrderText::Loan
        | OrderText::Place { .. }
        | OrderText::PlaceFrom { .. }
        | OrderText::PlaceUntil { .. }
        | OrderText::PlaceTimes { .. }
        | OrderText::Act { .. }
        | OrderText::ActUnknown { .. }
        | OrderText::Cannot
        | OrderText::Hospital
        | OrderText::Danger
        | OrderText::Object { .. }
        | OrderText::ObjectOnline { .. }
        | OrderText::Pause { .. }
        | OrderText::OpenPause { .. }
        | OrderText::Permission { .. }
        | OrderText::Travel { .. }
        | OrderText::Released { .. }
        | OrderText::Added(_) => true,
    })
}
