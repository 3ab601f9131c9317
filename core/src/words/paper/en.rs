//! English: a pass on paper.

use super::{PaperLine, PaperText};
use crate::words::Text;
use crate::words::moments::en::times;

pub fn text(say: &PaperText) -> Text {
    match say {
        PaperText::Times { from, until } => format!("Valid: {}", times(from, until)).into(),
        PaperText::Line(line) => paper_line(*line).into(),
    }
}

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Exit pass",
        PaperLine::TypedCode => "Typed code",
        PaperLine::HowToCheck => "How to check this pass",
        PaperLine::Scan => {
            "1. Scan the code with the inspector's mode of the app. It needs no network."
        }
        PaperLine::Compare => {
            "2. Compare the letters and digits that the device shows with the holder's document."
        }
        PaperLine::WithoutScanner => {
            "Without a camera: type the sixteen characters there. That needs a network."
        }
        PaperLine::Copies => {
            "A copy of this sheet counts as much as the sheet, but only with the holder's document."
        }
        PaperLine::Emergency => "Emergency medical care needs no pass.",
    }
}
