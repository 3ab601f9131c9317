//! Tatar: a pass on paper.

use super::{PaperLine, PaperText};
use crate::words::Text;
use crate::words::moments::tt::times;

pub fn text(say: &PaperText) -> Option<Text> {
    Some(match say {
        PaperText::Times { from, until } => format!("Гамәлдә: {}", times(from, until)).into(),
        PaperText::Line(line) => paper_line(*line).into(),
    })
}

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Рөхсәт",
        PaperLine::TypedCode => "Кертү өчен код",
        PaperLine::HowToCheck => "Бу рөхсәтне ничек тикшерергә",
        PaperLine::Scan => "1. Кодны кушымтаның инспектор режимында сканерлагыз. Челтәр кирәкми.",
        PaperLine::Compare => {
            "2. Җайланма күрсәткән хәреф һәм саннарны хуҗаның документы белән чагыштырыгыз."
        }
        PaperLine::WithoutScanner => {
            "Камерасыз: уналты билгене шунда кертегез. Моның өчен челтәр кирәк."
        }
        PaperLine::Copies => {
            "Бу битнең күчермәсе битнең үзе кебек үк, ләкин хуҗасының документы белән генә."
        }
        PaperLine::Emergency => "Ашыгыч медицина ярдәме өчен рөхсәт кирәкми.",
    }
}
