//! Registration with the real authority over real HTTPS: every spelling, every interruption, and
//! everything that can go wrong with a code.

use doorstep::client::RegistrationResult;
use doorstep::error::Code;
use doorstep::inspection::Verdict;
use doorstep_suite::phone::{ME, NUMBER, Phone};
use doorstep_suite::test_env::{TestEnv, another_code};

const SENT: Result<RegistrationResult, doorstep::client_error::ClientError> =
    Ok(RegistrationResult::CodeSent { resend_after_s: 60 });

#[tokio::test]
async fn every_spelling_is_one_number() {
    let env = TestEnv::new().await;
    let spellings = [
        "8 916 123-45-67",
        "+7 (916) 123-45-67",
        "tel:+7-916-123-45-67",
        "007 916 123 45 67",
        "9161234567",
        "7.916.123.45.67",
    ];
    let (phone, _) = env.phone();
    assert_eq!(phone.client().register(ME, spellings[0], None, None).await, SENT);
    for spelling in spellings {
        let again = phone.client().register(ME, spelling, None, None).await.unwrap_err();
        assert_eq!(again.code, Code::Wait, "{spelling}");
    }
    let messages = env.admin.sms(None).await.unwrap();
    assert_eq!(messages.iter().map(|sms| sms.to.as_str()).collect::<Vec<_>>(), [NUMBER]);
    let view = phone.snapshot().people[0].registration.clone();
    assert_eq!(view.phone.as_deref(), Some("+7******4567"));
    for bad in ["", "12", "+7 916 12З 45 67", "+7 916 123 45 678", "hello"] {
        let error = phone.client().register(ME, bad, None, None).await.unwrap_err();
        assert_eq!(error.code, Code::PhoneInvalid, "{bad}");
    }
    assert_eq!(phone.state(), "code-sent", "bad input changes nothing");
}

#[tokio::test]
async fn initials_are_taken_as_people_write_them() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    let before = network.sent();
    let long = "а".repeat(300);
    for (initials, document) in
        [("и2", ""), ("🙂", ""), (&long, ""), ("и п", "12345"), ("", "1#34")]
    {
        let error = phone.client().register(ME, NUMBER, Some(initials), Some(document)).await;
        let error = error.unwrap_err();
        assert_eq!(error.code, Code::MarkInvalid, "{initials} {document}");
        assert!(error.text.text.chars().count() > 10);
    }
    assert_eq!((network.sent(), phone.state()), (before, "not-registered"), "nothing was sent");
    // A decomposed letter, a joiner, blanks and dots come out as one mark.
    let spelled = Some(" и\u{306}. п\u{200d} ");
    assert_eq!(phone.client().register(ME, NUMBER, spelled, Some("43 21")).await, SENT);
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    let looked = env.inspect(&phone.show()).await;
    assert_eq!(looked.answer.sub.as_deref(), Some("ЙП4321"));
}

#[tokio::test]
async fn a_phone_without_a_mark_shows_a_dash() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.client().register(ME, NUMBER, Some("  "), None).await, SENT);
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    assert_eq!(env.inspect(&phone.show()).await.answer.sub.as_deref(), Some("-"));
}

#[tokio::test]
async fn every_step_is_resumed_after_the_process_was_killed() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.phone();
    network.switch(false);
    assert!(matches!(phone.register().await, Ok(RegistrationResult::WaitingToSend { .. })));
    phone.start();
    assert_eq!(phone.state(), "waiting-to-send");
    let plan = phone.client().plan();
    assert!(plan.sync.is_some(), "it wants to go on by itself");
    assert!(plan.awaits_network && plan.now_ms == phone.clock.true_ms());
    network.switch(true);
    assert_eq!(phone.sync().await.problem, None);
    assert!(!phone.client().plan().awaits_network, "what is asked now is a person");
    assert_eq!(phone.state(), "code-sent");
    phone.start();
    assert_eq!(phone.state(), "code-sent");
    network.switch(false);
    let code = env.code().await;
    assert!(matches!(phone.confirm(&code).await, Ok(RegistrationResult::WaitingToSend { .. })));
    phone.start();
    assert_eq!(phone.state(), "code-sent");
    network.switch(true);
    // The wait after a failure is jittered and never longer than the cap.
    phone.wait_s(900 - 60);
    env.wait_s(0).await;
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(phone.state(), "registered");
    phone.start();
    assert_eq!(phone.state(), "registered");
    assert_eq!(env.admin.accounts().await.unwrap().len(), 1);
    assert_eq!(env.messages().await.len(), 1);
}

