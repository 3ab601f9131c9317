//! Every sentence of a move to another phone.

use doorstep::words::MoveText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        MoveText::Offered,
        MoveText::Answered,
        MoveText::Giving,
        MoveText::Given,
        MoveText::Gone,
        MoveText::Taking,
        MoveText::Compared,
        MoveText::Taken,
        MoveText::Arrived,
    ];
    spoken(&all, |say| match say {
        MoveText::Offered
        | MoveText::Answered
        | MoveText::Giving
        | MoveText::Given
        | MoveText::Gone
        | MoveText::Taking
        | MoveText::Compared
        | MoveText::Taken
        | MoveText::Arrived => true,
    })
}
