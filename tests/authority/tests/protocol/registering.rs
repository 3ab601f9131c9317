//! Registration: codes, limits, numbers that move, and the end of an account.

use doorstep::documents::Credential;
use doorstep::requests::{EraseReply, RegistrationRequest, ResendRequest, Route, SyncReply};
use serde_json::json;

use crate::support::{
    DAY, Draft, HOUR, NOON, NUMBER, Phone, Rig, ask_pass, new_key, other_than, pass_draft,
    pass_request,
};

const RUBBISH: u64 = 4;

#[tokio::test]
async fn a_number_a_code_an_account_and_a_certificate() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reply = phone.register(&rig, NUMBER, NOON).await;
    assert_eq!((reply.resend_after, reply.expires_in), (60, 900));
    let messages = rig.admin.sms(None).await.unwrap();
    assert_eq!(messages.len(), 1);
    assert_eq!(
        (messages[0].to.as_str(), messages[0].at.as_str()),
        (NUMBER, "2026-11-24T12:00:00Z")
    );
    assert!(messages[0].text.contains("Никому"));
    assert!(rig.admin.sms(Some("+79160000000")).await.unwrap().is_empty());

    let confirmed = phone.settle(&rig, "+79160000001", NOON).await;
    let Credential::Holder(claims) = rig.open(&confirmed.holder).await else { panic!("a pass") };
    assert_eq!(claims.sub.as_str(), "ИП4321");
    assert_eq!(claims.holder, *phone.sos.public());
    assert_eq!((claims.nbf, claims.exp), (NOON, NOON + 30 * DAY));
}

#[tokio::test]
async fn what_a_registration_must_not_say() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let good = phone.registration(&rig, NUMBER).await;
    let refused = async |request: RegistrationRequest, status, code: &str| {
        let draft = Draft::new(Route::Registrations, &request, phone.both());
        draft.send(&rig).await.problem(status, code);
    };
    for number in [
        "89161234567",
        "+7916123456",
        "+1 212 555 0100",
        "+12125550100",
        "+78005553535",
        "+74951234567",
        "",
    ] {
        refused(RegistrationRequest { phone: number.into(), ..good.clone() }, 422, "phone-invalid")
            .await;
    }
    refused(RegistrationRequest { consent: 0, ..good.clone() }, 422, "consent-old").await;
    refused(RegistrationRequest { time: "AAAA".into(), ..good.clone() }, 422, "token-old").await;
    refused(RegistrationRequest { time: "!".into(), ..good.clone() }, 400, "malformed").await;
    refused(RegistrationRequest { sos: good.key.clone(), ..good.clone() }, 400, "malformed").await;
    let draft = Draft::new(Route::Registrations, &json!({}), phone.both());
    draft.send(&rig).await.problem(400, "malformed");
    rig.clock(NOON + 601).await;
    let draft = Draft::new(Route::Registrations, &good, phone.both()).at(NOON + 601);
    draft.send(&rig).await.problem(422, "token-old");
    assert!(rig.admin.sms(None).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_the_language_nothing_is_kept_but_which_it_is() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let lang = format!("ru-{}", "longlonglang".repeat(3_000));
    let body = RegistrationRequest { lang, ..phone.registration(&rig, NUMBER).await };
    Draft::new(Route::Registrations, &body, phone.both()).send(&rig).await.is(202);
    let text = &rig.admin.sms(Some(NUMBER)).await.unwrap()[0].text;
    assert!(text.chars().any(|letter| ('а'..='я').contains(&letter)), "{text}");
    for file in ["authority.sqlite3", "authority.sqlite3-wal"] {
        let bytes = std::fs::read(rig.home.path().join("online").join(file)).unwrap();
        assert!(!bytes.windows(12).any(|part| part == b"longlonglang"), "{file}");
    }
}

#[tokio::test]
async fn five_wrong_codes_kill_the_code_and_ten_minutes_later_there_is_another() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reg = phone.register(&rig, NUMBER, NOON).await.reg;
    let code = rig.code(NUMBER).await;
    let wrong = other_than(&code);
    for left in [4, 3, 2, 1] {
        let answer = phone.confirmation(&reg, &wrong, None).send(&rig).await;
        assert_eq!(answer.problem(403, "code-wrong")["left"], left);
    }
    let answer = phone.confirmation(&reg, &wrong, None).send(&rig).await;
    answer.problem(429, "wait");
    assert_eq!(answer.header("retry-after"), "600");
    phone.confirmation(&reg, &code, None).send(&rig).await.problem(410, "code-expired");

    let resend =
        |at| Draft::new(Route::Resend(reg.parse().unwrap()), &ResendRequest {}, phone.dev()).at(at);
    rig.clock(NOON + 599).await;
    let answer = resend(NOON + 599).send(&rig).await;
    answer.problem(429, "wait");
    assert_eq!(answer.header("retry-after"), "1");
    rig.clock(NOON + 600).await;
    resend(NOON + 600).send(&rig).await.is(202);
    let next = rig.code(NUMBER).await;
    if next != code {
        let answer = phone.confirmation(&reg, &code, None).at(NOON + 600).send(&rig).await;
        assert_eq!(answer.problem(403, "code-wrong")["left"], 4);
    }
    phone.confirmation(&reg, &next, None).at(NOON + 600).send(&rig).await.is(201);
}

