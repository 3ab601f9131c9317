//! Passes without a phone: on paper and as a text message, for people whose mark can be compared
//! with a document.

use doorstep::client::OnPaper;
use doorstep::documents::{
    Credential, Item, PassClaims, Typ, Zone, decode_text, encode_text, message_text, read_signed,
};
use doorstep::error::{Code, ErrorKind};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::Inspected;
use doorstep::model::{HolderHint, Language, PassId, When};
use doorstep::paper::Sheet;
use doorstep::qr::{Correction, encode};
use doorstep::requests::Route;
use doorstep_authority::Region;
use doorstep_suite::issuer::{Issuer, NOW, sign};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::TestEnv;

/// Characters of two segments of a text message in GSM's own alphabet (3GPP TS 23.040).
const TWO_SEGMENTS: usize = 2 * 153;

async fn paper(phone: &Phone) -> OnPaper {
    phone.client().paper(ME, None).await.unwrap()
}

async fn refused(phone: &Phone, id: Option<PassId>) -> Code {
    phone.client().paper(ME, id).await.unwrap_err().code
}

fn found(inspected: &Inspected) -> (Verdict, Reason, NextStep) {
    (inspected.answer.verdict, inspected.answer.reason, inspected.answer.next)
}

const VALID: (Verdict, Reason, NextStep) = (Verdict::Valid, Reason::Ok, NextStep::CompareDocument);

#[tokio::test]
async fn a_pass_is_printed_and_inspected_without_a_network() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.resident().await;
    let pass = phone.pass("groceries").await;
    let (guard, inspector) = env.inspector().await;
    let printed = paper(&phone).await;
    assert_eq!(printed.pass.id, pass.id);
    let inspected = inspector.inspect(&printed.text, None);
    assert_eq!(found(&inspected), VALID);
    assert_eq!(inspected.answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!(inspected.answer.valid_until, Some(NOW + 180 * 60));
    // An hour later too: it is no frame that grows old.
    env.wait_s(3600).await;
    assert_eq!(found(&inspector.inspect(&printed.text, None)), VALID);
    // The code is drawn as paper needs it, and its typed code is looked up.
    assert_eq!(Some(&printed.qr), encode(&printed.text, Correction::Medium).as_ref());
    let typed = printed.typed_code.clone().unwrap();
    assert!(printed.page.contains(&typed) && printed.page.contains("Groceries"));
    assert_eq!(found(&inspector.look_up(&typed).await), VALID);
    // It is fetched once, and outlives the app and the network.
    let asked = network.sent_to(Route::Paper(pass.id));
    network.switch(false);
    phone.start();
    assert_eq!(paper(&phone).await, printed);
    assert_eq!((asked, network.sent_to(Route::Paper(pass.id))), (1, 1));
    // The live code goes on as before.
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), VALID);
    assert!(!format!("{printed:?}").contains(&typed));
    drop(guard);
}

#[tokio::test]
async fn a_text_message_fits_two_segments_and_may_be_wrapped_or_copied_by_hand() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let printed = paper(&phone).await;
    let message = &printed.sms;
    assert!(message.len() <= TWO_SEGMENTS, "{}", message.len());
    // Every character is one septet of GSM's own alphabet.
    let is_one = |c: u8| c.is_ascii_digit() || c.is_ascii_uppercase() || b" $%*+-./:#".contains(&c);
    assert!(message.bytes().all(is_one));
    assert_eq!(*message, message_text(&printed.text));
    let (guard, inspector) = env.inspector().await;
    let (head, tail) = printed.text.split_at(153);
    for typed in [
        message.clone(),
        format!("{}\n{}", &message[..153], &message[153..]),
        format!("{head}\n{tail}"),
        format!("  {head}\r\n{tail}\r\n"),
        printed
            .text
            .as_bytes()
            .chunks(20)
            .map(|part| str::from_utf8(part).unwrap())
            .collect::<Vec<_>>()
            .join("\n"),
    ] {
        assert_eq!(found(&inspector.inspect(&typed, None)), VALID, "{typed}");
    }
    // A part that was lost, or a letter that was mistaken, accuses nobody.
    let cut = inspector.inspect(head, None);
    assert_eq!(cut.answer.verdict, Verdict::Unreadable);
    assert!(cut.caution.is_some());
    drop(guard);
}

