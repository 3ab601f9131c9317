//! Bad input that the systems of 2020 met, as far as passes meet it, by its numbers in the study of
//! the field. Codes of every bad kind stand in `bad_codes`; here they are met by a whole device.

use doorstep::client::RegistrationResult;
use doorstep::error::Code;
use doorstep::inspection::{Reason, Verdict};
use doorstep::model::HolderHint;
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::TestEnv;

/// What registering with this mark gives.
async fn refused(phone: &Phone, initials: &str, document: &str) -> (Code, Option<usize>, String) {
    let error = phone
        .client()
        .register(ME, NUMBER, Some(initials), Some(document))
        .await
        .expect_err(&format!("{initials:?} {document:?}"));
    let position = error.text.text.split_whitespace().find_map(|word| word.parse().ok());
    (error.code, position, error.text.text)
}

fn mark(initials: &str, document: &str) -> Option<String> {
    HolderHint::new(Some(initials), Some(document)).ok().map(|mark| mark.as_str().to_owned())
}

#[tokio::test]
async fn b02_names_that_exist_are_taken_and_what_is_no_letter_is_told_by_its_place() {
    for (typed, kept) in [
        ("О", "О4321"),
        ("o'b", "OB4321"),
        ("Анна-Мария".get(..2).unwrap(), "А4321"),
        ("e\u{301}", "É4321"),
        ("И\u{200d}\u{200b}П", "ИП4321"),
        ("   ", "4321"),
        ("", "4321"),
    ] {
        assert_eq!(mark(typed, "4321").as_deref(), Some(kept), "{typed:?}");
    }
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    for (typed, position) in [("И1", 2), ("ИП🙂", 3), ("5", 1), ("И#", 2)] {
        let (code, told, _) = refused(&phone, typed, "4321").await;
        assert_eq!((code, told), (Code::MarkInvalid, Some(position)), "{typed}");
    }
    let (code, ..) = refused(&phone, &"И".repeat(300), "4321").await;
    assert_eq!(code, Code::MarkInvalid);
    assert_eq!(network.sent(), 0, "nothing was sent");
    let registered = phone.client().register(ME, NUMBER, Some("e\u{301}"), Some("4321")).await;
    assert!(matches!(registered, Ok(RegistrationResult::CodeSent { .. })));
}

/// Whole numbers of documents, of taxpayers and of transport cards are not asked for, so that none
/// can be mistyped, checked or kept; who types one is told what is asked.
#[tokio::test]
async fn b03_b04_b05_whole_numbers_are_not_asked_for_and_not_taken() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    for typed in ["0000 000000", "92199632506", "500100732259", "0012345678"] {
        let (code, _, text) = refused(&phone, "ИП", typed).await;
        assert_eq!(code, Code::MarkInvalid, "{typed}");
        assert!(text.contains("last four"), "{text}");
        assert!(!text.contains(typed), "an error repeats nothing that is personal");
    }
    assert_eq!(network.sent(), 0);
    // Four noughts are as good an end as any: nobody can say that a document does not have them.
    assert_eq!(mark("ИП", "0000").as_deref(), Some("ИП0000"));
}

#[tokio::test]
async fn b06_separators_of_text_messages_are_told_by_their_place() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    for (typed, position) in [("43#1", 3), ("*321", 1), ("432*", 4)] {
        let (code, told, _) = refused(&phone, "ИП", typed).await;
        assert_eq!((code, told), (Code::MarkInvalid, Some(position)), "{typed}");
    }
}

#[tokio::test]
async fn b07_every_bad_code_has_its_own_answer_and_opens_no_network() {
    let env = TestEnv::new().await;
    let (holder, _) = env.resident().await;
    holder.pass("groceries").await;
    let (inspecting, network) = env.phone();
    let inspector = inspecting.inspector();
    inspector.refresh().await.unwrap();
    let before = network.sent();
    let live = holder.show();
    let other = TestEnv::new().await;
    let (other_phone, _) = other.resident().await;
    other_phone.pass("groceries").await;
    let other_authority = other_phone.show();
    let long = format!("DS1:{}", "A".repeat(4096));
    for (text, verdict, reason) in [
        (&live[..4 + live.len() / 9 * 6], Verdict::Unreadable, Reason::Truncated),
        (long.as_str(), Verdict::Unreadable, Reason::TooLong),
        ("HC1:NCFOXN%TS3DH3ZSUZK", Verdict::Unreadable, Reason::ForeignCertificate),
        ("https://example.org/pass", Verdict::Unreadable, Reason::Link),
        ("BEGIN:VCARD\nFN:Ivan\nEND:VCARD", Verdict::Unreadable, Reason::Vcard),
        ("DS1:не base45", Verdict::Unreadable, Reason::Base45),
        (other_authority.as_str(), Verdict::CannotTell, Reason::UnknownKey),
    ] {
        let looked = inspector.inspect(text, None);
        let head: String = text.chars().take(20).collect();
        assert_eq!((looked.answer.verdict, looked.answer.reason), (verdict, reason), "{head}");
        assert!(looked.caution.is_some(), "{head}: nobody is accused");
    }
    assert_eq!(network.sent(), before, "no network");
}

/// A pass that came as a text message, and what became of it on the way.
#[tokio::test]
async fn b11_a_text_message_that_was_cut_doubled_or_retyped_changes_nothing() {
    let env = TestEnv::new().await;
    let (phone, _) = env.resident().await;
    phone.pass("groceries").await;
    let text = phone.client().paper(ME, None).await.unwrap().text;
    let (guard, inspector) = env.inspector().await;
    let state = guard.snapshot();
    let answer = |text: &str| {
        let looked = inspector.inspect(text, None);
        (looked.answer.verdict, looked.answer.reason)
    };
    assert_eq!(answer(&text).0, Verdict::Valid);
    // Cut after the first segment; both parts in the wrong order, which the signature puts right; the
    // same message twice.
    assert_eq!(answer(&text[..153]).0, Verdict::Unreadable);
    let swapped = format!("{}{}", &text[153..], &text[..153]);
    assert_eq!(answer(&swapped).0, Verdict::Valid);
    assert_eq!(answer(&format!("{text}\n{text}")).0, Verdict::Valid);
    // Letters of the other alphabet that look the same, and small ones.
    let look_alike = text.replace('C', "С").replace('A', "А");
    assert_eq!(answer(&look_alike).0, Verdict::Unreadable);
    assert_eq!(answer(&text.to_lowercase()).0, Verdict::Unreadable);
    // Yesterday's is over, whoever sends it again.
    env.wait_s(86_400).await;
    assert_eq!(answer(&text), (Verdict::Expired, Reason::Expired));
    let after = guard.snapshot();
    assert_eq!((after.people, after.in_force), (state.people, state.in_force));
}
