//! Every sentence of where a quarantine stands.

use doorstep::quarantine::order::Why;
use doorstep::quarantine::presence::State;
use doorstep::words::QuarantineText;

use super::{Spoken, spoken, tomorrow};

const WHYS: [Why; 13] = [
    Why::DeviceWithOther,
    Why::Personal,
    Why::Hospital,
    Why::Moved,
    Why::Loan,
    Why::Other,
    Why::ClockUnknown,
    Why::OrderKeyWithdrawn,
    Why::ActEnded,
    Why::Unseen,
    Why::Grace,
    Why::Permission,
    Why::Travel,
];

pub(super) fn every() -> Vec<Spoken> {
    let (at, until) = (tomorrow(), tomorrow());
    let mut all = vec![
        QuarantineText::OrderWaits,
        QuarantineText::Announced,
        QuarantineText::StartsAt { at },
        QuarantineText::Grace { until },
        QuarantineText::Runs { until },
        QuarantineText::Ended { at },
        QuarantineText::Released { at },
        QuarantineText::Refused,
        QuarantineText::NotMine,
        QuarantineText::Came,
        QuarantineText::Unseen,
        QuarantineText::VersionRefused { version: 2 },
        QuarantineText::Unsent { entries: 1 },
        QuarantineText::Unsent { entries: 17 },
        QuarantineText::ConfirmedAt { at },
        QuarantineText::MessageKnown,
        QuarantineText::MessageUnknown,
        QuarantineText::MessageOtherOrder,
        QuarantineText::MessageLaterEnd,
        QuarantineText::MessageFine,
    ];
    all.extend(WHYS.map(|why| QuarantineText::Paused { why }));
    let states = [State::Home, State::Unverified, State::Away, State::NoNews, State::Paused];
    all.extend(states.map(QuarantineText::Presence));
    spoken(&all, |say| match say {
        QuarantineText::Announced => false,
        QuarantineText::OrderWaits
        | QuarantineText::StartsAt { .. }
        | QuarantineText::Grace { .. }
        | QuarantineText::Runs { .. }
        | QuarantineText::Paused { .. }
        | QuarantineText::Ended { .. }
        | QuarantineText::Released { .. }
        | QuarantineText::Refused
        | QuarantineText::NotMine
        | QuarantineText::Presence(_)
        | QuarantineText::Came
        | QuarantineText::Unseen
        | QuarantineText::VersionRefused { .. }
        | QuarantineText::Unsent { .. }
        | QuarantineText::ConfirmedAt { .. }
        | QuarantineText::MessageKnown
        | QuarantineText::MessageUnknown
        | QuarantineText::MessageOtherOrder
        | QuarantineText::MessageLaterEnd
        | QuarantineText::MessageFine => true,
    })
}
