//! The operator: revoked passes, acts, and an endpoint that answers nobody else.

use doorstep::documents::{DenyList, Stamp, TimeToken};
use doorstep::requests::{PassReply, Route};
use doorstep_authority::AuthorityError;
use doorstep_authority::admin::{Admin, AdminError};

use crate::support::{DAY, ISS, NOON, NUMBER, Phone, Rig, new_key, pass_draft, pass_request};

#[tokio::test]
async fn a_revoked_pass_is_denied_until_it_ends() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(2, &holder));
    let reply: PassReply = draft.send(&rig).await.is(201).json();
    let pass = rig.open_pass(&reply.pass).await;

    rig.clock(NOON + 60).await;
    rig.admin.revoke(&pass.id.to_string()).await.unwrap();
    let trust = rig.trust().await;
    let deny = DenyList::read(&rig.document(Route::Deny).await, &trust, ISS).unwrap();
    assert_eq!(deny.seq, 2);
    assert_eq!(deny.denied_from(pass.id), Some(NOON + 60));
    let stamp = Stamp::read(&rig.document(Route::Stamp).await, &trust, ISS).unwrap();
    assert_eq!(stamp.doc("deny").unwrap().serial, 2);

    rig.clock(NOON + 120).await;
    rig.admin.revoke(&pass.id.to_string()).await.unwrap();
    let deny = DenyList::read(&rig.document(Route::Deny).await, &trust, ISS).unwrap();
    assert_eq!(deny.denied_from(pass.id), Some(NOON + 60), "the earlier moment stays");

    rig.clock(pass.exp).await;
    let deny = DenyList::read(&rig.document(Route::Deny).await, &trust, ISS).unwrap();
    assert!(deny.denied.is_empty());
    for unknown in ["AAAAAAAAAAA", "not an id", ""] {
        assert_eq!(rig.admin.revoke(unknown).await, Err(AdminError::PassUnknown));
    }
    assert_eq!(AdminError::PassUnknown.code(), "pass-unknown");
}

#[tokio::test]
async fn acts_begin_and_end_at_once() {
    let rig = Rig::new().await;
    rig.admin.act_in_force().await.unwrap();
    assert_eq!(rig.rules().await.serial, 1, "one is in force already");
    rig.clock(NOON + 60).await;
    rig.admin.act_ended().await.unwrap();
    let rules = rig.rules().await;
    assert_eq!((rules.serial, rules.act(1).unwrap().until), (2, Some(NOON + 60)));
    let trust = rig.trust().await;
    let stamp = Stamp::read(&rig.document(Route::Stamp).await, &trust, ISS).unwrap();
    assert_eq!(stamp.doc("rules").unwrap().serial, 2);
    rig.admin.act_ended().await.unwrap();
    assert_eq!(rig.rules().await.serial, 2);
    rig.clock(NOON + 120).await;
    rig.admin.act_in_force().await.unwrap();
    let rules = rig.rules().await;
    assert_eq!(rules.act_in_force(NOON + 120).unwrap().no, 2);
    assert_eq!(rules.act(2).unwrap().from, NOON + 120);
}

