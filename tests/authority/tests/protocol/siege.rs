//! A number under attack: what strangers can take from its owner, what they can learn, and what they
//! leave in the database.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use doorstep::requests::{RegistrationReply, ResendRequest, Route};
use rusqlite::{Connection, OpenFlags};

use crate::portal::browser::Browser;
use crate::support::{
    Answer, DAY, Draft, HOUR, NOON, NUMBER, Phone, Rig, new_key, other_than, pass_draft,
    pass_request,
};

async fn sent_to(rig: &Rig, number: &str) -> usize {
    rig.admin.sms(Some(number)).await.unwrap().len()
}

async fn resend(rig: &Rig, phone: &Phone, reg: &str, at: u64) -> Answer {
    let route = Route::Resend(reg.parse().unwrap());
    Draft::new(route, &ResendRequest {}, phone.dev()).at(at).send(rig).await
}

/// Five strangers ask for codes to a number that is not theirs, 65 seconds apart. When they are done.
async fn besiege(rig: &Rig, number: &str) -> u64 {
    for place in 0..5 {
        rig.clock(NOON + 65 * place).await;
        Phone::new().register(rig, number, NOON + 65 * place).await;
    }
    let after = NOON + 65 * 5;
    rig.clock(after).await;
    after
}

#[tokio::test]
async fn strangers_never_silence_a_number_for_long() {
    let rig = Rig::new().await;
    let at = besiege(&rig, NUMBER).await;
    let before = sent_to(&rig, NUMBER).await;
    let owner = Phone::new();
    let reply = owner.register(&rig, NUMBER, at).await;
    assert_eq!((reply.resend_after, reply.expires_in), (60, 900), "as for every number");
    assert_eq!(sent_to(&rig, NUMBER).await, before);
    rig.clock(at + 60).await;
    resend(&rig, &owner, &reply.reg, at + 60).await.is(202);
    assert_eq!(sent_to(&rig, NUMBER).await, before + 1);
    let code = rig.code(NUMBER).await;
    owner.confirmation(&reply.reg, &code, None).at(at + 60).send(&rig).await.is(201);
}

#[tokio::test]
async fn the_owner_gets_a_code_in_person_whatever_strangers_do() {
    let rig = Rig::new().await;
    let at = besiege(&rig, NUMBER).await;
    let owner = Phone::new();
    let reg = owner.register(&rig, NUMBER, at).await.reg;
    let given = rig.admin.code(NUMBER).await.unwrap().code;
    assert!(given.len() == 12 && given.bytes().all(|digit| digit.is_ascii_digit()));
    let stranger = Phone::new();
    let other = stranger.register(&rig, "+79160000001", at).await.reg;
    let answer = stranger.confirmation(&other, &given, None).at(at).send(&rig).await;
    answer.problem(403, "code-wrong");
    let of_none = owner.confirmation(&reg, &given[..11], None).at(at).send(&rig).await;
    of_none.problem(400, "malformed");
    let first = owner.confirmation(&reg, &given, Some("ИП4321")).at(at).send(&rig).await;
    first.is(201);
    let again = owner.confirmation(&reg, &given, Some("ИП4321")).at(at).send(&rig).await;
    assert_eq!(again.is(201).body, first.body, "a lost answer is repeated");

    // It was used. The next one ends with its hour, and serves the portal as well.
    let next = Phone::new();
    let reg = next.register(&rig, NUMBER, at).await.reg;
    next.confirmation(&reg, &given, None).at(at).send(&rig).await.problem(403, "code-wrong");
    let given = rig.admin.code("8 916 123-45-67").await.unwrap().code;
    rig.clock(at + HOUR).await;
    let reg = next.register(&rig, NUMBER, at + HOUR).await.reg;
    let late = next.confirmation(&reg, &given, None).at(at + HOUR).send(&rig).await;
    late.problem(403, "code-wrong");
    let mut browser = Browser::new(&rig);
    browser.name(NUMBER).await.is(200, "/portal/en/code");
    let given = rig.admin.code(NUMBER).await.unwrap().code;
    let page = browser.get("/portal/en/code").await;
    let form = page.form("/portal/en/code", &[("code", &given)]);
    browser.post("/portal/en/code", &form).await.is(200, "/portal/en/ask");
    assert!(rig.admin.code("+7916").await.is_err());
}

