//! Tatar: what differs between two versions of an order. What nobody has read over is said in Russian.

use super::OrderChangeText;
use crate::words::Text;

pub fn text(say: &OrderChangeText<'_>) -> Option<Text> {
    match say {
        OrderChangeText::Nothing => Some("Сезнең өчен бернәрсә дә үзгәрми.".into()),
        _ => None,
    }
}