#[tokio::test]
async fn the_endpoint_answers_nobody_without_the_token() {
    let rig = Rig::new().await;
    Phone::settled(&rig).await;
    let ready = rig.authority.ready();
    let token = std::fs::read_to_string(&ready.admin_token_file).unwrap();
    let url = format!("{}/sms", ready.admin_url);
    let ask = async |fields: &[(&str, &str)]| {
        let mut request = rig.client.get(&url);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    let bearer = format!("Bearer {token}");
    let host = ready.admin_url.trim_start_matches("http://");
    let good = ask(&[("authorization", &bearer)]).await;
    assert!(good.0 == 200 && good.1.contains(NUMBER));
    for fields in [
        &[][..],
        &[("authorization", "Bearer ")],
        &[("authorization", "Bearer AAAA")],
        &[("authorization", token.as_str())],
        &[("authorization", bearer.as_str()), ("host", "elsewhere.example")],
        &[("authorization", bearer.as_str()), ("origin", "https://elsewhere.example")],
        &[("authorization", bearer.as_str()), ("host", host), ("host", "elsewhere.example")],
        &[("authorization", bearer.as_str()), ("authorization", "Bearer AAAA")],
    ] {
        assert_eq!(ask(fields).await, (401, String::new()), "{fields:?}");
    }
    let public = rig.get("/sms").await;
    public.problem(404, "unknown");
    let mode = |path: &std::path::Path| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode(&ready.admin_token_file), 0o600);
    let secret = |name: &str| name.ends_with(".p8") || name.contains(".key");
    let mut secrets = 0;
    for folder in ["root", "online", "photos", "tls"] {
        for entry in std::fs::read_dir(rig.home.path().join(folder)).unwrap() {
            let entry = entry.unwrap();
            if secret(&entry.file_name().to_string_lossy()) {
                assert_eq!(mode(&entry.path()), 0o600, "{entry:?}");
                secrets += 1;
            }
        }
    }
    let all = "root keys and CA; online keys and server key; that of photos; TLS keys";
    assert_eq!(secrets, 4 + 10 + 1 + 2, "{all}");
}

#[tokio::test]
async fn messages_are_gone_after_fifteen_minutes() {
    let rig = Rig::new().await;
    Phone::settled(&rig).await;
    rig.clock(NOON + 899).await;
    assert_eq!(rig.admin.sms(Some(NUMBER)).await.unwrap().len(), 1);
    rig.clock(NOON + 900).await;
    assert!(rig.admin.sms(Some(NUMBER)).await.unwrap().is_empty());
    let accounts = rig.admin.accounts().await.unwrap();
    assert_eq!(accounts[0].created_at, "2026-11-24T12:00:00Z");
    assert_eq!(accounts[0].phone.as_deref(), Some("+7******4567"));
    assert_eq!((accounts[0].passes, accounts[0].closed.as_deref()), (0, None));
}

#[tokio::test]
async fn a_stopped_authority_is_not_running() {
    let rig = Rig::new().await;
    let Rig { home, authority, admin, client, .. } = rig;
    drop(client);
    authority.stop().await;
    assert_eq!(admin.accounts().await, Err(AdminError::NotRunning));
    let error = Admin::of(home.path()).unwrap_err();
    assert_eq!(error.code(), "authority-not-running");
}

#[tokio::test]
async fn a_clock_that_can_not_be_put_there_stays_where_it_is() {
    let rig = Rig::new().await;
    let out_of_range = AdminError::Home(AuthorityError::TimeOutOfRange);
    assert_eq!(out_of_range.code(), "time-out-of-range");
    let (first, last) = (1_577_836_800, 2_524_521_599);
    for second in [first - 1, last + 1, 0, -1, 4_294_967_296, 253_402_300_800, i64::MIN, i64::MAX] {
        assert_eq!(rig.admin.clock(second).await, Err(out_of_range), "{second}");
    }
    let now = async || {
        let trust = rig.trust().await;
        TimeToken::read(&rig.time_token().await, &trust, ISS).unwrap().iat
    };
    assert_eq!(now().await, NOON);
    assert_eq!(rig.trust().await.serial, 1, "nothing was signed for it");
    // Straight to the endpoint: out of range, or with a list that nobody has signed.
    let ready = rig.authority.ready();
    let token = std::fs::read_to_string(&ready.admin_token_file).unwrap();
    let order = async |body: String| {
        let request = rig.client.post(format!("{}/clock", ready.admin_url)).bearer_auth(&token);
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(order(format!("{{\"at\":{}}}", u64::MAX)).await, 400);
    assert_eq!(order(format!("{{\"at\":{},\"trust\":\"AAAA\"}}", NOON + DAY)).await, 500);
    assert_eq!(now().await, NOON);
    // The whole of the range can be served, there and back.
    for second in [last, first, NOON as i64] {
        rig.admin.clock(second).await.unwrap();
        assert_eq!(now().await, second as u64);
    }
    Phone::settled(&rig).await;
}
