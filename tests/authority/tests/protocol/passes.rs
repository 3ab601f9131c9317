//! Passes: what is granted and every reason why not.

use doorstep::crypto::SigningKey;
use doorstep::requests::{Label, PassReply, PassRequest, Route};

use crate::support::{
    DAY, Draft, HOUR, NOON, NUMBER, Phone, Rig, ask_pass, new_key, pass_draft, pass_request, wire,
};

const GROCERIES: u64 = 1;
const PHARMACY: u64 = 2;
const PET: u64 = 3;
const NEARBY: u64 = 5;
const MEDICAL: u64 = 6;

#[tokio::test]
async fn a_pass_says_what_was_asked_for() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let request =
        PassRequest { place: Some("Арбат".into()), ..pass_request(PHARMACY, &holder) };
    let reply: PassReply = pass_draft(&phone, &holder, &request).send(&rig).await.is(201).json();
    assert!(reply.quota.is_none());
    let claims = rig.open_pass(&reply.pass).await;
    assert_eq!(claims.iss, "XX-REF");
    assert_eq!(claims.sub.as_str(), "ИП4321");
    assert_eq!((claims.nbf, claims.exp), (NOON, NOON + 3 * HOUR));
    assert_eq!(claims.holder.as_ref(), Some(holder.public()));
    assert_eq!((claims.purpose, claims.act), (PHARMACY, 1));
    assert_eq!(claims.place.as_deref(), Some("Арбат"));

    let later =
        PassRequest { from: Some(NOON + HOUR), sub: None, ..pass_request(PHARMACY, &holder) };
    let reply: PassReply = ask_pass(&rig, &phone, &later, NOON).await.is(201).json();
    let claims = rig.open_pass(&reply.pass).await;
    assert_eq!((claims.nbf, claims.exp), (NOON + HOUR, NOON + 4 * HOUR));
    assert!(claims.sub.is_absent());
}

#[tokio::test]
async fn a_quota_is_counted_per_number_and_local_day() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let midnight = NOON + 9 * HOUR;
    let ask = async |phone: &Phone, at: u64| {
        ask_pass(&rig, phone, &pass_request(GROCERIES, &holder), at).await
    };
    let first: PassReply = ask(&phone, NOON).await.is(201).json();
    let quota = first.quota.unwrap();
    assert_eq!((quota.n, quota.m, quota.next), (1, 2, NOON));

    rig.clock(NOON + 60).await;
    let other = Phone::new();
    other.settle(&rig, NUMBER, NOON + 60).await;
    let second: PassReply = ask(&other, NOON + 60).await.is(201).json();
    assert_eq!((second.quota.unwrap().n, second.quota.unwrap().next), (2, midnight));
    let problem = ask(&phone, NOON + 60).await.problem(422, "quota-used");
    assert_eq!(
        (&problem["n"], &problem["m"], &problem["next"]),
        (&2.into(), &2.into(), &midnight.into())
    );

    let tomorrow = PassRequest { from: Some(midnight), ..pass_request(GROCERIES, &holder) };
    ask_pass(&rig, &phone, &tomorrow, NOON + 60).await.is(201);
    rig.clock(midnight).await;
    let third: PassReply = ask(&phone, midnight).await.is(201).json();
    assert_eq!(third.quota.unwrap().n, 2, "the one for tomorrow counts tomorrow");
}

#[tokio::test]
async fn a_clock_that_is_put_back_over_midnight_begins_no_day_anew() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let midnight = NOON + 9 * HOUR;
    let ask = async |at: u64| {
        rig.clock(at).await;
        ask_pass(&rig, &phone, &pass_request(GROCERIES, &holder), at).await
    };
    ask(midnight - 10).await.is(201);
    ask(midnight - 9).await.is(201);
    ask(midnight + 2).await.is(201);
    for at in [midnight - 3, midnight - 1800] {
        let problem = ask(at).await.problem(422, "quota-used");
        assert_eq!((&problem["n"], &problem["next"]), (&2.into(), &midnight.into()));
    }
    ask(midnight + 3).await.is(201);
    ask(midnight + 4).await.problem(422, "quota-used");
}

#[tokio::test]
async fn every_refusal_has_its_code_and_figures() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async |request: PassRequest| ask_pass(&rig, &phone, &request, NOON).await;
    let base = |purpose| pass_request(purpose, &holder);

    ask(PassRequest { sub: Some("?".into()), ..base(PHARMACY) }).await.problem(422, "sub-invalid");
    ask(PassRequest { give_up_at: NOON - 1, ..base(PHARMACY) }).await.problem(422, "too-late");
    ask(base(99)).await.problem(422, "purpose-unknown");
    for place in ["тринадцать байтов", "", " ", "a\0b", "a\nb", "a\u{202e}b", "a\u{2066}b"]
    {
        let place = Some(place.to_owned());
        let problem = ask(PassRequest { place, ..base(PHARMACY) }).await.problem(400, "malformed");
        assert_eq!(problem["field"], "place");
    }
    for newer in [2, u64::MAX] {
        let problem =
            ask(PassRequest { rules: newer, ..base(PHARMACY) }).await.problem(422, "rules-old");
        assert_eq!(problem["serial"], 1);
    }
    let far = Some(NOON + 31 * DAY);
    let problem = ask(PassRequest { from: far, ..base(PHARMACY) }).await;
    let last = problem.problem(422, "too-far-ahead")["last"].as_u64();
    let exp = rig.rules().await.exp;
    assert_eq!(last, Some((exp - 1) / 60 * 60), "the latest minute that the rules reach");
    ask(PassRequest { from: last, ..base(PHARMACY) }).await.is(201);
    for purpose in [NEARBY, MEDICAL] {
        let problem = ask(base(purpose)).await.problem(422, "no-pass-needed");
        assert!(problem["ref"].as_str().is_some_and(|reference| reference.contains("1-Q")));
    }
    let night = Some(NOON + 8 * HOUR);
    let problem = ask(PassRequest { from: night, ..base(PET) }).await.problem(422, "outside-hours");
    assert_eq!(problem["next"], NOON + 15 * HOUR);
    ask(base(PET)).await.is(201);

    rig.admin.act_ended().await.unwrap();
    let serial = rig.rules().await.serial;
    assert_eq!(serial, 2);
    let problem = ask(base(PHARMACY)).await.problem(422, "rules-old");
    assert_eq!(problem["serial"], serial);
    ask(PassRequest { rules: serial, ..base(PHARMACY) }).await.problem(422, "not-in-force");
    rig.admin.act_in_force().await.unwrap();
    let request = PassRequest { rules: serial + 1, ..base(PHARMACY) };
    let reply: PassReply = ask(request).await.is(201).json();
    assert_eq!(rig.open_pass(&reply.pass).await.act, 2, "a new act has a new number");
}

