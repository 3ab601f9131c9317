//! A pass as a text message, after what typing, copying, mail and messengers do to it: it is read, or
//! what cannot be read is to be read again. Nothing that damage makes is ever called forged.

use doorstep::documents::{Credential, check_of, decode_text, encode_text, message_text};
use doorstep::inspection::{NextStep, Reason, Verdict, inspect};
use doorstep::lists::Lists;
use doorstep::model::PassId;
use doorstep_suite::inspection_setup::InspectionSetup;
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::TestEnv;

/// So many passes are tried with each slip.
const PASSES: u64 = 80;

/// Passes on paper as they go by text message.
fn messages(setup: &InspectionSetup) -> Vec<String> {
    let pass = |n: u64| {
        let mut paper = setup.pass.clone();
        paper.holder = None;
        paper.id = PassId::new(n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        message_text(&encode_text(&setup.issuer.issue(&Credential::Pass(paper))))
    };
    (1..=PASSES).map(pass).collect()
}

fn verdict(text: &str, setup: &InspectionSetup, lists: &Lists) -> Verdict {
    inspect(text, lists, &setup.time, None).verdict
}

/// What came of a way to change a text: how often it was read, could not be read, and was answered
/// otherwise.
fn counts(
    setup: &InspectionSetup,
    messages: &[String],
    change: impl Fn(usize, &str) -> Option<String>,
) -> [usize; 3] {
    let lists = setup.issuer.lists();
    let mut counts = [0; 3];
    for (n, message) in messages.iter().enumerate() {
        let Some(changed) = change(n, message) else { continue };
        let which = match verdict(&changed, setup, &lists) {
            Verdict::Valid => 0,
            Verdict::Unreadable => 1,
            _ => 2,
        };
        counts[which] += 1;
    }
    counts
}

fn replaced_at(text: &str, at: usize, to: &str) -> String {
    format!("{}{to}{}", &text[..at], &text[at + 1..])
}

#[test]
fn what_mail_and_messengers_do_to_a_text_is_undone() {
    let setup = InspectionSetup::default();
    let messages = messages(&setup);
    let everywhere = |from: &'static str, to: &'static str| {
        move |_: usize, text: &str| Some(text.replace(from, to))
    };
    let around = |before: &'static str, after: &'static str| {
        move |_: usize, text: &str| Some(format!("{before}{text}{after}"))
    };
    let wrapped = |line: usize, with: &'static str| {
        move |_: usize, text: &str| {
            let parts: Vec<&str> =
                text.as_bytes().chunks(line).map(|part| str::from_utf8(part).unwrap()).collect();
            Some(parts.join(with))
        }
    };
    let read = |name: &str, change: &dyn Fn(usize, &str) -> Option<String>| {
        assert_eq!(counts(&setup, &messages, change), [80, 0, 0], "{name}");
    };
    read("as it is", &around("", ""));
    read("no-break blanks", &everywhere(" ", "\u{a0}"));
    read("narrow no-break blanks", &everywhere(" ", "\u{202f}"));
    read("thin blanks", &everywhere(" ", "\u{2009}"));
    read("figure blanks", &everywhere(" ", "\u{2007}"));
    read("tabs", &everywhere(" ", "\t"));
    read("blanks of mail", &everywhere(" ", "=20"));
    read("en dashes", &everywhere("-", "\u{2013}"));
    read("minuses", &everywhere("-", "\u{2212}"));
    read("full width", &|_, text| {
        Some(
            text.chars()
                .map(|c| match c {
                    '!'..='~' if c.is_alphanumeric() => {
                        char::from_u32(u32::from(c) + 0xfee0).unwrap()
                    }
                    other => other,
                })
                .collect(),
        )
    });
    read("zero width", &|_, text| Some(text.chars().flat_map(|c| [c, '\u{200b}']).collect()));
    read("a byte order mark", &around("\u{feff}", ""));
    read("quotation marks", &around("\"", "\""));
    read("smart quotation marks", &around("“", "”"));
    read("isolates", &around("\u{2068}", "\u{2069}"));
    read("words around it", &around("Here is the pass: ", " Anna, see you at three"));
    read("words in Russian", &around("Пропуск бабушки:\n", "\nПокажи инспектору"));
    read("a signature", &around("", "\n-- \nSent from my phone"));
    read("an answer to mail", &|_, text| {
        Some(format!("On Monday Anna wrote:\n> {}\n> {}\n\nThanks!", &text[..70], &text[70..]))
    });
    read("mail that is quoted twice", &around("> > ", ""));
    read("soft breaks of mail", &wrapped(75, "=\r\n"));
    read("wrapped", &wrapped(76, "\n"));
    read("wrapped at forty", &wrapped(40, "\r\n"));
    read("wrapped at a blank", &|_, text| Some(text.replacen(' ', "\n", 1)));
    read("twice", &|_, text| Some(format!("{text}\n{text}")));
    read("halves in the wrong order", &|_, text| Some(format!("{}{}", &text[153..], &text[..153])));
    read("halves in the wrong order, in lines", &|_, text| {
        Some(format!("{}\n{}", &text[153..], &text[..153]))
    });
    read("the check mistyped", &|_, text| {
        let at = text.len() - 1;
        Some(replaced_at(text, at, if text.ends_with('2') { "3" } else { "2" }))
    });
    read("without its check", &|_, text| Some(text.split('#').next()?.to_owned()));
    // Signatures differ from run to run, and few texts have two places at which two blanks follow each other:
    // which of them was one is told where there is one such place alone.
    let one_place = |text: &str| text.matches("  ").count() == 1 && !text.contains("   ");
    let [read_of, unreadable, else_] =
        counts(&setup, &messages, |_, text| one_place(text).then(|| text.replace("  ", " ")));
    assert_eq!((unreadable, else_), (0, 0), "a blank for two: {read_of} read");
    let [_, _, else_] = counts(&setup, &messages, everywhere("  ", " "));
    assert_eq!(else_, 0, "a blank for two, at several places");
    // Two changes at once.
    read("quoted, with no-break blanks", &|_, text| {
        Some(format!("> «{}»", text.replace(' ', "\u{a0}")))
    });
}

