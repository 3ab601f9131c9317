//! Reports that are deflated on their way, and so are the answers to them.

use doorstep::model::{DEFLATE, deflate, inflate};
use doorstep::quarantine::report::MOST_BYTES;
use doorstep::requests::{Label, ReportsReply, Route};
use miniz_oxide::deflate::compress_to_vec_zlib;
use serde_json::json;

use crate::reports::{town, up_to};
use crate::support::Draft;

#[tokio::test]
async fn a_deflated_batch_is_the_same_and_its_answer_is_deflated_for_who_asks() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(40);
    let plain = journal.draft(&phone, 1, 40);
    let body = deflate(&plain.body).unwrap();
    let deflated = Draft { body, coding: Some(DEFLATE), ..plain.clone() };
    let reply: ReportsReply = deflated.send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 40);
    let reply: ReportsReply = deflated.again().send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 40);
    let again = plain.again();
    let asks = [again.fields(&rig), vec![("accept-encoding".into(), "gzip, deflate".into())]];
    let answer = again.send_with(&rig, asks.concat()).await;
    answer.is(200);
    assert_eq!(answer.headers["content-encoding"], DEFLATE);
    let inflated = inflate(&answer.body, MOST_BYTES).unwrap();
    assert!(answer.body.len() < inflated.len());
    let reply: ReportsReply = serde_json::from_slice(&inflated).unwrap();
    assert_eq!(up_to(&rig, &reply).await.0, 40);
}

#[tokio::test]
async fn a_bomb_a_broken_stream_and_another_coding_are_refused() {
    let (rig, phone, mut journal) = town().await;
    journal.declare(40);
    let plain = journal.draft(&phone, 1, 40);
    let deflated =
        |body: &[u8]| Draft { body: body.to_vec(), coding: Some(DEFLATE), ..plain.again() };
    let good = deflate(&plain.body).unwrap();
    let bomb = compress_to_vec_zlib(&vec![0xa0; 128 * MOST_BYTES], 9);
    assert!(bomb.len() < MOST_BYTES);
    deflated(&bomb).send(&rig).await.problem(413, "too-large");
    let one_more = compress_to_vec_zlib(&vec![0xa0; MOST_BYTES + 1], 9);
    deflated(&one_more).send(&rig).await.problem(413, "too-large");
    deflated(&good[..good.len() - 1]).send(&rig).await.problem(400, "malformed");
    // A raw stream is none of HTTP's (RFC 9110 §8.4.1.2).
    deflated(&good[2..good.len() - 4]).send(&rig).await.problem(400, "malformed");
    Draft { coding: Some("gzip"), ..deflated(&good) }
        .send(&rig)
        .await
        .problem(415, "media-type-unsupported");
    // The coding is signed: nobody on the way takes it off, or puts it on.
    let without = |(name, _): &(String, String)| name != "content-encoding";
    let fields = deflated(&good).fields(&rig).into_iter().filter(without).collect();
    deflated(&good).send_with(&rig, fields).await.problem(401, "signature-invalid");
    let mut fields = plain.again().fields(&rig);
    fields.push(("content-encoding".into(), DEFLATE.into()));
    plain.send_with(&rig, fields).await.problem(401, "signature-invalid");
    // Nothing else is deflated.
    let sync = Draft::new(Route::Sync, &json!({ "seen": {} }), [(Label::Dev, &phone.device)]);
    let body = compress_to_vec_zlib(&sync.body, 9);
    let sync = Draft { body, coding: Some(DEFLATE), key: None, ..sync };
    sync.send(&rig).await.problem(415, "media-type-unsupported");
    let reply: ReportsReply = deflated(&good).send(&rig).await.is(200).json();
    assert_eq!(up_to(&rig, &reply).await.0, 40);
}