#[tokio::test]
async fn a_code_ends_and_a_resend_waits_a_minute_and_kills_the_one_before() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reg = phone.register(&rig, NUMBER, NOON).await.reg;
    let first = rig.code(NUMBER).await;
    let resend =
        |at| Draft::new(Route::Resend(reg.parse().unwrap()), &ResendRequest {}, phone.dev()).at(at);
    rig.clock(NOON + 59).await;
    resend(NOON + 59).send(&rig).await.problem(429, "wait");
    rig.clock(NOON + 60).await;
    resend(NOON + 60).send(&rig).await.is(202);
    let second = rig.code(NUMBER).await;
    if first != second {
        let answer = phone.confirmation(&reg, &first, None).at(NOON + 60).send(&rig).await;
        answer.problem(403, "code-wrong");
    }
    rig.clock(NOON + 960).await;
    let answer = phone.confirmation(&reg, &second, None).at(NOON + 960).send(&rig).await;
    answer.problem(410, "code-expired");
}

#[tokio::test]
async fn the_right_code_answers_the_same_for_a_day() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reg = phone.register(&rig, NUMBER, NOON).await.reg;
    let code = rig.code(NUMBER).await;
    let first = phone.confirmation(&reg, &code, Some("ИП")).send(&rig).await;
    first.is(201);
    rig.clock(NOON + DAY - 1).await;
    let again = phone.confirmation(&reg, &code, Some("ИП")).at(NOON + DAY - 1).send(&rig).await;
    assert_eq!(again.is(201).body, first.body);
    let wrong = other_than(&code);
    let answer = phone.confirmation(&reg, &wrong, None).at(NOON + DAY - 1).send(&rig).await;
    answer.problem(410, "code-expired");
    rig.clock(NOON + DAY).await;
    let late = phone.confirmation(&reg, &code, Some("ИП")).at(NOON + DAY).send(&rig).await;
    late.problem(410, "code-expired");
    assert_eq!(rig.admin.accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_registration_belongs_to_its_key_and_has_a_mark_of_its_form() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let reg = phone.register(&rig, NUMBER, NOON).await.reg;
    let code = rig.code(NUMBER).await;
    let stranger = Phone::new();
    stranger.confirmation(&reg, &code, None).send(&rig).await.problem(401, "signature-invalid");
    let nowhere = doorstep::model::RegistrationId::new([0; 16]).to_string();
    phone.confirmation(&nowhere, &code, None).send(&rig).await.problem(404, "unknown");
    phone.confirmation(&reg, &code, Some("ип")).send(&rig).await.problem(422, "sub-invalid");
    phone.confirmation(&reg, "12345", None).send(&rig).await.problem(400, "malformed");
    phone.confirmation(&reg, &code, None).send(&rig).await.is(201);
}

#[tokio::test]
async fn a_number_gets_three_messages_in_minutes_two_more_that_day_and_nobody_learns_it() {
    let rig = Rig::new().await;
    let first = Phone::new().register(&rig, NUMBER, NOON).await;
    let second = Phone::new().register(&rig, NUMBER, NOON).await;
    assert_ne!(first.reg, second.reg);
    assert_eq!((second.resend_after, second.expires_in), (first.resend_after, first.expires_in));
    assert_eq!(second.reg.len(), first.reg.len());
    for (minute, sent) in [1, 2, 2, 2, 2, 2, 3, 3, 3].into_iter().enumerate() {
        let at = NOON + 60 * minute as u64;
        rig.clock(at).await;
        Phone::new().register(&rig, NUMBER, at).await;
        assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), sent, "minute {minute}");
    }
    for (hours, sent) in [(7, 0), (9, 1), (16, 0), (18, 1), (23, 0), (26, 1)] {
        let at = NOON + hours * HOUR;
        rig.clock(at).await;
        Phone::new().register(&rig, NUMBER, at).await;
        assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), sent, "hour {hours}");
    }
}

#[tokio::test]
async fn a_source_names_ten_numbers_an_hour_where_budgets_are_strict() {
    let rig = Rig::with(|settings| settings.strict_budgets = true).await;
    let phone = Phone::new();
    for index in 0..10 {
        phone.register(&rig, &format!("+7916000000{index}"), NOON).await;
    }
    phone.register(&rig, "+79160000000", NOON).await;
    let waits = async |number: &str| {
        let request = phone.registration(&rig, number).await;
        let answer = Draft::new(Route::Registrations, &request, phone.both()).send(&rig).await;
        answer.problem(429, "wait");
        assert_eq!(answer.header("retry-after"), "3600");
    };
    waits("+79160000010").await;
    // Nor does it name one number without end.
    for _ in 2..10 {
        phone.register(&rig, "+79160000000", NOON).await;
    }
    waits("+79160000000").await;
    rig.clock(NOON + HOUR).await;
    phone.register(&rig, "+79160000010", NOON + HOUR).await;
}

