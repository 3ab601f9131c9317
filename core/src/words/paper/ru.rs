//! Russian: a pass on paper.

use super::{PaperLine, PaperText};
use crate::words::Text;
use crate::words::moments::ru::times;

pub fn text(say: &PaperText) -> Text {
    match say {
        PaperText::Times { from, until } => format!("Действует: {}", times(from, until)).into(),
        PaperText::Line(line) => paper_line(*line).into(),
    }
}

fn paper_line(line: PaperLine) -> &'static str {
    match line {
        PaperLine::Title => "Пропуск",
        PaperLine::TypedCode => "Код для ввода",
        PaperLine::HowToCheck => "Как проверить этот пропуск",
        PaperLine::Scan => "1. Отсканируйте код в режиме инспектора в приложении. Сеть не нужна.",
        PaperLine::Compare => {
            "2. Сверьте буквы и цифры, которые покажет устройство, с документом владельца."
        }
        PaperLine::WithoutScanner => {
            "Без камеры: введите там шестнадцать знаков. Для этого нужна сеть."
        }
        PaperLine::Copies => {
            "Копия этого листа действует как сам лист, но только с документом владельца."
        }
        PaperLine::Emergency => "Для неотложной медицинской помощи пропуск не нужен.",
    }
}
