//! Documents: verified with the core's readers, stamped, tagged, and renewed when they are due.

use doorstep::crypto::sha256;
use doorstep::documents::{DenyList, KeyUse, Root, Stamp, TimeToken, stamp_name};
use doorstep::requests::Route;
use doorstep_authority::ClockSource;

use crate::support::{Answer, DAY, HOUR, ISS, NOON, Rig};

async fn stamp(rig: &Rig) -> Stamp {
    Stamp::read(&rig.document(Route::Stamp).await, &rig.trust().await, ISS).unwrap()
}

/// Checks that the stamp names exactly what is served.
async fn stamped(rig: &Rig) -> Stamp {
    let stamp = stamp(rig).await;
    for (name, route) in [
        (stamp_name::ROOT, Route::Root(1)),
        (stamp_name::TRUST, Route::Trust),
        (stamp_name::RULES, Route::Rules),
        (stamp_name::DENY, Route::Deny),
        (stamp_name::STATUS, Route::Status),
    ] {
        let bytes = rig.document(route).await;
        assert_eq!(stamp.doc(name).unwrap().sha256, sha256(&bytes), "{name}");
    }
    stamp
}

#[tokio::test]
async fn a_fresh_home_serves_what_a_phone_needs() {
    let rig = Rig::new().await;
    let file = rig.trust_file();
    assert_eq!((file.iss.as_str(), &file.url), ("XX-REF", &rig.url));
    assert_eq!(file.root, rig.document(Route::Root(1)).await);
    let root = Root::first(&file.root).unwrap();
    assert_eq!((root.serial, root.threshold, root.keys.len()), (1, 2, 3));
    rig.get("/v1/roots/2").await.problem(404, "unknown");
    for no_serial in ["x", "%FF", "%00", "-1"] {
        rig.get(&format!("/v1/roots/{no_serial}")).await.problem(404, "unknown");
    }

    let trust = rig.trust().await;
    assert_eq!((trust.serial, trust.iat, trust.exp), (1, NOON, NOON + 90 * DAY));
    assert_eq!(trust.keys_for(KeyUse::Pass).count(), 2);
    assert_eq!(trust.keys_for(KeyUse::Rules).count(), 2);
    assert_eq!(trust.rules_threshold, 2);
    assert_eq!(trust.tls.pins, file.pins);
    assert_eq!(trust.hosts, ["127.0.0.1", "localhost", "::1"]);

    let rules = rig.rules().await;
    assert_eq!((rules.serial, rules.iat, rules.exp), (1, NOON, NOON + 30 * DAY));
    assert_eq!(rules.act_in_force(NOON).unwrap().no, 1);
    let keys: Vec<&str> = rules.purposes.iter().map(|purpose| purpose.key.as_str()).collect();
    let known = ["groceries", "pharmacy", "pet", "rubbish", "nearby", "medical", "work"];
    assert_eq!(keys, known);
    let deny = DenyList::read(&rig.document(Route::Deny).await, &trust, ISS).unwrap();
    assert_eq!((deny.seq, deny.exp), (1, NOON + 7 * DAY));
    assert!(deny.denied.is_empty());

    let stamp = stamped(&rig).await;
    assert_eq!((stamp.seq, stamp.iat, stamp.exp), (1, NOON, NOON + 7 * DAY));
}

#[tokio::test]
async fn a_time_token_is_over_the_nonce() {
    let rig = Rig::new().await;
    let trust = rig.trust().await;
    let token = TimeToken::read(&rig.time_token().await, &trust, ISS).unwrap();
    assert_eq!((token.iss.as_str(), token.iat), ("XX-REF", NOON));
}

#[tokio::test]
async fn a_known_document_is_not_sent_again() {
    let rig = Rig::new().await;
    for path in ["/v1/rules", "/v1/trust", "/v1/deny", "/v1/status", "/v1/openapi.json"] {
        let first = rig.get(path).await;
        let etag = first.header("etag").to_owned();
        let expected = doorstep::model::to_base64url(&sha256(&first.body));
        assert_eq!(etag, format!("\"{expected}\""));
        let ask = async |tag: &str| {
            let request = rig.client.get(format!("{}{path}", rig.url));
            Answer::read(request.header("if-none-match", tag).send().await.unwrap()).await
        };
        let known = ask(&etag).await;
        assert_eq!((known.status, known.body.len(), known.header("etag")), (304, 0, etag.as_str()));
        for known in [format!("\"other\", {etag}"), format!("W/{etag}"), "*".into()] {
            assert_eq!(ask(&known).await.status, 304, "{known}");
        }
        for other in ["\"other\"", "W/\"a,b\" , \"\"", ""] {
            assert_eq!(ask(other).await.status, 200, "{other}");
        }
        for no_tag in ["other", "\"other", "w/\"other\"", "\"a\" \"b\"", "*, \"a\"", "\"a b\""] {
            ask(no_tag).await.problem(400, "malformed");
        }
    }
}