#[tokio::test]
async fn a_phone_of_the_number_gets_its_code_whatever_strangers_do() {
    let rig = Rig::new().await;
    let owner = Phone::settled(&rig).await;
    let at = besiege(&rig, NUMBER).await;
    let before = sent_to(&rig, NUMBER).await;
    Phone::new().register(&rig, NUMBER, at).await;
    assert_eq!(sent_to(&rig, NUMBER).await, before);
    let reg = owner.register(&rig, NUMBER, at).await.reg;
    assert_eq!(sent_to(&rig, NUMBER).await, before + 1);
    let code = rig.code(NUMBER).await;
    owner.confirmation(&reg, &code, None).at(at).send(&rig).await.is(201);
}

/// What an answer tells whoever asked.
fn told(answer: &Answer) -> (u16, String, u64, String) {
    let body: serde_json::Value = answer.json();
    let code = body["code"].as_str().unwrap_or_default().to_owned();
    (
        answer.status,
        code,
        body["left"].as_u64().unwrap_or_default(),
        answer.header("retry-after").to_owned(),
    )
}

#[tokio::test]
async fn nothing_tells_whether_a_code_was_sent() {
    let rig = Rig::new().await;
    let silenced = "+79160000002";
    let at = besiege(&rig, silenced).await;
    let mut answers = Vec::new();
    for number in [NUMBER, silenced] {
        rig.clock(at).await;
        let phone = Phone::new();
        let request = phone.registration(&rig, number).await;
        let draft = Draft::new(Route::Registrations, &request, phone.both()).at(at);
        let first = draft.send(&rig).await;
        assert_eq!(draft.again().send(&rig).await.body, first.body, "repeated as it was");
        let mut other = draft.again();
        other.body.push(b' ');
        let mismatch = other.send(&rig).await;
        mismatch.problem(422, "idempotency-mismatch");
        draft.send(&rig).await.problem(401, "replayed");
        let reg: RegistrationReply = first.json();
        let mut told_here = vec![told(&first), told(&mismatch)];
        let foreign = Phone::new();
        told_here
            .push(told(&foreign.confirmation(&reg.reg, "123456", None).at(at).send(&rig).await));
        told_here.push(told(&resend(&rig, &phone, &reg.reg, at).await));
        // Neither code is this one.
        let wrong = other_than(&match sent_to(&rig, number).await {
            0 => "000000".to_owned(),
            _ => rig.code(number).await,
        });
        for _ in 0..7 {
            let draft = phone.confirmation(&reg.reg, &wrong, None).at(at);
            let answer = draft.send(&rig).await;
            told_here.push(told(&answer));
            if answer.status == 403 {
                assert_eq!(draft.again().send(&rig).await.body, answer.body, "no try is used up");
            }
        }
        for later in [59, 599, 600, 601, 660] {
            rig.clock(at + later).await;
            told_here.push(told(&resend(&rig, &phone, &reg.reg, at + later).await));
        }
        let draft = phone.confirmation(&reg.reg, &wrong, None).at(at + 660);
        told_here.push(told(&draft.send(&rig).await));
        rig.clock(at + 660 + 900).await;
        let draft = phone.confirmation(&reg.reg, &wrong, None).at(at + 1560);
        told_here.push(told(&draft.send(&rig).await));
        rig.clock(at + 3 * DAY).await;
        let late = resend(&rig, &phone, &reg.reg, at + 3 * DAY).await;
        late.problem(404, "unknown");
        answers.push(told_here);
        rig.clock(at).await;
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn another_request_leaves_a_code_alone_that_is_on_its_way_and_gives_no_more_tries_at_it() {
    let rig = Rig::new().await;
    let owner = Phone::new();
    let reg = owner.register(&rig, NUMBER, NOON).await.reg;
    rig.clock(NOON + 60).await;
    resend(&rig, &owner, &reg, NOON + 60).await.is(202);
    let code = rig.code(NUMBER).await;
    let wrong = other_than(&code);
    for _ in 0..3 {
        owner.confirmation(&reg, &wrong, None).at(NOON + 60).send(&rig).await.is(403);
    }
    // No message is due: the code that is on its way goes on counting.
    rig.clock(NOON + 120).await;
    resend(&rig, &owner, &reg, NOON + 120).await.is(202);
    assert_eq!(sent_to(&rig, NUMBER).await, 2);
    let other = Phone::new();
    let theirs = other.register(&rig, "+79160000003", NOON + 120).await.reg;
    assert_ne!(theirs, reg);
    let answer = owner.confirmation(&reg, &wrong, None).at(NOON + 120).send(&rig).await;
    assert_eq!(answer.problem(403, "code-wrong")["left"], 4, "as after a new code");
    let answer = owner.confirmation(&reg, &wrong, None).at(NOON + 120).send(&rig).await;
    assert_eq!(answer.problem(403, "code-wrong")["left"], 3);
    let dead = owner.confirmation(&reg, &code, None).at(NOON + 120).send(&rig).await;
    dead.problem(403, "code-wrong");
}

#[tokio::test]
async fn a_number_gets_a_pass_each_half_hour_and_no_more() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    for _ in 0..48 {
        let holder = new_key();
        pass_draft(&phone, &holder, &pass_request(4, &holder)).send(&rig).await.is(201);
    }
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(4, &holder));
    let answer = draft.send(&rig).await;
    answer.problem(429, "wait");
    assert_eq!(answer.header("retry-after"), (9 * HOUR).to_string(), "until midnight");
    rig.clock(NOON + 9 * HOUR).await;
    draft.again().at(NOON + 9 * HOUR).send(&rig).await.is(201);
}