#[test]
fn no_slip_of_typing_or_copying_is_called_forged() {
    let setup = InspectionSetup::default();
    let messages = messages(&setup);
    let slipped = |name: &str, change: &dyn Fn(usize, &str) -> Option<String>| {
        let [read, unreadable, else_] = counts(&setup, &messages, change);
        println!("{name}: read {read}, unreadable {unreadable}, otherwise {else_}");
        assert_eq!((read, else_), (0, 0), "{name}");
        assert!(unreadable > 40, "{name}: {unreadable}");
    };
    let swapped = |at: usize, text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.swap(at, at + 1);
        let swapped = String::from_utf8(bytes).unwrap();
        (swapped != text).then_some(swapped)
    };
    for (from, to) in
        [('O', "0"), ('0', "O"), ('I', "1"), ('1', "I"), ('5', "S"), ('B', "8"), ('Z', "2")]
    {
        slipped(&format!("{from} as {to}"), &|n, text| {
            let places: Vec<usize> = text
                .match_indices(from)
                .map(|(at, _)| at)
                .filter(|at| *at > 3 && *at + 7 < text.len())
                .collect();
            Some(replaced_at(text, *places.get(n % places.len().max(1))?, to))
        });
    }
    slipped("two characters swapped", &|n, text| swapped(4 + n * 37 % (text.len() - 12), text));
    slipped("one character left out", &|n, text| {
        let at = 4 + n * 29 % (text.len() - 12);
        // One blank of two is put back, as mail takes it away.
        let is_of_two = text[at - 1..=at + 1].contains("  ") && &text[at..=at] == " ";
        (!is_of_two).then(|| replaced_at(text, at, ""))
    });
    slipped("one character twice", &|n, text| {
        let at = 4 + n * 31 % (text.len() - 12);
        Some(replaced_at(text, at, &text[at..=at].repeat(2)))
    });
    slipped("one character another", &|n, text| {
        let at = 4 + n * 41 % (text.len() - 12);
        let other = if &text[at..=at] == "7" { "Q" } else { "7" };
        Some(replaced_at(text, at, other))
    });
    slipped("a small letter", &|_, text| {
        let at = text.rfind(|c: char| c.is_ascii_uppercase()).filter(|at| *at + 8 < text.len());
        let at = at.or_else(|| text.split('#').next()?.rfind(|c: char| c.is_ascii_uppercase()))?;
        Some(replaced_at(text, at, &text[at..=at].to_lowercase()))
    });
    slipped("halves of two messages", &|n, text| {
        let other = &messages[(n + 1) % messages.len()];
        Some(format!("{}{}", &text[..153], &other[153..]))
    });
    slipped("one line lost", &|_, text| Some(format!("{}{}", &text[..60], &text[100..])));
    slipped("the second half lost", &|_, text| Some(text[..153].to_owned()));
    slipped("a slip in its beginning", &|_, text| Some(text.replacen("DS1:", "DSI:", 1)));
}

