//! Signatures are taken in the one form that the protocol gives them, or not at all.

use doorstep::documents::TimeToken;
use doorstep::model::{from_base64url, to_base64url};
use doorstep::requests::{Label, MediaType, Route};
use serde_json::json;

use crate::support::{Draft, ISS, NOON, Phone, Rig, new_key, pass_draft, pass_request};

type Fields = Vec<(String, String)>;

fn change(fields: &mut Fields, name: &str, with: impl Fn(&str) -> String) {
    let field = fields.iter_mut().find(|(known, _)| known == name).unwrap();
    field.1 = with(&field.1);
}

#[tokio::test]
async fn another_form_of_signature_is_refused() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let draft = Draft::new(Route::Erase, &json!({}), phone.dev());
    type Tamper = fn(&mut Fields);
    let cases: [(&str, Tamper); 16] = [
        ("component missing", |fields| {
            change(fields, "signature-input", |text| text.replace(" \"content-digest\"", ""));
        }),
        ("component twice", |fields| {
            change(fields, "signature-input", |text| {
                text.replace("\"@method\"", "\"@method\" \"@method\"")
            });
        }),
        ("component flagged", |fields| {
            change(fields, "signature-input", |text| {
                text.replace("\"content-type\"", "\"content-type\";bs")
            });
        }),
        ("component unknown", |fields| {
            change(fields, "signature-input", |text| {
                text.replace("\"@method\"", "\"@method\" \"date\"")
            });
        }),
        ("key not covered", |fields| {
            change(fields, "signature-input", |text| text.replace(" \"idempotency-key\"", ""));
        }),
        ("parameter missing", |fields| {
            change(fields, "signature-input", |text| text.replace(";tag=\"doorstep-1\"", ""));
        }),
        ("parameter unknown", |fields| {
            change(fields, "signature-input", |text| format!("{text};expires=1795521700"));
        }),
        ("another tag", |fields| {
            change(fields, "signature-input", |text| text.replace("doorstep-1", "doorstep-2"));
        }),
        ("another algorithm", |fields| {
            change(fields, "signature-input", |text| text.replace("p256-sha256", "p384-sha384"));
        }),
        ("another time", |fields| {
            change(fields, "signature-input", |text| {
                text.replace("created=1795521600", "created=1795521601")
            });
        }),
        ("label of another key", |fields| {
            change(fields, "signature-input", |text| text.replace("dev=", "sos="));
            change(fields, "signature", |text| text.replace("dev=", "sos="));
        }),
        ("signature twice", |fields| {
            let field = fields.iter().find(|(name, _)| name == "signature").unwrap().clone();
            fields.push(field);
        }),
        ("digest of other bytes", |fields| {
            change(fields, "content-digest", |_| doorstep::requests::content_digest(b"[]"));
        }),
        ("digest twice", |fields| {
            let field = fields.iter().find(|(name, _)| name == "content-digest").unwrap().clone();
            fields.push(field);
        }),
        ("no signature", |fields| fields.retain(|(name, _)| name != "signature")),
        ("no input", |fields| fields.retain(|(name, _)| name != "signature-input")),
    ];
    for (what, tamper) in cases {
        let mut fields = draft.fields(&rig);
        tamper(&mut fields);
        let answer = draft.send_with(&rig, fields).await;
        assert_eq!(answer.status, 401, "{what}");
        answer.problem(401, "signature-invalid");
    }
    draft.send(&rig).await.is(200);
}

#[tokio::test]
async fn a_second_label_that_nobody_asked_for_is_refused() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    Draft::new(Route::Erase, &json!({}), phone.both())
        .send(&rig)
        .await
        .problem(401, "signature-invalid");
    let holder = new_key();
    let mut alone = pass_draft(&phone, &holder, &pass_request(2, &holder));
    alone.signers.truncate(1);
    alone.send(&rig).await.problem(401, "signature-invalid");
    let mut crossed = pass_draft(&phone, &holder, &pass_request(2, &holder));
    crossed.signers = vec![(Label::Dev, &holder), (Label::Pass, &phone.device)];
    crossed.send(&rig).await.problem(401, "signature-invalid");
}

