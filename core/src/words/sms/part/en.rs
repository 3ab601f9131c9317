//! English: what belongs in a part of a text message.

use super::SmsPartText;
use crate::words::Text;
use crate::words::plural::en as plural;
use crate::words::sms::en::bounds;

pub fn text(say: &SmsPartText<'_>) -> Text {
    match say {
        SmsPartText::If { part, values } => {
            format!("If “{part}” is {}:", values.join(" or ")).into()
        }
        SmsPartText::Otherwise => "Otherwise:".into(),
        SmsPartText::PurposeCode => "The code of a purpose, from the list of purposes.".into(),
        SmsPartText::OneOf { values } => format!("One of these: {}.", values.join(", ")).into(),
        SmsPartText::Name { least, most, longest } => {
            let words = plural(*most as u64, "word", "words");
            format!("Letters: {} {words}, at most {longest} characters.", bounds(*least, *most))
                .into()
        }
        SmsPartText::Plain { longest } => {
            format!("Letters, digits and the usual signs, at most {longest} characters.").into()
        }
        SmsPartText::Digits { least, most } => {
            format!("{}, without blanks.", digits(*least, *most)).into()
        }
        SmsPartText::Passport => {
            "10 digits without blanks: series and number of a Russian passport.".into()
        }
        SmsPartText::PassportSeries => "4 digits of a Russian passport, without blanks.".into(),
        SmsPartText::PassportNumber => "6 digits of a Russian passport, without blanks.".into(),
        SmsPartText::TaxId => "10 digits of a company or 12 of a person, without blanks.".into(),
        SmsPartText::TransportCard { least, most } => {
            format!("{} of the card, without blanks.", digits(*least, *most)).into()
        }
        SmsPartText::Plate => "5 to 9 Russian letters and digits, without blanks.".into(),
        SmsPartText::Date => "Day, month and year with points between them: DD.MM.YYYY.".into(),
        SmsPartText::Alnum { least, most, letters } => {
            let wanted = bounds(*least, *most);
            let of_letters = if letters < most {
                format!(", at most {letters} of them letters")
            } else {
                String::new()
            };
            format!("{wanted} Latin letters and digits{of_letters}, without blanks.").into()
        }
        SmsPartText::Capitals => "In capitals.".into(),
        SmsPartText::Without { sign } => format!("Without {}.", named(*sign)).into(),
        SmsPartText::InPlaceOf { sign, instead } => {
            format!("In place of {} write {}.", named(*sign), named(*instead)).into()
        }
    }
}

fn digits(least: usize, most: usize) -> String {
    format!("{} {}", bounds(least, most), plural(most as u64, "digit", "digits"))
}

/// A sign as people call it.
pub fn named(sign: char) -> String {
    match sign {
        ' ' => "a blank".to_owned(),
        '-' => "a hyphen".to_owned(),
        sign => format!("the sign “{sign}”"),
    }
}