#[test]
fn the_longest_pass_still_fits_two_segments() {
    let issuer = Issuer::new();
    let claims = PassClaims {
        iss: "XX-LONGS".into(),
        sub: HolderHint::from_wire("ЖШЩ12АЯ").unwrap(),
        nbf: NOW,
        exp: NOW + 31 * 86_400,
        id: PassId::new([0xa5; 8]),
        holder: None,
        purpose: u64::from(u16::MAX),
        act: u64::from(u16::MAX),
        place: Some("twelve bytes".into()),
        status: None,
    };
    assert_eq!(claims.sub.as_str().len(), 12);
    let pass = sign(Credential::Pass(claims).draft(issuer.pass.public()), &issuer.pass);
    let message = message_text(&encode_text(&pass));
    assert!(message.len() <= TWO_SEGMENTS, "{}", message.len());
}

#[tokio::test]
async fn without_a_mark_there_is_no_paper() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    phone.client().register(ME, NUMBER, None, None).await.unwrap();
    phone.confirm(&env.code().await).await.unwrap();
    let pass = phone.pass("groceries").await;
    assert_eq!(refused(&phone, None).await, Code::HolderMarkMissing);
    assert_eq!(Code::HolderMarkMissing.kind(), ErrorKind::Refused);
    assert_eq!(network.sent_to(Route::Paper(pass.id)), 0, "told before anything is sent");
}

#[tokio::test]
async fn what_has_no_paper_says_so() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    assert_eq!(refused(&phone, None).await, Code::PassUnknown);
    let pet = phone.pass("pet").await;
    assert_eq!(refused(&phone, None).await, Code::NoPaper);
    assert_eq!(refused(&phone, Some(PassId::new([7; 8]))).await, Code::PassUnknown);
    let groceries = phone.pass("groceries").await;
    env.wait_s(3 * 3600).await;
    assert_eq!(refused(&phone, Some(groceries.id)).await, Code::PassOver);
    phone.sync().await;
    assert_eq!(refused(&phone, Some(pet.id)).await, Code::PassOver);
    let pharmacy = phone.pass("pharmacy").await;
    env.admin.revoke(&pharmacy.id.to_string()).await.unwrap();
    phone.sync().await;
    assert_eq!(refused(&phone, Some(pharmacy.id)).await, Code::PassOver);
    let last = phone.pass("pharmacy").await;
    env.admin.act_ended().await.unwrap();
    phone.sync().await;
    assert_eq!(refused(&phone, Some(last.id)).await, Code::NotInForce, "nobody needs one");
}

#[tokio::test]
async fn without_a_network_paper_is_not_promised() {
    let env = TestEnv::new().await;
    let (phone, network) = env.resident().await;
    phone.pass("groceries").await;
    network.switch(false);
    assert_eq!(refused(&phone, None).await, Code::Offline);
    network.switch(true);
    paper(&phone).await;
}

#[tokio::test]
async fn revoking_either_revokes_both() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    let (guard, inspector) = env.inspector().await;
    let first = phone.pass("groceries").await;
    let on_paper = paper(&phone).await;
    let name = name_of(&on_paper.text);
    assert_ne!(name, first.id, "an inspector cannot link the two");
    env.wait_s(60).await;
    env.admin.revoke(&first.id.to_string()).await.unwrap();
    inspector.refresh().await.unwrap();
    let home = (Verdict::ReturnHomeOnly, Reason::ReturnHome, NextStep::LetGoHome);
    assert_eq!(found(&inspector.inspect(&on_paper.text, None)), home);
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), home);

    let second = phone.pass("pharmacy").await;
    let on_paper = phone.client().paper(ME, Some(second.id)).await.unwrap();
    env.wait_s(60).await;
    env.admin.revoke(&name_of(&on_paper.text).to_string()).await.unwrap();
    inspector.refresh().await.unwrap();
    let live = phone.client().present(ME, Some(second.id), None).unwrap().text;
    assert_eq!(found(&inspector.inspect(&live, None)), home);
    assert_eq!(found(&inspector.inspect(&on_paper.text, None)), home);
    drop(guard);
}

fn name_of(text: &str) -> PassId {
    let bytes = decode_text(text).unwrap();
    let signed = read_signed(&bytes).unwrap();
    assert_eq!(signed.typ(), Some(Typ::Paper));
    let Item::Tag(_, parts) = Item::read(&bytes, 4).unwrap() else { unreachable!() };
    let payload = parts.as_array().unwrap()[2].as_bytes().unwrap().to_vec();
    match Credential::read(&payload) {
        Ok(Credential::Pass(pass)) => pass.id,
        other => panic!("{other:?}"),
    }
}