#[tokio::test]
async fn an_account_leaves_so_many_replies_and_can_be_erased_all_the_same() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let ask = async || pass_draft(&phone, &holder, &pass_request(99, &holder)).send(&rig).await;
    for _ in 0..500 {
        ask().await.problem(422, "purpose-unknown");
    }
    let answer = ask().await;
    answer.problem(429, "wait");
    assert_eq!(answer.header("retry-after"), "900");
    let rows = |name: &str| {
        let (tables, _) = size(rig.home.path());
        tables.iter().find(|(table, _)| table == name).unwrap().1
    };
    // Its own, and the two of its registration.
    assert_eq!(rows("replies"), 502);
    Draft::new(Route::Erase, &serde_json::json!({}), phone.dev()).send(&rig).await.is(200);
    for _ in 0..200 {
        if ask().await.status == 429 {
            break;
        }
    }
    assert!(rows("nonces") <= 1200, "two of each request, of which there are 600");
}

/// Rows of each table, and bytes of the whole database.
fn size(home: &Path) -> (Vec<(String, i64)>, i64) {
    let path = home.join("online/authority.sqlite3");
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let mut names = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap();
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows = names.into_iter().map(|name| {
        let rows = one(&format!("SELECT count(*) FROM {name}"));
        (name, rows)
    });
    (rows.collect(), one("PRAGMA page_count") * one("PRAGMA page_size"))
}

/// 400 registrations; with `DOORSTEP_LOAD_S=60` as many as there are in a minute.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::print_stdout, reason = "the figures are what is asked for")]
async fn whoever_asks_without_end_fills_no_disk() {
    let lasts = std::env::var("DOORSTEP_LOAD_S").ok().map(|text| text.parse().unwrap());
    let most = if lasts.is_some() { u64::MAX } else { 200 };
    let rig = Rig::new().await;
    let token = rig.time_token().await;
    let (before, bytes_before) = size(rig.home.path());
    let asked = AtomicU64::new(0);
    let ask = async |numbers: u64| {
        for n in 0..most {
            let phone = Phone::new();
            let mut request = phone.registration_with(&token, &format!("+7916{:07}", n % numbers));
            // Some are of no form, which is answered, too.
            if n % 4 == 3 {
                request.phone.push('0');
            }
            let answer = Draft::new(Route::Registrations, &request, phone.both()).send(&rig).await;
            if answer.status == 202 {
                let reg = answer.json::<RegistrationReply>().reg;
                phone
                    .confirmation(&reg, "123456", None)
                    .send(&rig)
                    .await
                    .problem(403, "code-wrong");
            } else {
                answer.problem(422, "phone-invalid");
            }
            asked.fetch_add(1, Ordering::Relaxed);
        }
    };
    let work = async { tokio::join!(ask(3), ask(5)) };
    match lasts {
        None => {
            work.await;
        }
        Some(seconds) => {
            assert!(tokio::time::timeout(Duration::from_secs(seconds), work).await.is_err());
        }
    }
    let (after, bytes) = size(rig.home.path());
    let hours = rig.admin.load().await.unwrap();
    println!("{asked:?} registrations, {bytes_before} -> {bytes} bytes; {:?}", hours[0]);
    for ((name, rows), (_, rows_before)) in after.iter().zip(&before) {
        if rows != rows_before {
            println!("{name}: {rows_before} -> {rows} rows");
        }
        assert!(rows - rows_before <= 24, "{name}");
    }
    assert!(bytes - bytes_before <= 128 * 1024);
    assert!(hours[0].sent <= 5 && hours[0].withheld > 0 && hours[0].wrong > 0);
    assert_eq!(rig.admin.sms(None).await.unwrap().len() as u64, hours[0].sent);
}
