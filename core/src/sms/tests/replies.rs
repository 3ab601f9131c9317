//! What comes back, B-11 first: truncated, from somebody else, twice, of yesterday, in other letters.

use proptest::prelude::*;

use super::*;
use crate::sms::{Class, HeldTo, Unread, keep, open_of, read_reply};

const NOON: u64 = DAY + 12 * 3600;

fn asked(purpose: &str, at: u64) -> Asked {
    asked_for(purpose, at, AskedOutcome::Waiting)
}

fn class(text: &str, sender: Option<&str>, asked: Option<&Asked>, now: u64) -> Class {
    let held = asked.map_or(HeldTo::Any, HeldTo::This);
    let read = read_reply(&region(), text, sender, held, now);
    assert_eq!(read.text, text, "kept as it came");
    if matches!(read.class, Class::Unknown(_)) {
        assert_eq!((read.code, read.valid_until), (None, None), "nothing is made of it");
    }
    read.class
}

#[test]
fn b_11_what_is_not_known_stays_unknown() {
    let known = "Пропуск 1104-Т123-МО11-К123 до 15:40";
    assert_eq!(class(known, None, None, NOON), Class::Approved);
    let wording = Class::Unknown(Unread::Wording);
    for cut in (0..known.chars().count() - 1).map(|n| known.chars().take(n).collect::<String>()) {
        assert_eq!(class(&cut, None, None, NOON), wording, "{cut}");
    }
    for other in [
        "Мoжно идти",
        "Можно идти!",
        "можно идти",
        "Можно идти Можно идти",
        "",
        "Mожно идти",
        "Можно\u{200f} идти",
    ] {
        assert_eq!(class(other, None, None, NOON), wording, "{other}");
    }
    assert_eq!(
        class(" Можно\n идти ", None, None, NOON),
        Class::Approved,
        "lines are broken anywhere"
    );
    assert_eq!(class("Можно идти", None, None, NOON), Class::Approved);
    // A sender that is not the region's. That it is proves nothing either.
    let wrong = Class::Unknown(Unread::WrongSender);
    assert_eq!(class("Можно идти", Some("4321"), None, NOON), wrong);
    for right in ["1234", "city hall", "CityHall"] {
        assert_eq!(class("Можно идти", Some(right), None, NOON), Class::Approved);
    }
    // Of yesterday, and a second one.
    let open = asked("1", NOON);
    assert_eq!(class("Можно идти", None, Some(&open), NOON + 60), Class::Approved);
    let not_asked = Class::Unknown(Unread::NotAsked);
    assert_eq!(class("Можно идти", None, Some(&open), DAY + 86_400), not_asked);
    assert_eq!(class("Можно идти", None, Some(&open), NOON - 1), not_asked, "before it was asked");
    let answered = Asked { outcome: AskedOutcome::Approved, ..open.clone() };
    assert_eq!(class("Можно идти", None, Some(&answered), NOON + 60), not_asked);
    assert_eq!(
        class("Нельзя: два в день", None, Some(&open), NOON),
        Class::Refused(ReplyReason::QuotaUsed)
    );
}

#[test]
fn an_answer_belongs_to_the_newest_request_that_is_open() {
    let region = region();
    let (zone, after_s) = (&region.zone, region.fallback.after_s);
    let refused = Asked { outcome: AskedOutcome::Refused, ..asked("3", NOON + 30) };
    let all = [asked("1", NOON - 86_400), asked("1", NOON), asked("2", NOON + 10), refused];
    let open = open_of(&all, "xx-1234", zone, after_s, NOON + 60).unwrap();
    assert_eq!((open.at, open.id()), (NOON + 10, format!("walk.{}", NOON + 10)));
    assert_eq!(open_of(&all, "yy-1", zone, after_s, NOON + 60), None);
    assert_eq!(open_of(&all, "xx-1234", zone, after_s, NOON + 86_400), None);
    // Shortly before midnight a reply may come after it.
    let late = [asked("1", DAY + 86_399)];
    assert!(open_of(&late, "xx-1234", zone, after_s, DAY + 86_399 + 599).is_some());
    assert!(open_of(&late, "xx-1234", zone, after_s, DAY + 86_399 + 600).is_none());
}

