//! What a patient disputes, and in which words.

use doorstep::quarantine::journal::{Disputed, Values, dispute};
use doorstep::quarantine::report::{Disclosed, LONGEST_DISPUTE};
use serde_json::json;

use crate::reports::{put_back, town, whole};

#[tokio::test]
async fn words_of_a_dispute_are_taken_with_it_and_nothing_else_is_kept() {
    let (rig, phone, mut journal) = town().await;
    let order = journal.order.to_string();
    journal.declare(1);
    journal.dispute(Disputed::Reported(1), "Дома был я.");
    let good = journal.request(&phone, 1, 2);
    let other_text = dispute::Private { text: Some("I left.".to_owned()) }.values();
    let too_long = dispute::Private { text: Some("я".repeat(LONGEST_DISPUTE + 1)) }.values();
    for change in [
        |shown: &mut Disclosed, _: &[Values; 2]| shown.salt[0] ^= 1,
        |shown: &mut Disclosed, [other, _]: &[Values; 2]| shown.values = other.clone(),
        |shown: &mut Disclosed, [_, long]: &[Values; 2]| shown.values = long.clone(),
        |shown: &mut Disclosed, _: &[Values; 2]| shown.seq = 3,
    ] {
        let mut request = good.clone();
        change(&mut request.disclosed[0], &[other_text.clone(), too_long.clone()]);
        let refused = journal.draft_of(&phone, &request).send(&rig).await;
        assert_eq!(refused.problem(400, "malformed")["field"], "disclosed");
    }
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert_eq!(listed["highest"], json!(null), "nothing of the batch was taken");
    assert!(rig.admin.disputes(&order).await.unwrap().is_empty());
    // What is shown of anything else is not asked for, and not kept.
    let mut request = good.clone();
    let shown = Disclosed { seq: 1, ..request.disclosed[0].clone() };
    request.disclosed = vec![shown];
    request.disclosed.push(Disclosed { class: "place".into(), ..good.disclosed[0].clone() });
    journal.draft_of(&phone, &request).send(&rig).await.is(200);
    assert_eq!(rig.admin.disputes(&order).await.unwrap()[0]["text"], json!(null));
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert!(!listed.to_string().contains("Дома"));
    // With the item once more come its words, also where the item is known. They stay.
    let draft = journal.draft_of(&phone, &good);
    for _ in 0..2 {
        draft.again().send(&rig).await.is(200);
        assert_eq!(rig.admin.disputes(&order).await.unwrap()[0]["text"], "Дома был я.");
    }
    journal.draft_of(&phone, &request).send(&rig).await.is(200);
    let disputes = rig.admin.disputes(&order).await.unwrap();
    assert_eq!((disputes.len(), &disputes[0]["text"]), (1, &json!("Дома был я.")));
    let listed = rig.admin.reports(&order, 0).await.unwrap();
    assert!(!listed.to_string().contains("Дома"), "they stand with the dispute alone");
}

#[tokio::test]
async fn an_authority_of_yesterday_gets_the_words_of_a_dispute_again() {
    let (rig, phone, mut journal) = town().await;
    let order = journal.order.to_string();
    journal.declare(1);
    journal.draft(&phone, 1, 1).send(&rig).await.is(200);
    let mut yesterday = Vec::new();
    let rig = rig.restarted(|database| yesterday = whole(database)).await;
    journal.dispute(Disputed::Reported(1), "I was at home.");
    journal.draft(&phone, 2, 2).send(&rig).await.is(200);
    let rig = rig.restarted(|database| put_back(database, &yesterday)).await;
    journal.declare(1);
    // Beyond a gap nothing of it counts, and no words are kept.
    journal.draft(&phone, 3, 3).send(&rig).await.is(200);
    assert!(rig.admin.disputes(&order).await.unwrap().is_empty());
    journal.draft(&phone, 2, 3).send(&rig).await.is(200);
    assert_eq!(rig.admin.disputes(&order).await.unwrap()[0]["text"], "I was at home.");
}