#[tokio::test]
async fn labels_of_one_request_share_their_time_and_nonce() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let holder = new_key();
    let draft = pass_draft(&phone, &holder, &pass_request(2, &holder));
    let other = draft.again();
    let mut fields = draft.fields(&rig);
    let others = other.fields(&rig);
    for name in ["signature-input", "signature"] {
        let theirs = others.iter().find(|(known, _)| known == name).unwrap().1.clone();
        let (_, theirs) = theirs.split_once(", ").unwrap();
        change(&mut fields, name, |text| {
            let (ours, _) = text.split_once(", ").unwrap();
            format!("{ours}, {theirs}")
        });
    }
    draft.send_with(&rig, fields).await.problem(401, "signature-invalid");
}

#[tokio::test]
async fn components_may_stand_in_another_order() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let draft = Draft::new(Route::Sync, &json!({}), phone.dev());
    let digest = doorstep::requests::content_digest(&draft.body);
    let json = MediaType::Json.name();
    let params = format!(
        "(\"content-digest\" \"@target-uri\" \"content-type\" \"@method\");tag=\"doorstep-1\";\
         keyid=\"{}\";created={NOON};alg=\"ecdsa-p256-sha256\";nonce=\"{}\"",
        doorstep::documents::cose_key::thumbprint(phone.device.public()),
        draft.nonce
    );
    let base = format!(
        "\"content-digest\": {digest}\n\"@target-uri\": {}/v1/sync\n\"content-type\": {json}\n\
         \"@method\": POST\n\"@signature-params\": {params}",
        rig.url
    );
    let signature = phone.device.sign(base.as_bytes()).unwrap();
    let fields = vec![
        ("content-type".to_owned(), json.to_owned()),
        ("content-digest".to_owned(), digest),
        ("signature-input".to_owned(), format!("dev={params}")),
        ("signature".to_owned(), Label::Dev.member(&signature)),
    ];
    draft.send_with(&rig, fields).await.is(200);
}

#[tokio::test]
async fn the_origin_is_ours_whatever_the_host_field_says() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let mut draft = Draft::new(Route::Sync, &json!({}), phone.dev());
    draft.origin = "https://elsewhere.example".to_owned();
    draft.send(&rig).await.problem(401, "signature-invalid");
    let mut fields = draft.fields(&rig);
    fields.push(("host".to_owned(), "elsewhere.example".to_owned()));
    fields.push(("x-forwarded-host".to_owned(), "elsewhere.example".to_owned()));
    draft.again().send_with(&rig, fields).await.problem(401, "signature-invalid");
    let mut queried = Draft::new(Route::Sync, &json!({}), phone.dev());
    queried.path = Some("/v1/sync?page=1".to_owned());
    queried.send(&rig).await.is(200);
}

#[tokio::test]
async fn a_clock_that_differs_is_told_the_time() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    for (created, differs) in [(NOON - 301, true), (NOON + 301, true), (NOON - 300, false)] {
        let draft = Draft::new(Route::Sync, &json!({}), phone.dev()).at(created);
        let answer = draft.send(&rig).await;
        if !differs {
            answer.is(200);
            continue;
        }
        let problem = answer.problem(401, "clock-differs");
        let bytes = from_base64url(problem["time"].as_str().unwrap()).unwrap();
        let token = TimeToken::read(&bytes, &rig.trust().await, ISS).unwrap();
        assert_eq!((token.iat, token.nonce), (NOON, draft.nonce));
    }
}

#[tokio::test]
async fn a_nonce_counts_once_and_the_token_is_over_it() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let draft = Draft::new(Route::Sync, &json!({}), phone.dev());
    let answer = draft.send(&rig).await;
    let reply: doorstep::requests::SyncReply = answer.is(200).json();
    let token =
        TimeToken::read(&from_base64url(&reply.time).unwrap(), &rig.trust().await, ISS).unwrap();
    assert_eq!(token.nonce, draft.nonce);
    draft.send(&rig).await.problem(401, "replayed");
    rig.clock(NOON + 300).await;
    draft.send(&rig).await.problem(401, "replayed");
    draft.clone().at(NOON + 300).send(&rig).await.problem(401, "replayed");
    let other = Phone::new();
    other.settle(&rig, "+79160000001", NOON + 300).await;
    let mut theirs = Draft::new(Route::Sync, &json!({}), other.dev()).at(NOON + 300);
    theirs.nonce = draft.nonce;
    theirs.send(&rig).await.is(200);
}

