//! Russian: what belongs in a part of a text message.

use super::SmsPartText;
use crate::words::Text;
use crate::words::plural::ru as plural;

pub fn text(say: &SmsPartText<'_>) -> Text {
    match say {
        SmsPartText::If { part, values } => {
            format!("Если «{part}» — {}:", values.join(" или ")).into()
        }
        SmsPartText::Otherwise => "Иначе:".into(),
        SmsPartText::PurposeCode => "Код цели из списка целей.".into(),
        SmsPartText::OneOf { values } => format!("Одно из этого: {}.", values.join(", ")).into(),
        SmsPartText::Name { least, most, longest } => {
            let words = counted(*least, *most, ["слово", "слова", "слов"]);
            format!("Буквы: {words}, {}.", no_longer(*longest)).into()
        }
        SmsPartText::Plain { longest } => {
            format!("Буквы, цифры и обычные знаки, {}.", no_longer(*longest)).into()
        }
        SmsPartText::Digits { least, most } => {
            format!("{} без пробелов.", digits(*least, *most)).into()
        }
        SmsPartText::Passport => "10 цифр без пробелов: серия и номер паспорта РФ.".into(),
        SmsPartText::PassportSeries => "4 цифры без пробелов: серия паспорта РФ.".into(),
        SmsPartText::PassportNumber => "6 цифр без пробелов: номер паспорта РФ.".into(),
        SmsPartText::TaxId => "10 цифр организации или 12 цифр человека, без пробелов.".into(),
        SmsPartText::TransportCard { least, most } => {
            format!("{} с карты, без пробелов.", digits(*least, *most)).into()
        }
        SmsPartText::Plate => "Русские буквы и цифры без пробелов: от 5 до 9 знаков.".into(),
        SmsPartText::Date => "День, месяц и год через точку: ДД.ММ.ГГГГ.".into(),
        SmsPartText::Alnum { least, most, letters } => {
            let signs = counted(*least, *most, ["знак", "знака", "знаков"]);
            let of_letters = if letters < most {
                format!(", букв не больше {letters}")
            } else {
                String::new()
            };
            format!("Латинские буквы и цифры без пробелов: {signs}{of_letters}.").into()
        }
        SmsPartText::Capitals => "Заглавными буквами.".into(),
        SmsPartText::Without { sign } => format!("Без {}.", of(*sign)).into(),
        SmsPartText::InPlaceOf { sign, instead } => {
            format!("Вместо {} пишите {}.", of(*sign), named(*instead)).into()
        }
    }
}

/// `4 цифры`, `от 2 до 6 слов`.
fn counted(least: usize, most: usize, forms: [&'static str; 3]) -> String {
    let [one, few, many] = forms;
    if least == most {
        format!("{most} {}", plural(most as u64, one, few, many))
    } else {
        format!("от {least} до {most} {}", plural(most as u64, few, many, many))
    }
}

fn digits(least: usize, most: usize) -> String {
    let said = counted(least, most, ["цифра", "цифры", "цифр"]);
    // A sentence begins with it.
    said.strip_prefix("от").map_or(said.clone(), |rest| format!("От{rest}"))
}

fn no_longer(longest: usize) -> String {
    format!("не больше {longest} {}", plural(longest as u64, "знака", "знаков", "знаков"))
}

/// A sign as it stands after "без" and "вместо".
fn of(sign: char) -> String {
    match sign {
        ' ' => "пробела".to_owned(),
        '-' => "дефиса".to_owned(),
        sign => format!("знака «{sign}»"),
    }
}

pub fn named(sign: char) -> String {
    match sign {
        ' ' => "пробел".to_owned(),
        '-' => "дефис".to_owned(),
        sign => format!("знак «{sign}»"),
    }
}
