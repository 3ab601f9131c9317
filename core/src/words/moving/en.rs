//! English: a move to another phone.

use super::MoveText;
use crate::words::Text;

pub fn text(say: MoveText) -> Text {
    match say {
        MoveText::Offered => {
            "Scan this code with your new phone. Then scan with this one the code that the new one shows."
        }
        MoveText::Answered => {
            "Scan this code with your new phone. It shows six digits then: type them here. If it shows none, \
             somebody else's phone has answered. Stop then, and begin again."
        }
        MoveText::Giving => {
            "This phone asks nothing of you any more, but has not handed over your account yet. Try again."
        }
        MoveText::Given => {
            "Scan this last code with your new phone. From now on your account belongs there. Keep this phone \
             until the new one says that the account has come."
        }
        MoveText::Gone => "The authority has confirmed that your account is on your new phone.",
        MoveText::Taking => {
            "Scan this code with your old phone. Then scan with this one the code that the old one shows."
        }
        MoveText::Compared => {
            "Type these six digits on your old phone. Then scan with this one the last code that it shows."
        }
        MoveText::Taken => {
            "Your account comes to this phone as soon as there is a network. Nothing is asked of you until \
             then."
        }
        MoveText::Arrived => "Your account is on this phone now.",
    }
    .into()
}