#[test]
fn a_plus_for_a_blank_accuses_nobody() {
    let setup = InspectionSetup::default();
    let messages = messages(&setup);
    let [read, unreadable, otherwise] =
        counts(&setup, &messages, |_, text| text.contains(' ').then(|| text.replace(' ', "+")));
    println!("read {read}, unreadable {unreadable}");
    // Where it had a plus of its own, nobody can tell which is which.
    assert_eq!(otherwise, 0);
    assert!(read + unreadable > 40, "{read} {unreadable}");
}

/// A text whose signature was changed, as a forger would send it: with a check that fits.
fn forged(text: &str) -> String {
    let mut bytes = decode_text(text).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    encode_text(&bytes)
}

#[tokio::test]
async fn a_text_is_forged_once_it_came_twice_with_nothing_missing() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let printed = phone.client().paper(ME, None).await.unwrap();
    let (_guard, inspector) = env.inspector().await;
    let look = |text: &str| {
        let looked = inspector.inspect(text, None);
        (looked.answer.verdict, looked.answer.reason, looked.answer.next)
    };
    let again = (Verdict::Unreadable, Reason::SecondLook, NextStep::ReadAgain);
    let plain = forged(&printed.text);
    for text in [message_text(&plain), plain.clone()] {
        let first = inspector.inspect(&text, None);
        assert_eq!((first.answer.verdict, first.answer.reason, first.answer.next), again);
        assert!(first.caution.is_some() && first.answer.sub.is_none());
        let (verdict, reason, next) = look(&text);
        assert_eq!((verdict, reason), (Verdict::Forged, Reason::IssuerSignature));
        assert_ne!(next, NextStep::ScanAgain, "nothing of it was scanned");
        assert_eq!(look(&printed.sms).0, Verdict::Valid);
    }
    // What its check says was damaged is never forged, however often it comes.
    let damaged = format!("{plain}#{}", check_of(&printed.text));
    for _ in 0..3 {
        assert_eq!(look(&damaged), (Verdict::Unreadable, Reason::Base45, NextStep::ReadAgain));
    }
    // One look at the terminal, which sees both at once.
    let both = |texts| inspector.inspect_two(texts, 5000, None, None).answer;
    assert_eq!(both([&printed.text, &plain]).reason, Reason::SecondLook);
    assert_eq!(both([&plain, &plain]).verdict, Verdict::Forged);
}

#[test]
fn what_is_of_others_is_told_apart_whatever_its_length_and_a_pass_is_asked_for() {
    let setup = InspectionSetup::default();
    let lists = setup.issuer.lists();
    let long = "6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3".repeat(60);
    for (text, reason) in [
        (format!("HC1:{long}"), Reason::ForeignCertificate),
        (format!("shc:/{}", "56762909524320603460292437".repeat(60)), Reason::ForeignCertificate),
        (format!("https://example.org/{long}"), Reason::Link),
        (format!("BEGIN:VCARD\nVERSION:4.0\nNOTE:{long}\nEND:VCARD"), Reason::Vcard),
        (format!("WIFI:{long}"), Reason::Prefix),
        (format!("DS1:{long}"), Reason::TooLong),
    ] {
        let answer = inspect(&text, &lists, &setup.time, None);
        assert_eq!((answer.verdict, answer.reason), (Verdict::Unreadable, reason));
        assert_eq!(answer.next, NextStep::AskForLiveCode, "{reason:?}");
    }
}

/// Each line break of what was pasted may stand for a blank; no more of those texts are tried than of any other.
#[test]
fn a_text_of_thousands_of_lines_has_an_answer_at_once() {
    let setup = InspectionSetup::default();
    let lists = setup.issuer.lists();
    for line in ["A\n", "\n", "BB8 BB8\n"] {
        let text = format!("DS1:{}", line.repeat(8_188 / line.len()));
        let answer = inspect(&text, &lists, &setup.time, None);
        assert_eq!(answer.verdict, Verdict::Unreadable, "{line:?}");
    }
}
