//! Passes without a phone: on paper and as a text message, for people whose mark can be compared
//! with a document.

use doorstep::client::OnPaper;
use doorstep::documents::{
    Credential, Item, PassClaims, Typ, decode_text, encode_text, read_signed,
};
use doorstep::error::{Code, ErrorKind};
use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::Inspected;
use doorstep::model::{HolderMark, PassId};
use doorstep::qr::{Correction, encode};
use doorstep::requests::Route;
use doorstep_suite::issuer::{Issuer, NOW, sign};
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::town::Town;

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
    let town = Town::new().await;
    let (mut phone, line) = town.resident().await;
    let pass = phone.pass("groceries").await;
    let (guard, inspector) = town.inspector().await;
    let printed = paper(&phone).await;
    assert_eq!(printed.pass.id, pass.id);
    let inspected = inspector.inspect(&printed.text, None);
    assert_eq!(found(&inspected), VALID);
    assert_eq!(inspected.answer.sub.as_deref(), Some("ИП4321"));
    assert_eq!(inspected.answer.valid_until, Some(NOW + 180 * 60));
    // An hour later too: it is no frame that grows old.
    town.wait_s(3600).await;
    assert_eq!(found(&inspector.inspect(&printed.text, None)), VALID);
    // The code is drawn as paper needs it, and its typed code is looked up.
    assert_eq!(Some(&printed.qr), encode(&printed.text, Correction::Medium).as_ref());
    let typed = printed.typed_code.clone().unwrap();
    assert!(printed.page.contains(&typed) && printed.page.contains("Groceries"));
    assert_eq!(found(&inspector.look_up(&typed).await), VALID);
    // It is fetched once, and outlives the app and the network.
    let asked = line.sent_to(Route::Paper(pass.id));
    line.switch(false);
    phone.start();
    assert_eq!(paper(&phone).await, printed);
    assert_eq!((asked, line.sent_to(Route::Paper(pass.id))), (1, 1));
    // The live code goes on as before.
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), VALID);
    assert!(!format!("{printed:?}").contains(&typed));
    drop(guard);
}

#[tokio::test]
async fn a_text_message_fits_two_segments_and_may_be_wrapped_or_copied_by_hand() {
    let town = Town::new().await;
    let (phone, _) = town.resident().await;
    phone.pass("groceries").await;
    let printed = paper(&phone).await;
    assert!(printed.text.len() <= TWO_SEGMENTS, "{}", printed.text.len());
    // Every character is one septet of GSM's own alphabet.
    assert!(
        printed
            .text
            .bytes()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || b" $%*+-./:".contains(&c))
    );
    let (guard, inspector) = town.inspector().await;
    let (head, tail) = printed.text.split_at(153);
    for typed in [
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
        sub: HolderMark::from_wire("ЖШЩ12АЯ").unwrap(),
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
    assert!(encode_text(&pass).len() <= TWO_SEGMENTS, "{}", encode_text(&pass).len());
}

#[tokio::test]
async fn without_a_mark_there_is_no_paper() {
    let town = Town::new().await;
    let (phone, line) = town.phone();
    phone.client().register(ME, NUMBER, None, None).await.unwrap();
    phone.confirm(&town.code().await).await.unwrap();
    let pass = phone.pass("groceries").await;
    assert_eq!(refused(&phone, None).await, Code::HolderMarkMissing);
    assert_eq!(Code::HolderMarkMissing.kind(), ErrorKind::Refused);
    assert_eq!(line.sent_to(Route::Paper(pass.id)), 0, "told before anything is sent");
}

#[tokio::test]
async fn what_has_no_paper_says_so() {
    let town = Town::new().await;
    let (phone, _) = town.resident().await;
    assert_eq!(refused(&phone, None).await, Code::PassUnknown);
    let pet = phone.pass("pet").await;
    assert_eq!(refused(&phone, None).await, Code::NoPaper);
    assert_eq!(refused(&phone, Some(PassId::new([7; 8]))).await, Code::PassUnknown);
    let groceries = phone.pass("groceries").await;
    town.wait_s(3 * 3600).await;
    assert_eq!(refused(&phone, Some(groceries.id)).await, Code::PassOver);
    phone.sync().await;
    assert_eq!(refused(&phone, Some(pet.id)).await, Code::PassOver);
    let pharmacy = phone.pass("pharmacy").await;
    town.admin.revoke(&pharmacy.id.to_string()).await.unwrap();
    phone.sync().await;
    assert_eq!(refused(&phone, Some(pharmacy.id)).await, Code::PassOver);
    let last = phone.pass("pharmacy").await;
    town.admin.act_ended().await.unwrap();
    phone.sync().await;
    assert_eq!(refused(&phone, Some(last.id)).await, Code::NotInForce, "nobody needs one");
}

#[tokio::test]
async fn without_a_network_paper_is_not_promised() {
    let town = Town::new().await;
    let (phone, line) = town.resident().await;
    phone.pass("groceries").await;
    line.switch(false);
    assert_eq!(refused(&phone, None).await, Code::Offline);
    line.switch(true);
    paper(&phone).await;
}

#[tokio::test]
async fn revoking_either_revokes_both() {
    let town = Town::new().await;
    let (phone, _) = town.resident().await;
    let (guard, inspector) = town.inspector().await;
    let first = phone.pass("groceries").await;
    let on_paper = paper(&phone).await;
    let name = name_of(&on_paper.text);
    assert_ne!(name, first.id, "an inspector cannot link the two");
    town.wait_s(60).await;
    town.admin.revoke(&first.id.to_string()).await.unwrap();
    inspector.refresh().await.unwrap();
    let home = (Verdict::ReturnHomeOnly, Reason::ReturnHome, NextStep::LetGoHome);
    assert_eq!(found(&inspector.inspect(&on_paper.text, None)), home);
    assert_eq!(found(&inspector.inspect(&phone.show(), None)), home);

    let second = phone.pass("pharmacy").await;
    let on_paper = phone.client().paper(ME, Some(second.id)).await.unwrap();
    town.wait_s(60).await;
    town.admin.revoke(&name_of(&on_paper.text).to_string()).await.unwrap();
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