#[tokio::test]
async fn another_code_comes_to_the_same_number_with_what_was_typed() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.client().resend(ME).await.unwrap_err().code, Code::NoRegistration);
    assert_eq!(phone.register().await, SENT);
    let first = env.code().await;
    assert_eq!(phone.client().resend(ME).await.unwrap_err().code, Code::Wait);
    env.wait_s(61).await;
    assert_eq!(phone.client().resend(ME).await, SENT);
    let messages = env.admin.sms(None).await.unwrap();
    assert_eq!(messages.iter().map(|sms| sms.to.as_str()).collect::<Vec<_>>(), [NUMBER, NUMBER]);
    let second = env.code().await;
    if first != second {
        assert_eq!(phone.confirm(&first).await.unwrap_err().code, Code::CodeWrong);
    }
    assert_eq!(phone.confirm(&second).await, Ok(RegistrationResult::Registered));
    phone.pass("groceries").await;
    phone.client().paper(ME, None).await.expect("the mark that was typed is in the pass");
    assert_eq!(phone.client().resend(ME).await.unwrap_err().code, Code::NoRegistration);
}

#[tokio::test]
async fn a_code_can_be_guessed_five_times_and_no_more() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.register().await, SENT);
    let code = env.code().await;
    let mut wrong = code.clone();
    for left in [4, 3, 2, 1] {
        wrong = another_code(&wrong);
        let error = phone.confirm(&wrong).await.unwrap_err();
        assert_eq!(error.code, Code::CodeWrong);
        assert!(error.text.text.contains(&left.to_string()), "{}", error.text.text);
        assert_eq!(phone.state(), "code-sent");
    }
    let last = phone.confirm(&another_code(&wrong)).await.unwrap_err();
    assert_eq!(last.code, Code::Wait);
    let now_ms = phone.clock.true_ms();
    let wait_ms = last.retry_at_ms.unwrap() - now_ms;
    assert!((598_000..=602_000).contains(&wait_ms), "ten minutes: {wait_ms}");
    assert!(last.text.text.contains("dead"), "{}", last.text.text);
    let shown = phone.snapshot().people[0].registration.clone();
    assert_eq!(shown.resend_at_ms, last.retry_at_ms, "the screen counts the same wait");
    let right = phone.confirm(&code).await.unwrap_err();
    assert_eq!(right.code, Code::CodeExpired, "the right one is dead too");
    assert_eq!(phone.state(), "code-sent");
    env.wait_s(601).await;
    assert_eq!(phone.register().await, SENT, "after the wait there is a new one");
    assert_eq!(phone.confirm(&env.code().await).await, Ok(RegistrationResult::Registered));
    assert_eq!(env.admin.accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn malformed_codes_are_never_sent() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    let error = phone.confirm("123456").await.unwrap_err();
    assert_eq!(error.code, Code::NoRegistration);
    assert_eq!(phone.register().await, SENT);
    let before = network.sent();
    for bad in ["", "12345", "1234567", "12345a", "１２３４５", "123456 or 123457"] {
        assert_eq!(phone.confirm(bad).await.unwrap_err().code, Code::CodeMalformed, "{bad}");
    }
    assert_eq!(network.sent(), before);
    let code = env.code().await;
    let spelled = format!("{} - {}", &code[..3], &code[3..]);
    assert_eq!(phone.confirm(&spelled).await, Ok(RegistrationResult::Registered));
}

#[tokio::test]
async fn a_code_ends_after_a_quarter_of_an_hour() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.register().await, SENT);
    let old = env.code().await;
    env.wait_s(901).await;
    assert_eq!(phone.confirm(&old).await.unwrap_err().code, Code::CodeExpired);
    assert_eq!(phone.state(), "code-sent");
    assert_eq!(phone.register().await, SENT);
    assert_eq!(phone.confirm(&env.code().await).await, Ok(RegistrationResult::Registered));
}