#[tokio::test]
async fn a_claimed_number_leaves_its_old_account_after_three_days() {
    let rig = Rig::new().await;
    let old = Phone::settled(&rig).await;
    rig.clock(NOON + HOUR).await;
    let new = Phone::new();
    let account = new.settle(&rig, NUMBER, NOON + HOUR).await;
    let sync = async |phone: &Phone, at| -> SyncReply {
        let draft = Draft::new(Route::Sync, &json!({}), phone.dev()).at(at);
        draft.send(&rig).await.is(200).json()
    };
    let told = sync(&old, NOON + HOUR).await.claimed.unwrap();
    assert_eq!((told.at, told.leaves_at), (NOON + HOUR, NOON + HOUR + 3 * DAY));
    assert!(sync(&new, NOON + HOUR).await.claimed.is_none());

    let after = NOON + HOUR + 3 * DAY;
    rig.clock(after).await;
    let reply = sync(&old, after).await;
    assert_eq!(reply.closed.as_deref(), Some("number-moved"));
    assert!(reply.holder.is_none());
    let holder = new_key();
    let request = pass_request(RUBBISH, &holder);
    let answer = pass_draft(&old, &holder, &request).at(after).send(&rig).await;
    assert_eq!(answer.problem(403, "key-closed")["reason"], "number-moved");
    pass_draft(&new, &holder, &request).at(after).send(&rig).await.is(201);
    let accounts = rig.admin.accounts().await.unwrap();
    assert_eq!(accounts[1].id, account.account);
    assert_eq!(accounts[1].passes, 1);
    assert_eq!(accounts[1].phone.as_deref(), Some("+7******4567"));
    assert_eq!(
        (accounts[0].phone.as_deref(), accounts[0].closed.as_deref()),
        (None, Some("number-moved"))
    );
}

#[tokio::test]
async fn sync_renews_the_certificate_with_the_mark_that_the_phone_shows() {
    let rig = Rig::new().await;
    let phone = Phone::new();
    let holder = phone.settle(&rig, NUMBER, NOON).await.holder;
    let sync = async |seen: Option<&str>, at| -> SyncReply {
        let body = json!({ "seen": { "holder": seen } });
        let draft = Draft::new(Route::Sync, &body, phone.dev()).at(at);
        draft.send(&rig).await.is(200).json()
    };
    assert!(sync(Some(&holder), NOON).await.holder.is_none());
    let unmarked = sync(None, NOON).await.holder.unwrap();
    let Credential::Holder(claims) = rig.open(&unmarked).await else { panic!("a pass") };
    assert!(claims.sub.is_absent());
    for nothing in ["=", ""] {
        let body = json!({ "seen": { "holder": nothing } });
        Draft::new(Route::Sync, &body, phone.dev()).send(&rig).await.problem(400, "malformed");
    }

    rig.clock(NOON + 15 * DAY).await;
    let renewed = sync(Some(&holder), NOON + 15 * DAY).await.holder.unwrap();
    let Credential::Holder(claims) = rig.open(&renewed).await else { panic!("a pass") };
    assert_eq!(claims.sub.as_str(), "ИП4321");
    assert_eq!(claims.holder, *phone.sos.public());
    assert_eq!(claims.exp, NOON + 45 * DAY);
}

#[tokio::test]
async fn an_erased_account_is_gone_and_its_quota_stays() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    for _ in 0..2 {
        ask_pass(&rig, &phone, &pass_request(1, &holder), NOON).await.is(201);
    }
    let erase = Draft::new(Route::Erase, &json!({}), phone.dev());
    let first = erase.send(&rig).await;
    let _: EraseReply = first.is(200).json();
    assert_eq!(erase.again().send(&rig).await.is(200).body, first.body);
    let answer = Draft::new(Route::Erase, &json!({}), phone.dev()).send(&rig).await;
    assert_eq!(answer.problem(403, "key-closed")["reason"], "erased");
    let request = phone.registration(&rig, NUMBER).await;
    let answer = Draft::new(Route::Registrations, &request, phone.both()).send(&rig).await;
    answer.problem(403, "key-closed");
    let accounts = rig.admin.accounts().await.unwrap();
    assert_eq!(
        (accounts[0].phone.as_deref(), accounts[0].closed.as_deref()),
        (None, Some("erased"))
    );

    rig.clock(NOON + 60).await;
    let next = Phone::new();
    next.settle(&rig, NUMBER, NOON + 60).await;
    let answer = ask_pass(&rig, &next, &pass_request(1, &holder), NOON + 60).await;
    answer.problem(422, "quota-used");
}
