//! Which methods and media types each route takes, and what is said to others: as the document has it.

use doorstep::requests::{Label, MediaType, Route};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Draft, NOON, Phone, Rig};

#[tokio::test]
async fn another_method_is_told_which_there_are() {
    let rig = Rig::new().await;
    let document: Value = rig.get("/v1/openapi.json").await.json();
    let mut tried = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let served: Vec<String> =
            operations.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        let url = format!("{}{}", rig.url, path.replace(['{', '}'], ""));
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "REPORT"] {
            if served.iter().any(|known| known == method) {
                continue;
            }
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let request = rig.client.request(method.clone(), &url).body("{}");
            let answer = Answer::read(request.send().await.unwrap()).await;
            answer.problem(405, "method-not-allowed");
            let mut allowed: Vec<&str> = answer.header("allow").split(',').collect();
            allowed.sort_unstable();
            // Whoever may fetch may ask for the head alone.
            let head = served.contains(&"GET".to_owned()).then_some("HEAD");
            let mut expected: Vec<&str> = served.iter().map(String::as_str).chain(head).collect();
            expected.sort_unstable();
            assert_eq!(allowed, expected, "{method} {path}");
            tried += 1;
        }
    }
    assert_eq!(tried, 23 * 6 + 4);
}

#[tokio::test]
async fn a_signed_body_of_another_media_type_is_refused_whatever_is_in_it() {
    let rig = Rig::new().await;
    let phone = Phone::settled(&rig).await;
    let cbor = [0xa1, 0x64, b's', b'e', b'e', b'n', 0xa0];
    for route in [Route::Sync, Route::Erase] {
        for media_type in MediaType::ALL.into_iter().filter(|other| *other != MediaType::Json) {
            for body in [&cbor[..], b"{}"] {
                let mut draft = Draft::new(route, &json!({}), vec![(Label::Dev, &phone.device)]);
                draft.media_type = media_type;
                draft.body = body.to_vec();
                draft.at(NOON).send(&rig).await.problem(415, "media-type-unsupported");
            }
        }
    }
    // What is called JSON and is none is another mistake.
    let mut draft = Draft::new(Route::Sync, &json!({}), phone.dev());
    draft.body = cbor.to_vec();
    draft.send(&rig).await.problem(400, "malformed");
    Draft::new(Route::Erase, &json!({}), phone.dev()).send(&rig).await.is(200);
}