#[tokio::test]
async fn another_code_takes_a_minute_and_ends_the_one_before() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    assert_eq!(phone.register().await, SENT);
    let first = env.code().await;
    let before = network.sent();
    let early = phone.register().await.unwrap_err();
    assert_eq!((early.code, network.sent()), (Code::Wait, before), "told without asking");
    env.wait_s(61).await;
    assert_eq!(phone.register().await, SENT);
    let second = env.code().await;
    assert_eq!(env.messages().await.len(), 2);
    if first != second {
        let error = phone.confirm(&first).await.unwrap_err().code;
        assert!([Code::CodeWrong, Code::CodeExpired].contains(&error), "{error:?}");
    }
    assert_eq!(phone.confirm(&second).await, Ok(RegistrationResult::Registered));
}

#[tokio::test]
async fn a_number_gets_five_messages_a_day() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.register().await, SENT);
    for _ in 0..8 {
        env.wait_s(120).await;
        // The answer tells nobody how many messages a number has got.
        let _ = phone.register().await;
    }
    let all = env.admin.sms(None).await.unwrap();
    assert!(all.len() <= 5, "{}", all.len());
}

#[tokio::test]
async fn another_number_starts_anew_until_one_is_confirmed() {
    let env = TestEnv::new().await;
    let (phone, _) = env.phone();
    assert_eq!(phone.register().await, SENT);
    let first = env.code().await;
    assert_eq!(phone.client().register(ME, "+79267654321", None, None).await, SENT);
    let view = phone.snapshot().people[0].registration.clone();
    assert_eq!(view.phone.as_deref(), Some("+7******4321"));
    let other = env.admin.sms(Some("+79267654321")).await.unwrap();
    let second = doorstep_suite::test_env::code_in(&other.last().unwrap().text);
    if first != second {
        let error = phone.confirm(&first).await.unwrap_err().code;
        assert_eq!(error, Code::CodeWrong, "a code belongs to its number");
    }
    assert_eq!(phone.confirm(&second).await, Ok(RegistrationResult::Registered));
    for number in [NUMBER, "+79267654321"] {
        let again = phone.client().register(ME, number, None, None).await.unwrap_err();
        assert_eq!(again.code, Code::AlreadyRegistered);
    }
    assert_eq!(phone.confirm(&second).await.unwrap_err().code, Code::AlreadyRegistered);
    let view = phone.snapshot().people[0].registration.clone();
    assert_eq!((view.step.name(), view.phone.as_deref()), ("registered", Some("+7******4321")));
    assert_eq!(env.admin.accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_code_read_over_a_shoulder_serves_nobody_else() {
    let env = TestEnv::new().await;
    let (victim, _) = env.phone();
    assert_eq!(victim.register().await, SENT);
    let code = env.code().await;
    let (thief, _) = env.phone();
    // Bound to number, registration and key: the thief's own registration has its own code.
    env.wait_s(61).await;
    assert_eq!(thief.register().await, SENT);
    if env.code().await != code {
        assert_eq!(thief.confirm(&code).await.unwrap_err().code, Code::CodeWrong);
    }
    assert_eq!(victim.confirm(&code).await, Ok(RegistrationResult::Registered));
}

#[tokio::test]
async fn a_second_phone_of_the_number_begins_empty_and_the_first_is_told() {
    let env = TestEnv::new().await;
    let (first, _) = env.resident().await;
    first.pass("groceries").await;
    env.wait_s(61).await;
    let (second, _) = env.resident().await;
    assert!(second.passes().is_empty(), "nothing of the old is shown");
    assert!(first.snapshot().people[0].warnings.is_empty());
    first.sync().await;
    let told = first.snapshot().people[0].warnings.clone();
    assert_eq!(told.iter().map(|say| say.key.as_str()).collect::<Vec<_>>(), ["number-claimed"]);
    assert_eq!(first.state(), "registered", "and keeps its own for three days");
    // The quota is the number's, over both phones.
    second.pass("groceries").await;
    assert_eq!(second.refused("groceries").await, Code::QuotaUsed);
    let looked = env.inspect(&first.show()).await;
    assert_eq!(looked.answer.verdict, Verdict::Valid);
}

#[tokio::test]
async fn a_wrong_mark_is_mended_for_what_is_issued_from_then_on() {
    let env = TestEnv::new().await;
    let (mut phone, network) = env.phone();
    let change = |phone: &Phone, initials, document| {
        phone.client().change_mark(ME, initials, document).map(|mark| mark.as_str().to_owned())
    };
    let refused = change(&phone, Some("ИП"), None).unwrap_err();
    assert_eq!(refused.code, Code::NotRegistered);
    assert_eq!(phone.client().register(ME, NUMBER, Some("ИЛ"), Some("4312")).await, SENT);
    // Before the code is confirmed it is the form that changes.
    assert_eq!(change(&phone, Some("И. Л."), Some("43 21")).as_deref(), Ok("ИЛ4321"));
    phone.confirm(&env.code().await).await.unwrap();
    phone.pass("groceries").await;
    let before = phone.show();
    assert_eq!(env.inspect(&before).await.answer.sub.as_deref(), Some("ИЛ4321"));
    let declared = async |phone: &Phone| {
        let shown = phone.client().emergency(ME, None).shown.unwrap();
        env.inspect(&shown.text).await.answer.sub
    };
    assert_eq!(declared(&phone).await.as_deref(), Some("ИЛ4321"));

    // Offline, and kept.
    network.switch(false);
    assert_eq!(change(&phone, Some("И2"), None).unwrap_err().code, Code::MarkInvalid);
    assert_eq!(change(&phone, Some("ИП"), Some("٤٣٢١")).as_deref(), Ok("ИП4321"));
    phone.start();
    assert!(phone.client().plan().sync.is_some(), "the certificate waits for a network");
    assert_eq!(declared(&phone).await.as_deref(), Some("ИЛ4321"));
    network.switch(true);
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(declared(&phone).await.as_deref(), Some("ИП4321"));
    // What was issued stays as it is; what is asked for now has the new one.
    assert_eq!(env.inspect(&phone.show()).await.answer.sub.as_deref(), Some("ИЛ4321"));
    let next = phone.pass("pharmacy").await;
    let shown = phone.client().present(ME, Some(next.id), None).unwrap();
    assert_eq!(env.inspect(&shown.text).await.answer.sub.as_deref(), Some("ИП4321"));
    // Nothing more is fetched once certificate and mark are one; and both may be taken away.
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(declared(&phone).await.as_deref(), Some("ИП4321"));
    assert_eq!(change(&phone, None, None).as_deref(), Ok("-"));
    assert_eq!(phone.sync().await.problem, None);
    assert_eq!(declared(&phone).await.as_deref(), Some("-"));
}

#[tokio::test]
async fn numbers_that_no_message_reaches_are_refused_before_anything_is_sent() {
    let env = TestEnv::new().await;
    let (phone, network) = env.phone();
    for silent in ["8 800 555-35-35", "+7 495 123-45-67", "+7 000 123-45-67"] {
        let error = phone.client().register(ME, silent, None, None).await.unwrap_err();
        assert_eq!((error.code, network.sent()), (Code::PhoneUnreachable, 0), "{silent}");
    }
    // Before the first contact nobody knows to which countries messages go: the authority says it.
    let abroad = "+1 212 555 0100";
    let error = phone.client().register(ME, abroad, None, None).await.unwrap_err();
    assert_eq!(error.code, Code::PhoneUnreachable);
    let sent = network.sent();
    let error = phone.client().register(ME, abroad, None, None).await.unwrap_err();
    assert_eq!((error.code, network.sent()), (Code::PhoneUnreachable, sent), "known by now");
    assert!(error.text.text.contains("+7, +375"), "{}", error.text.text);
    assert!(error.next.text.contains("on paper"));
    assert_eq!(phone.state(), "not-registered");
}
