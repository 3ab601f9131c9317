//! Every sentence of passes.

use doorstep::model::PassState;
use doorstep::words::PassText;

use super::{Spoken, spoken, tomorrow};

const STATES: [PassState; 9] = [
    PassState::Valid,
    PassState::NotYetValid,
    PassState::Expired,
    PassState::ReturnHomeOnly,
    PassState::Revoked,
    PassState::NotInForce,
    PassState::OtherAct,
    PassState::KeyWithdrawn,
    PassState::TimeUnknown,
];

pub(super) fn every() -> Vec<Spoken> {
    let until = tomorrow();
    let mut all = vec![
        PassText::Times { from: until, until },
        PassText::Waiting,
        PassText::EndsSoon { at: until },
        PassText::Revoked { until },
    ];
    all.extend(STATES.map(|state| PassText::State { state, from: until, until }));
    spoken(&all, |say| match say {
        PassText::State { .. }
        | PassText::Times { .. }
        | PassText::Waiting
        | PassText::EndsSoon { .. }
        | PassText::Revoked { .. } => false,
    })
}
