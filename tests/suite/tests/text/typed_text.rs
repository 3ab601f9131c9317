//! What keyboards, scripts, messengers, mail and contact lists make of what people type: every
//! spelling is read as what it means, and what cannot be is told with its field and its place.

use doorstep::documents::challenge_of;
use doorstep::error::{Code, CoreError, Field};
use doorstep::model::{HolderHint, Language, PhoneError, PhoneNumber, TypedCode, number_in};
use doorstep::registration::{message_code, reachable};
use proptest::prelude::*;

/// Spellings of +7 916 123-45-67, and where they come from.
const NUMBERS: [(&str, &str); 54] = [
    ("+79161234567", "E.164"),
    ("8 (916) 123-45-67", "Russian"),
    ("89161234567", "typed in one"),
    ("9161234567", "without a prefix"),
    ("+7 (0) 916 123 45 67", "a trunk digit in brackets"),
    ("+7 8 916 123 45 67", "a trunk digit that was left"),
    ("+7 0 916 123 45 67", "a trunk digit of elsewhere"),
    ("007 916 123 45 67", "dialled from Europe"),
    ("8 10 7 916 123 45 67", "dialled from the region"),
    ("8~10 7 916 123 45 67", "as operators write it"),
    ("011 7 916 123 45 67", "dialled from America"),
    ("٠٠٧٩١٦١٢٣٤٥٦٧", "Arabic-Indic"),
    ("+۷ ۹۱۶ ۱۲۳ ۴۵ ۶۷", "Persian and Urdu"),
    ("+७ ९१६ १२३ ४५ ६७", "Devanagari"),
    ("+৭৯১৬১২৩৪৫৬৭", "Bengali"),
    ("+๗๙๑๖๑๒๓๔๕๖๗", "Thai"),
    ("+၇၉၁၆၁၂၃၄၅၆၇", "Burmese"),
    ("+༧༩༡༦༡༢༣༤༥༦༧", "Tibetan"),
    ("+߇߉߁߆߁߂߃߄߅߆߇", "N'Ko"),
    ("+𞥗𞥙𞥑𞥖𞥑𞥒𞥓𞥔𞥕𞥖𞥗", "Adlam"),
    ("＋７ （９１６） １２３－４５－６７", "a Japanese keyboard"),
    ("+𝟟 𝟵𝟭𝟲 𝟏𝟐𝟑-𝟒𝟓-𝟔𝟕", "mathematical digits of fancy fonts"),
    ("+7⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "keys of emoji"),
    ("+⁷⁹¹⁶¹²³⁴⁵⁶⁷", "raised"),
    ("+7\u{a0}916\u{a0}123\u{2011}45\u{2011}67", "a web page"),
    ("+7\u{202f}916\u{202f}123\u{202f}45\u{202f}67", "narrow no-break blanks"),
    ("+7\u{2007}916\u{2007}123\u{2008}45\u{2009}67", "figure, punctuation and thin blanks"),
    ("+7\u{3000}916\u{3000}1234567", "ideographic blanks"),
    ("+7\t916\t123\t45\t67", "a table"),
    ("+7 916\r\n123-45-67\r\n", "wrapped"),
    ("+7\u{2028}916 123 45 67", "a line separator"),
    ("+7 916 123\u{2013}45\u{2013}67", "en dashes"),
    ("+7 916 123\u{2014}45\u{2212}67", "an em dash, a minus"),
    ("+7 916 123\u{ad}45\u{ad}67", "soft hyphens"),
    ("+7 916 123־45־67", "a Hebrew dash"),
    ("+7·916·123·45·67", "middle points"),
    ("8.916.123.45.67", "points"),
    ("+7/916/1234567", "strokes"),
    ("\u{202a}+7 916 123-45-67\u{202c}", "WhatsApp"),
    ("\u{2068}+7 916 123-45-67\u{2069}", "isolates"),
    ("\u{200e}+7 916 123-45-67\u{200f}\u{61c}", "marks of direction"),
    ("\u{feff}+7 916\u{200b} 123\u{2060}-45-67", "a byte order mark, zero width"),
    ("+7\u{e0020} 916\u{fe0e} 123\u{34f} 45\u{115f} 67\u{3164}", "what shows nothing"),
    ("«+7 916 123-45-67»", "quotation marks"),
    ("“8 916 123-45-67”", "smart quotation marks"),
    ("tel:+7-916-123-45-67", "a link"),
    ("TEL:+79161234567;phone-context=+7", "a link with parameters"),
    ("callto:+79161234567", "Skype"),
    ("sms:+79161234567?body=hello", "a message link"),
    ("https://wa.me/79161234567", "a WhatsApp link"),
    ("TEL;TYPE=CELL;PREF=1:+7 916 123-45-67", "a vCard"),
    ("Mobile: +7 916 123-45-67", "a line of contacts"),
    ("Иванова Анна, моб. 8 (916) 123-45-67 (дом)", "a line of a letter"),
    ("📱 +7 916 123-45-67", "a signature"),
];

/// Texts that carry the code 829663.
const MESSAGES: [&str; 36] = [
    "829663",
    "829-663",
    "829 663",
    "829\u{a0}663",
    "829–663",
    "82 96 63",
    "8 2 9 6 6 3",
    " 829663\n",
    "8.2.9.6.6.3",
    "«829663»",
    "829663.",
    "\u{2068}829663\u{2069}",
    "829\u{200b}663",
    "829\u{ad}663",
    "８２９６６３",
    "٨٢٩٦٦٣",
    "۸۲۹۶۶۳",
    "८२९६६३",
    "𝟖𝟐𝟗𝟔𝟔𝟑",
    "8️⃣2️⃣9️⃣6️⃣6️⃣3️⃣",
    "829_663",
    "Your code is 829-663. Tell it to nobody",
    "<#> 829663",
    "<#> Your Doorstep code is 829663\nFA+9qCX9VSu",
    "G-829663 is your code.",
    "829663 is your code, valid for 15 minutes.",
    "@doorstep.example #829663",
    "Code: 829 663 (15 min)",
    "Code for exit passes: 829663. Type it into the app within 15 minutes. Tell it to nobody: no \
     inspector and no clerk will ever ask for it.",
    "Код для пропусков: 829663. Введите его в приложении в течение 15 минут. Никому его не \
     сообщайте: ни инспектор, ни служащий его не спросит.",
    "Рөхсәтләр өчен код: 829663. Аны 15 минут эчендә кушымтага кертегез.",
    "Код829663",
    "验证码829663，请勿泄露",
    "رمزك هو ٨٢٩٦٦٣ ولا تخبر به أحدا",
    "829663. Call 8 800 123-45-67 if it was not you. 28.11.2026",
    "Your code: \u{2066}829\u{2069}-\u{2066}663\u{2069}",
];

/// Initials, characters of a document, and the mark that they make.
const MARKS: [(&str, &str, &str); 31] = [
    ("ИП", "4321", "ИП4321"),
    ("и. п.", "43 21", "ИП4321"),
    ("И\u{306}. П.", "", "ЙП"),
    ("и\u{a0}п", "43–21", "ИП4321"),
    ("И\u{200e}П\u{200f}", "\u{2068}4321\u{2069}", "ИП4321"),
    ("О’Б", "", "ОБ"),
    ("ОʼБ", "", "ОБ"),
    ("О‘Б", "", "ОБ"),
    ("O`B", "", "OB"),
    ("O´B", "", "OB"),
    ("Oʻb", "", "OB"),
    ("Oʿb", "", "OB"),
    ("\"ИП\"", "«4321»", "ИП4321"),
    ("J.-P.", "", "JP"),
    ("J․P．", "", "JP"),
    ("ＪＰ", "４３２１", "JP4321"),
    ("𝐉𝐏", "𝟒𝟑𝟐𝟏", "JP4321"),
    ("", "٤٣٢١", "4321"),
    ("", "४३२१", "4321"),
    ("", "4️⃣3️⃣2️⃣1️⃣", "4321"),
    ("", "k2\u{ad}1a", "K21A"),
    ("", "к21а", "К21А"),
    ("е\u{301}в", "", "ЕВ"),
    ("Ẹ\u{301}a", "", "ẸA"),
    ("გბ", "", "გბ"),
    ("ᲒᲑ", "", "ᲒᲑ"),
    ("ŉ", "", "N"),
    ("ß", "", "ẞ"),
    ("ﬁ", "", "FI"),
    ("ԱՒ", "", "ԱՒ"),
    ("\u{1112}\u{1161}\u{11ab}", "", "한"),
];

const CODES: [&str; 14] = [
    "ABCEHKMPTXYABCEE",
    "abce hkmp txya bcee",
    "АВСЕ-НКМР-ТХУА-ВСЕЕ",
    "ABCE.HKMP.TXYA.BCEE",
    "A.B.C.E.H.K.M.P.T.X.Y.A.B.C.E.E",
    "ABCE\u{a0}HKMP\u{202f}TXYA\u{2009}BCEE",
    "ABCE—HKMP–TXYA‑BCEE",
    "ABCE\nHKMP\nTXYA\nBCEE",
    "[ABCE HKMP TXYA BCEE]",
    "«ABCE HKMP TXYA BCEE»",
    "ＡＢＣＥ　ＨＫＭＰ　ＴＸＹＡ　ＢＣＥＥ",
    "Typed code: ABCE HKMP TXYA BCEE",
    "Код для ввода: АВСЕ НКМР ТХУА ВСЕЕ.",
    "\u{2067}ABCE\u{ad} HKMP TXYA BCEE\u{2069}",
];

#[test]
fn every_spelling_of_a_number_is_that_number() {
    for (text, from) in NUMBERS {
        let read = PhoneNumber::parse(text, "RU");
        assert_eq!(read.as_ref().map(PhoneNumber::e164), Ok("+79161234567"), "{from}: {text}");
    }
}

#[test]
fn every_message_gives_its_code() {
    for text in MESSAGES {
        assert_eq!(message_code(text).as_deref(), Ok("829663"), "{text}");
    }
    // Given in person.
    for text in ["123456789012", "1234 5678 9012", "Your code: 1234-5678-9012, until noon"] {
        assert_eq!(message_code(text).as_deref(), Ok("123456789012"), "{text}");
    }
    // Where several could be meant, none is guessed.
    for text in ["829663 or 829664", "Your code is on its way", "12345", "1234567", "28-11-26 soon"]
    {
        assert_eq!(message_code(text).unwrap_err().code, Code::CodeMalformed, "{text}");
    }
    let position = |text| message_code(text).unwrap_err().details.position;
    assert_eq!(position("8296x3"), Some(5));
    assert_eq!(position("\u{200e}82\u{ad}96\u{200b}x3"), Some(5));
    assert_eq!(position("12345"), None);
}

#[test]
fn every_spelling_of_a_mark_is_that_mark() {
    for (initials, document, made) in MARKS {
        let mark = HolderHint::new(Some(initials), Some(document));
        assert_eq!(mark.as_ref().map(HolderHint::as_str), Ok(made), "{initials} {document}");
    }
}

#[test]
fn every_spelling_of_a_typed_code_is_that_code() {
    for text in CODES {
        let read = TypedCode::read(text).map(|code| code.to_string());
        assert_eq!(read.as_deref(), Ok("ABCEHKMPTXYABCEE"), "{text}");
        assert!(TypedCode::is_meant_by(text), "{text}");
    }
}

#[test]
fn every_way_to_read_out_a_number_check_is_that_number() {
    for text in [
        "12345678",
        "1234-5678",
        "12 34 56 78",
        "١٢٣٤ ٥٦٧٨",
        "１２３４　５６７８",
        "The number is 1234 5678.",
    ] {
        assert_eq!(challenge_of(text), Some(*b"12345678"), "{text}");
    }
}

/// What is said of a wrong field, in all languages.
fn said(fault: &CoreError) -> Vec<String> {
    Language::ALL.iter().map(|language| fault.say(*language).text.text).collect()
}

#[test]
fn what_is_wrong_is_told_with_its_field_and_its_place() {
    let mark = |initials, document| {
        CoreError::from(HolderHint::new(Some(initials), Some(document)).unwrap_err())
    };
    for (fault, field, position) in [
        (mark("\u{200e}И\u{306}2", ""), Field::Initials, Some(2)),
        (mark("абвг", ""), Field::Initials, None),
        (mark("ИП", "43\u{fe0f}\u{20e3}#1"), Field::Document, Some(3)),
        (mark("ИП", "12345"), Field::Document, None),
    ] {
        assert_eq!((fault.details.field, fault.details.position), (Some(field), position));
        let [en, ru, tt] = said(&fault).try_into().unwrap();
        let named = match field {
            Field::Initials => ["nitials", "нициал", "нициал"],
            Field::Document => ["document", "документ", "окумент"],
        };
        for (text, name) in [&en, &ru, &tt].into_iter().zip(named) {
            assert!(text.contains(name), "{text}");
            assert!(position.is_none_or(|at| text.contains(&at.to_string())), "{text}");
        }
    }
    let phone = PhoneNumber::parse("\u{202a}+7\u{a0}916 12З", "RU").unwrap_err();
    assert_eq!(phone, PhoneError::Character(9), "what touches the number is no word beside it");
    let phone = PhoneNumber::parse("+7 916 12 (mobile)", "RU").unwrap_err();
    assert_eq!(phone, PhoneError::TooShort);
    let phone = PhoneNumber::parse("\u{202a}+7\u{a0}916 12З 45 67", "RU").unwrap_err();
    assert_eq!(phone, PhoneError::Character(9));
}

#[test]
fn a_whole_number_that_no_message_reaches_is_not_called_incomplete() {
    let countries = ["7".to_owned(), "375".to_owned()];
    for (text, codes) in [
        ("+1 212 555 0100", true),
        ("+48 512 345 678", true),
        ("0044 20 7946 0958", true),
        ("8 800 555-35-35", false),
        ("+7 495 123-45-67", false),
        ("+7 000 123-45-67", false),
        ("+375 17 123 45 67", false),
    ] {
        let phone = PhoneNumber::parse(text, "RU").unwrap();
        let fault = reachable(&phone, Some(&countries)).unwrap_err();
        assert_eq!(fault.code, Code::PhoneUnreachable, "{text}");
        assert_eq!(said(&fault)[0].contains("+7, +375"), codes, "{text}");
        assert!(fault.say(Language::En).next.text.contains("paper"), "{text}");
    }
    for text in ["8 916 123-45-67", "+7 977 123 45 67", "+7 707 123 45 67", "+375 29 123 45 67"] {
        let phone = PhoneNumber::parse(text, "RU").unwrap();
        assert_eq!(reachable(&phone, Some(&countries)), Ok(()), "{text}");
    }
    let foreign = PhoneNumber::parse("+1 212 555 0100", "RU").unwrap();
    assert_eq!(reachable(&foreign, None), Ok(()), "before the first contact nobody knows");
}

/// What a keyboard or a messenger may put between two characters.
fn between() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        " ",
        "-",
        "\u{a0}",
        "\u{2011}",
        "\u{200b}",
        "\u{2060}",
        "\u{ad}",
        "\u{fe0f}",
        "\u{2066}",
        "\u{2069}",
        "\u{feff}",
        "\u{e0001}",
        "\u{34f}",
        "\t",
        "\n",
        ".",
        "\u{2019}",
    ])
}