/// How wide these letters are in DejaVu Sans Bold, the widest font that a page asks for, in thousandths
/// of their size.
const WIDTHS: [(&str, &[u32]); 5] = [
    (
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәөүҗңһ",
        &[
            675, 698, 633, 522, 808, 678, 678, 995, 581, 701, 701, 679, 732, 817, 691, 687, 691,
            716, 593, 580, 652, 992, 645, 741, 687, 1062, 1105, 751, 904, 632, 593, 972, 642, 678,
            687, 652, 995, 808, 712,
        ],
    ),
    (
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯӘӨҮҖҢҺ",
        &[
            774, 762, 762, 637, 891, 683, 683, 1224, 710, 837, 837, 817, 831, 995, 837, 850, 837,
            733, 734, 682, 771, 992, 771, 928, 808, 1235, 1326, 939, 1036, 762, 734, 1174, 770,
            849, 850, 724, 1224, 956, 808,
        ],
    ),
    (
        "abcdefghijklmnopqrstuvwxyz",
        &[
            675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716, 716,
            493, 595, 478, 712, 652, 924, 645, 652, 582,
        ],
    ),
    (
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        &[
            774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850,
            770, 720, 682, 812, 774, 1103, 771, 724, 725,
        ],
    ),
    (
        "0123456789 .,:;-–—()«»\"'/№%+…’",
        &[
            696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 348, 380, 380, 400, 400, 415, 500,
            1000, 457, 457, 646, 646, 521, 306, 365, 1203, 1002, 838, 1000, 380,
        ],
    ),
];

fn width(letter: char) -> u32 {
    let of = |(letters, widths): &(&str, &[u32])| {
        letters.chars().position(|other| other == letter).map(|at| widths[at])
    };
    WIDTHS.iter().find_map(of).unwrap_or_else(|| panic!("no width of {letter:?}"))
}

/// Every text of a page: what it says, how far down it stands and how far it reaches, in millimetres.
fn texts(page: &str) -> Vec<(String, f64, f64)> {
    let of = |text: &str| {
        let number = |name: &str| {
            let rest = text.split(&format!(" {name}=\"")).nth(1).unwrap();
            rest.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        let said = text.split('>').nth(1).unwrap().split('<').next().unwrap();
        let said = said.replace("&quot;", "\"").replace("&amp;", "&");
        let wide: u32 = said.chars().map(width).sum();
        (said, number("y"), number("x") + f64::from(wide) * number("font-size") / 1000.0)
    };
    page.split("<text").skip(1).map(of).collect()
}

/// 2026-09-23 12:00 in Moscow, a Wednesday, which is long to write.
const LONG_DATE: i64 = 1_790_154_000;

#[test]
fn no_purpose_of_any_region_leaves_the_page() {
    let zone = Zone { name: String::new(), transitions: vec![(0, 10_800)] };
    let mut pages = 0;
    for name in Region::names() {
        let region = Region::shipped(&name).unwrap();
        for purpose in &region.rules().purposes {
            for language in [Language::En, Language::Ru, Language::Tt] {
                let label = purpose.label(language.tag());
                for words in [label.to_owned(), [label; 5].join(" · ").replace('·', "-")] {
                    let sheet = Sheet {
                        text: "DS1:A PASS ON PAPER",
                        purpose: &words,
                        from: When::whole(&zone, LONG_DATE),
                        until: When::whole(&zone, LONG_DATE + 31 * 86_400),
                        typed_code: Some("2345 6789 2345 678A"),
                    };
                    let page = sheet.page(&sheet.code().unwrap(), language);
                    let texts = texts(&page);
                    let all =
                        texts.iter().map(|(said, ..)| said.as_str()).collect::<Vec<_>>().join(" ");
                    assert!(all.contains(&words), "{name}: {words} is whole in {all}");
                    for (said, down, right) in texts {
                        assert!(
                            down <= 287.0 && right <= 190.0,
                            "{name}: {said} at {right}, {down}"
                        );
                    }
                    pages += 1;
                }
            }
        }
    }
    assert!(pages > 300, "{pages}");
}