#[tokio::test]
async fn what_is_due_is_signed_anew_and_stamped() {
    let rig = Rig::new().await;
    rig.clock(NOON + HOUR - 1).await;
    assert_eq!(stamped(&rig).await.seq, 1);
    rig.clock(NOON + HOUR).await;
    assert_eq!(stamped(&rig).await.seq, 2);
    rig.clock(NOON + 16 * DAY).await;
    let rules = rig.rules().await;
    assert_eq!((rules.serial, rules.exp), (2, NOON + 46 * DAY));
    assert_eq!(rig.trust().await.serial, 1);
    rig.clock(NOON + 31 * DAY).await;
    let trust = rig.trust().await;
    assert_eq!((trust.serial, trust.iat), (2, NOON + 31 * DAY));
    stamped(&rig).await;
    // Into the past: nothing that is served may come from the future.
    rig.clock(NOON - 100 * DAY).await;
    let stamp = stamped(&rig).await;
    assert_eq!(stamp.iat, NOON - 100 * DAY);
    assert_eq!(rig.trust().await.serial, 3);
    assert_eq!(rig.rules().await.iat, NOON - 100 * DAY);
}

#[tokio::test]
async fn a_trust_list_is_renewed_at_the_start_when_it_is_due() {
    let rig = Rig::new().await;
    let Rig { home, authority, client, .. } = rig;
    drop(client);
    authority.stop().await;
    let mut settings = crate::support::settings(home.path());
    settings.clock = ClockSource::StoppedAt((NOON + 100 * DAY) as i64);
    let authority = doorstep_authority::start(settings).await.unwrap();
    let client = crate::support::client(&std::fs::read(&authority.ready().ca_file).unwrap());
    let admin = doorstep_authority::admin::Admin::of(home.path()).unwrap();
    let url = authority.ready().url.clone();
    let rig = Rig { home, authority, admin, client, url };
    let trust = rig.trust().await;
    assert_eq!((trust.serial, trust.exp), (2, NOON + 190 * DAY));
    stamped(&rig).await;
}

#[test]
fn a_client_of_some_300_lines_needs_nothing_of_ours() {
    let client = include_str!("../../contract/client.py");
    assert!(client.lines().count() <= 320);
    // The standard library, CBOR and cryptography.
    let known = [
        "base64",
        "cbor2",
        "cryptography",
        "functools",
        "hashlib",
        "http",
        "json",
        "os",
        "ssl",
        "sys",
        "time",
        "urllib",
    ];
    for line in client.lines() {
        let imported = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
        let module = imported.and_then(|named| named.split([' ', '.']).next());
        assert!(module.is_none_or(|module| known.contains(&module)), "{line}");
    }
}

#[tokio::test]
async fn the_description_lists_every_route_that_is_served() {
    let rig = Rig::new().await;
    rig.admin.sms_tables(&[]).await.unwrap();
    let answer = rig.get("/v1/openapi.json").await;
    let document: serde_json::Value = answer.is(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 24);
    for (path, operations) in paths {
        let real = path.replace("{serial}", "1").replace("{reg}", "AAAAAAAAAAAAAAAAAAAAAA");
        let real = real.replace("{id}", "AAAAAAAAAAA").replace("{photo}", &"A".repeat(43));
        let operations = operations.as_object().unwrap();
        for (method, operation) in operations {
            let url = format!("{}{real}", rig.url);
            let request = rig.client.request(method.to_uppercase().parse().unwrap(), url);
            let answer = Answer::read(request.send().await.unwrap()).await;
            assert!(![404, 405].contains(&answer.status), "{method} {path}");
            let listed = &operation["responses"][answer.status.to_string()];
            assert!(listed.is_object(), "{method} {path} answers {}", answer.status);
        }
    }
    let passes = &document["paths"]["/v1/passes"]["post"];
    let codes = passes
        .pointer("/responses/422/content/application~1problem+json/schema/properties/code/enum");
    assert!(codes.unwrap().as_array().unwrap().contains(&"quota-used".into()));
    assert!(!document.to_string().contains("\"/sms"), "nothing of the admin endpoint");
}