/// Where the digits of a script begin; ASCII, Arabic, Persian, Devanagari, full width, bold, Chakma.
fn zeros() -> impl Strategy<Value = u32> {
    prop::sample::select(vec![0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x11136])
}

/// A text of these digits in a script, with something between them.
fn spelled(digits: usize) -> impl Strategy<Value = (String, String)> {
    let digits = prop::collection::vec((0..10_u32, between()), digits);
    (digits, zeros()).prop_map(|(digits, zero)| {
        let plain = digits.iter().map(|(digit, _)| digit.to_string()).collect();
        let typed = digits.iter().flat_map(|(digit, between)| {
            std::iter::once(char::from_u32(zero + digit).unwrap()).chain(between.chars())
        });
        (plain, typed.collect())
    })
}

proptest! {
    #[test]
    fn digits_of_any_script_are_read_with_anything_between_them((plain, typed) in spelled(6)) {
        prop_assert_eq!(message_code(&typed), Ok(plain));
    }

    #[test]
    fn a_number_of_any_script_is_read((plain, typed) in spelled(9)) {
        let read = PhoneNumber::parse(&format!("+79{typed}"), "RU").unwrap();
        prop_assert_eq!(read.e164(), format!("+79{plain}"));
    }

    #[test]
    fn what_is_not_seen_moves_no_place(unseen in "[\u{200b}-\u{200f}\u{2066}-\u{2069}\u{ad}\u{fe0f}]{0,4}") {
        let typed = format!("{unseen}8{unseen}916{unseen}12x{unseen}4567");
        prop_assert_eq!(PhoneNumber::parse(&typed, "RU"), Err(PhoneError::Character(6)));
        let mark = HolderHint::new(Some(&format!("{unseen}И{unseen}2")), None);
        prop_assert_eq!(CoreError::from(mark.unwrap_err()).details.position, Some(2));
    }

    #[test]
    fn any_text_is_answered_by_every_field(text in "\\PC{0,40}") {
        let _ = (number_in(&text, 6), challenge_of(&text), TypedCode::read(&text));
        if let Ok(mark) = HolderHint::new(Some(&text), Some(&text)) {
            prop_assert!(HolderHint::from_wire(mark.as_str()).is_some());
        }
        if let Ok(number) = PhoneNumber::parse(&text, "RU") {
            prop_assert_eq!(PhoneNumber::parse(number.e164(), "RU"), Ok(number));
        }
    }
}