#[tokio::test]
async fn the_new_key_must_sign_too() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let (holder, other) = (new_key(), new_key());
    let request = pass_request(PHARMACY, &holder);
    pass_draft(&phone, &other, &request).send(&rig).await.problem(401, "signature-invalid");
    let stranger = Phone::new();
    pass_draft(&stranger, &holder, &request).send(&rig).await.problem(401, "signature-invalid");
}

#[tokio::test]
async fn a_key_has_one_use() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async |phone: &Phone, key: &SigningKey| {
        pass_draft(phone, key, &pass_request(PHARMACY, key)).send(&rig).await
    };
    let first = pass_draft(&phone, &holder, &pass_request(PHARMACY, &holder));
    first.send(&rig).await.is(201);
    first.again().send(&rig).await.is(201);
    let other = Phone::new();
    other.settle(&rig, "+79160000001", NOON).await;
    let refused = async |phone: &Phone, key: &SigningKey| {
        let problem = ask(phone, key).await.problem(400, "malformed");
        assert_eq!(problem["field"], "cnf");
    };
    refused(&phone, &holder).await;
    refused(&phone, &phone.device).await;
    refused(&phone, &phone.sos).await;
    refused(&other, &holder).await;
    refused(&other, &phone.device).await;
    refused(&other, &phone.sos).await;
    // A key that is none of P-256 on the curve is told by the same field.
    let none = PassRequest { cnf: "AAAA".into(), ..pass_request(PHARMACY, &holder) };
    let problem = pass_draft(&phone, &holder, &none).send(&rig).await.problem(400, "malformed");
    assert_eq!(problem["field"], "cnf");
    // Nothing of it was counted, and nobody registers with a key that has a use.
    let passes: u64 = rig.admin.accounts().await.unwrap().iter().map(|one| one.passes).sum();
    assert_eq!(passes, 1);
    let register = async |device: &SigningKey, sos: &SigningKey| {
        let mut body = Phone::new().registration(&rig, "+79160000002").await;
        (body.key, body.sos) = (wire(device.public()), wire(sos.public()));
        let signers = vec![(Label::Dev, device), (Label::Sos, sos)];
        Draft::new(Route::Registrations, &body, signers).send(&rig).await
    };
    let fresh = new_key();
    for (device, sos, field) in [
        (&holder, &fresh, "key"),
        (&fresh, &holder, "sos"),
        (&fresh, &phone.device, "sos"),
        (&fresh, &phone.sos, "sos"),
        (&phone.sos, &fresh, "key"),
        (&fresh, &fresh, "sos"),
    ] {
        assert_eq!(register(device, sos).await.problem(400, "malformed")["field"], field);
    }
    register(&phone.device, &phone.sos).await.is(202);
}

#[tokio::test]
async fn a_mark_has_one_spelling_that_an_inspector_can_compare() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let newcomer = Phone::new();
    let reg = newcomer.register(&rig, "+79160000003", NOON).await.reg;
    let code = rig.code("+79160000003").await;
    for mark in [
        "ИП٤٣٢١",
        "ИП۴۳۲۱",
        "ИП４３２１",
        "ИП432१",
        "ＩＰ4321",
        "ИП4321\u{200e}",
        "\u{202e}ИП4321",
        "И\u{ad}П4321",
        "И\u{306}П4321",
        "ИП4321\n",
        "ИП\u{0}",
        "ИП 4321",
        "ип4321",
        "432",
        "43215",
        "²³¹4",
        "",
    ] {
        let holder = new_key();
        let request = PassRequest { sub: Some(mark.into()), ..pass_request(PHARMACY, &holder) };
        let answer = pass_draft(&phone, &holder, &request).send(&rig).await;
        answer.problem(422, "sub-invalid");
        let answer = newcomer.confirmation(&reg, &code, Some(mark)).send(&rig).await;
        answer.problem(422, "sub-invalid");
    }
    for mark in ["-", "Й4321", "ABC1A2B", "4321", "ЖК"] {
        let request = PassRequest { sub: Some(mark.into()), ..pass_request(PHARMACY, &new_key()) };
        let reply: PassReply = ask_pass(&rig, &phone, &request, NOON).await.is(201).json();
        assert_eq!(rig.open_pass(&reply.pass).await.sub.as_str(), mark);
    }
}
