//! Tatar: orders. They are legal texts; what nobody has read over is said in Russian.

use super::OrderText;
use crate::words::Text;

pub fn text(say: &OrderText<'_>) -> Option<Text> {
    match say {
        OrderText::StayAtHome => Some("Сездән өйдә калуыгызны сорыйлар.".into()),
        OrderText::Contact { number } => {
            Some(format!("Сораулар буенча шалтыратыгыз: {number}.").into())
        }
        OrderText::Help { number } => Some(format!("Ярдәм сорап шалтыратыгыз: {number}.").into()),
        _ => None,
    }
}
