//! A text message that somebody pastes or shares: whether the authority has signed what it says. It is
//! read and nothing else: no message acts (`PROTOCOL.md §4.18`).

use chrono::NaiveDate;

use crate::model::NoticeId;

/// A shorter text is in too many messages to be known by.
const SHORTEST_TEXT: usize = 12;
/// Length of the name of an order, base64url.
const ORDER_NAME: usize = 22;
/// Beginnings of words that speak of a fine, in the languages of the region and in English.
const FINES: [&str; 5] = ["ШТРАФ", "FINED", "FINES", "PENALT", "ВЗЫСКА"];
/// What stands beside an amount of money.
const MONEY: [&str; 5] = ["₽", "РУБ", "RUB", "Р.", "EUR"];

/// What the phone holds that the authority has signed.
#[derive(Debug, Clone, Copy)]
pub struct SignedWords<'a> {
    /// Each with its text in every language.
    pub notices: &'a [(NoticeId, Vec<String>)],
    /// Names of the person's orders.
    pub orders: &'a [String],
    /// The last day of the order that speaks now, by the region's clocks.
    pub last_day: Option<NaiveDate>,
}

/// What the signed words make of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pasted {
    /// It says what this notice says.
    Known(NoticeId),
    /// Nothing that is signed says it, and nothing excludes it.
    Unknown,
    Contradicting(Contradiction),
}

/// What signed words exclude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// It names an order that is none of the person's.
    OtherOrder,
    /// It names a day after the end.
    LaterEnd,
    /// It asks for money, of which no notice speaks.
    Fine,
}

/// Judges a message by what is signed.
pub fn judge(text: &str, signed: &SignedWords<'_>) -> Pasted {
    let said = plain(text);
    let is_said = |one: &String| {
        let one = plain(one);
        one.chars().count() >= SHORTEST_TEXT && said.contains(&one)
    };
    let known = signed.notices.iter().find(|(_, texts)| texts.iter().any(is_said));
    if let Some((notice, _)) = known {
        return Pasted::Known(*notice);
    }
    if names_another_order(text, signed.orders) {
        return Pasted::Contradicting(Contradiction::OtherOrder);
    }
    let is_later = |day: NaiveDate| signed.last_day.is_some_and(|last| day > last);
    if days(text).any(is_later) {
        return Pasted::Contradicting(Contradiction::LaterEnd);
    }
    if asks_for_money(&said) {
        return Pasted::Contradicting(Contradiction::Fine);
    }
    Pasted::Unknown
}

/// In capitals, as names are compared (their table is in the library already), and with one blank where
/// there are some.
fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_uppercase).collect();
    words.join(" ")
}

fn names_another_order(text: &str, orders: &[String]) -> bool {
    let is_of_name =
        |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let names = text.split(|letter: char| !is_of_name(letter));
    // A name has letters of both cases and a digit; a long word in capitals has not.
    let is_name = |word: &&str| {
        word.len() == ORDER_NAME
            && word.bytes().any(|letter| letter.is_ascii_uppercase())
            && word.bytes().any(|letter| letter.is_ascii_lowercase())
            && word.bytes().any(|letter| letter.is_ascii_digit())
    };
    names.filter(is_name).any(|name| !orders.iter().any(|order| order == name))
}

/// Days as people write them: `24.11.2026`, `24/11/26`, `2026-11-24`.
fn days(text: &str) -> impl Iterator<Item = NaiveDate> {
    let is_of_day = |letter: char| letter.is_ascii_digit() || ['.', '/', '-'].contains(&letter);
    text.split(move |letter: char| !is_of_day(letter)).filter_map(day)
}

fn day(word: &str) -> Option<NaiveDate> {
    let word = word.trim_matches(['.', '/', '-']);
    let parts: Vec<u32> =
        word.split(['.', '/', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [first, month, last] = <[u32; 3]>::try_from(parts).ok()?;
    let (day, year) = if first > 31 { (last, first) } else { (first, last) };
    let year = if year < 100 { year.saturating_add(2_000) } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn asks_for_money(said: &str) -> bool {
    let is_fine = FINES.iter().any(|fine| said.split(' ').any(|word| word.starts_with(fine)));
    let has_amount = said.chars().any(|letter| letter.is_ascii_digit())
        && MONEY.iter().any(|money| said.contains(money));
    is_fine || has_amount || said.contains("A FINE OF")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "scWFHO2WKPmL2EhXZA_5gg";

    fn judged(text: &str) -> Pasted {
        let notices =
            [(NoticeId::new([1; 8]), vec!["Please call the office about item 17.".to_owned()])];
        let signed = SignedWords {
            notices: &notices,
            orders: &[OURS.to_owned()],
            last_day: NaiveDate::from_ymd_opt(2026, 12, 8),
        };
        judge(text, &signed)
    }

    #[test]
    fn what_a_notice_says_is_known_however_it_is_copied() {
        let known = Pasted::Known(NoticeId::new([1; 8]));
        assert_eq!(judged("Please call the office about item 17."), known);
        assert_eq!(judged("FWD:\n please  CALL the office\nabout item 17. Bye"), known);
        assert_eq!(judged("Please call the office"), Pasted::Unknown);
    }

    #[test]
    fn what_is_signed_excludes_other_orders_later_ends_and_fines() {
        let against = Pasted::Contradicting;
        assert_eq!(judged("Order AcWFHO2WKPmL2EhXZA_5gg"), against(Contradiction::OtherOrder));
        assert_eq!(judged(&format!("Order {OURS} goes on")), Pasted::Unknown);
        for day in ["до 09.12.2026", "2026-12-09", "until 9/12/26."] {
            assert_eq!(judged(day), against(Contradiction::LaterEnd), "{day}");
        }
        assert_eq!(judged("до 08.12.2026"), Pasted::Unknown);
        for fine in ["Вам назначен штраф", "Pay 4000 rub", "Оплатите 4 000 ₽", "You are fined"]
        {
            assert_eq!(judged(fine), against(Contradiction::Fine), "{fine}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_judged(text in "\\PC{0,200}") {
            judged(&text);
        }
    }
}
