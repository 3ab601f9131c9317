//! English: passes.

use super::PassText;
use crate::model::PassState;
use crate::words::Text;
use crate::words::moments::en::{at, times, until};

pub fn text(say: &PassText) -> Text {
    match say {
        PassText::State { state, from, until: end } => match state {
            PassState::Valid => format!("Valid {}.", until(end)).into(),
            PassState::NotYetValid => format!("Not valid yet. It begins {}.", at(from)).into(),
            PassState::Expired => format!("Ended {}.", at(end)).into(),
            PassState::ReturnHomeOnly => {
                format!("Revoked. You can still go home with it {}.", until(end)).into()
            }
            PassState::Revoked => "Revoked.".into(),
            PassState::KeyWithdrawn => {
                "The authority no longer accepts it, which is not your fault. Another pass comes by \
                 itself when there is a network."
                    .into()
            }
            PassState::NotInForce => "No act requires this pass any more. You need none.".into(),
            PassState::OtherAct => {
                "The act of this pass has ended, and another act requires a pass. Ask for a new one."
                    .into()
            }
            PassState::TimeUnknown => {
                format!(
                    "Ends {}. This phone does not know the time for sure; show it anyway.",
                    at(end)
                ).into()
            }
        },
        PassText::Times { from, until } => times(from, until).into(),
        PassText::Waiting => "The pass was asked for and waits for a network.".into(),
        PassText::EndsSoon { at } => format!("Your pass ends at {}.", at.clock()).into(),
        PassText::Revoked { until: end } => {
            format!("Your pass was revoked. You can go home with it {}.", until(end)).into()
        }
    }
}