#[test]
fn a_moment_is_the_one_that_the_region_has_said_or_none() {
    let region = region();
    let until = |text: &str, code: &str| {
        read_reply(&region, text, None, HeldTo::This(&asked(code, NOON)), NOON + 60).valid_until
    };
    assert_eq!(until("Можно идти", "1"), None, "nobody has said");
    assert_eq!(until("Можно идти", "3"), Some(NOON + 60 + 3 * 3600));
    let with = |moment: &str| until(&format!("Пропуск 1104Т123МО11К123 до {moment}"), "4");
    assert_eq!(with("15:40"), Some(DAY + 15 * 3600 + 40 * 60));
    assert_eq!(with("11:00"), Some(DAY + 86_400 + 11 * 3600), "the next eleven o'clock");
    assert_eq!(with("16.04.2020 09:30"), Some(DAY + 86_400 + 9 * 3600 + 30 * 60));
    for none in ["25:00", "15:99", "31.02.2020 10:00", "15.40", "::::::"] {
        let read = read_reply(
            &region,
            &format!("Пропуск 1104Т123МО11К123 до {none}"),
            None,
            HeldTo::Any,
            NOON,
        );
        assert_eq!(read.class, Class::Unknown(Unread::Wording), "{none}");
    }
    let read = read_reply(&region, "Пропуск 1104-Т123-МО11-К123 до 15:40", None, HeldTo::Any, NOON);
    assert_eq!(read.code.as_deref(), Some("1104-Т123-МО11-К123"));
}

proptest! {
    #[test]
    fn any_reply_is_answered_and_kept(text: String, sender: Option<String>, now: u64) {
        let read = read_reply(&region(), &text, sender.as_deref(), HeldTo::This(&asked("4", now)), now);
        prop_assert_eq!(read.text, text);
    }
}

#[test]
fn a_request_is_answered_once_and_keeps_what_is_not_known() {
    let region = region();
    let open = asked("3", NOON);
    let read = |text: &str, sender, held, now| read_reply(&region, text, sender, held, now);
    // Unknown: kept beside it, and it stays open.
    let odd = open.answered(&read("Что?", None, HeldTo::This(&open), NOON + 1)).unwrap();
    assert_eq!((odd.outcome, odd.reply.as_deref()), (AskedOutcome::Waiting, Some("Что?")));
    // Somebody else's, and late ones, change nothing.
    assert_eq!(open.answered(&read("Можно идти", Some("4321"), HeldTo::This(&open), NOON)), None);
    assert_eq!(open.answered(&read("Можно идти", None, HeldTo::This(&open), DAY + 86_400)), None);
    assert_eq!(open.answered(&read("Можно идти", None, HeldTo::Missing, NOON)), None);
    let yes = odd.answered(&read("Можно идти", None, HeldTo::This(&odd), NOON + 2)).unwrap();
    assert_eq!((yes.outcome, yes.valid_until), (AskedOutcome::Approved, Some(NOON + 2 + 3 * 3600)));
    // A second one finds it answered.
    let second = read("Нельзя: хватит", None, HeldTo::This(&yes), NOON + 3);
    assert_eq!((second.class, yes.answered(&second)), (Class::Unknown(Unread::NotAsked), None));
    // What is kept is of a month, and each request once.
    let old = asked("1", NOON - 32 * 86_400);
    let all = keep(vec![old, open, asked("1", NOON - 86_400)], yes.clone());
    assert_eq!(all, [asked("1", NOON - 86_400), yes]);
    let many = (0..500).fold(Vec::new(), |all, n| keep(all, asked("1", NOON + n)));
    assert_eq!((many.len(), many[0].at), (200, NOON + 300));
}