#[tokio::test]
async fn bodies_are_bounded_and_json() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let draft = Draft::new(Route::Sync, &json!({ "pad": "x".repeat(70_000) }), phone.dev());
    draft.send(&rig).await.problem(413, "too-large");
    let post = async |path: &str, body: Vec<u8>| {
        let request = rig.client.post(format!("{}{path}", rig.url)).body(body);
        crate::support::Answer::read(request.send().await.unwrap()).await
    };
    post("/v1/time", vec![b'x'; 70_000]).await.problem(413, "too-large");
    post("/v1/time", b"{}".to_vec()).await.problem(400, "malformed");
    post("/v1/trust", Vec::new()).await.problem(405, "method-not-allowed");
    post("/v1/nothing", Vec::new()).await.problem(404, "unknown");
    rig.get("/v1/passes").await.problem(405, "method-not-allowed");

    let nonce = to_base64url(&[0; 16]);
    post("/v1/time", format!("[\"{nonce}\"]").into_bytes()).await.problem(400, "malformed");
    for (path, body, field) in [
        ("/v1/time", json!({ "nonce": "AAAA" }), "nonce"),
        ("/v1/codes", json!({ "nonce": "", "code": "234567892345678A" }), "nonce"),
        ("/v1/codes", json!({ "nonce": nonce, "code": "234567892345678B" }), "code"),
    ] {
        let problem = post(path, body.to_string().into_bytes()).await.problem(400, "malformed");
        assert_eq!(problem["field"], field, "{body}");
    }
    let body = json!({ "seen": { "holder": "=" } });
    let problem = Draft::new(Route::Sync, &body, phone.dev()).send(&rig).await;
    assert_eq!(problem.problem(400, "malformed")["field"], "seen.holder");
    for (route, list) in [
        (Route::Erase, json!([])),
        (Route::Sync, json!([{}])),
        (Route::Sync, json!({ "seen": [] })),
        (Route::Sync, json!({ "seen": null })),
    ] {
        Draft::new(route, &list, phone.dev()).send(&rig).await.problem(400, "malformed");
    }
    // What is not known is ignored, whatever it is.
    let mut draft = Draft::new(Route::Erase, &json!({}), phone.dev());
    draft.body = format!("{{\"\":{}}}", "9".repeat(300)).into_bytes();
    draft.send(&rig).await.is(200);
}

#[tokio::test]
async fn what_two_readers_may_read_differently_is_malformed_in_ignored_fields_too() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let nonce = to_base64url(&[0; 16]);
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let ignored: [&[u8]; 7] = [
        b"\"\xff\"",
        b"\"\xed\xa0\x80\"",
        b"\"\\ud83d\"",
        b"{\"a\": 1, \"a\": 2}",
        b"{\"\xc0\xaf\": 1}",
        "9".repeat(400).leak().as_bytes(),
        deep.as_bytes(),
    ];
    let post = async |body: Vec<u8>| {
        let request = rig.client.post(format!("{}/v1/time", rig.url)).body(body);
        crate::support::Answer::read(request.send().await.unwrap()).await
    };
    let with =
        |value: &[u8]| [format!("{{\"nonce\":\"{nonce}\",\"x\":").as_bytes(), value, b"}"].concat();
    post(with(b"{\"a\": [1, \"\\ud83d\\ude42\"]}")).await.is(200);
    for value in ignored {
        post(with(value)).await.problem(400, "malformed");
        for route in [Route::Sync, Route::Erase] {
            let mut draft = Draft::new(route, &json!({}), phone.dev());
            draft.body = with(value);
            draft.send(&rig).await.problem(400, "malformed");
        }
    }
    let twice = format!("{{\"nonce\":\"{nonce}\",\"x\":1,\"\\u0078\":1}}");
    post(twice.into_bytes()).await.problem(400, "malformed");
    let marked = format!("\u{feff}{{\"nonce\":\"{nonce}\"}}");
    post(marked.into_bytes()).await.problem(400, "malformed");
    Draft::new(Route::Erase, &json!({}), phone.dev()).send(&rig).await.is(200);
}
