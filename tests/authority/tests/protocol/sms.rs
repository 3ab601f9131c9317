//! Tables of passes by text message: published by an operator, and signed by the rules' keys for good.

use doorstep::documents::{KeyUse, SmsRegions, Stamp};
use doorstep::requests::Route;
use doorstep_authority::admin::AdminError;
use doorstep_authority::{SMS_DOCUMENTS, shipped_sms_regions};

use crate::support::{ISS, NOON, Rig};

async fn served(rig: &Rig) -> SmsRegions {
    SmsRegions::read(&rig.document(Route::Sms).await, &rig.trust().await, ISS).unwrap()
}

async fn stamped(rig: &Rig) -> Option<u64> {
    let stamp = Stamp::read(&rig.document(Route::Stamp).await, &rig.trust().await, ISS).unwrap();
    stamp.doc("sms").map(|doc| doc.serial)
}

#[tokio::test]
async fn tables_are_served_once_they_are_published_and_stay() {
    let rig = Rig::new().await;
    rig.get("/v1/sms").await.problem(404, "unknown");
    assert_eq!(stamped(&rig).await, None);
    assert_eq!(rig.admin.sms_tables(&[]).await, Ok(1));
    let all = served(&rig).await;
    assert_eq!(all.regions, shipped_sms_regions(ISS).unwrap().regions);
    assert_eq!((all.iat, stamped(&rig).await), (NOON, Some(1)));
    rig.clock(NOON + 60).await;
    let one = SMS_DOCUMENTS[SMS_DOCUMENTS.len() - 1].to_owned();
    assert_eq!(rig.admin.sms_tables(std::slice::from_ref(&one)).await, Ok(2));
    assert_eq!(served(&rig).await.regions.len(), 1, "the whole is replaced");
    // The same day twice, and what is no document.
    let twice = [one.clone(), one];
    assert_eq!(rig.admin.sms_tables(&twice).await, Err(AdminError::SmsUnfit));
    assert_eq!(rig.admin.sms_tables(&["{}".to_owned()]).await, Err(AdminError::Refused));
    assert_eq!((served(&rig).await.serial, stamped(&rig).await), (2, Some(2)));
    let rig = rig.restarted(|_| {}).await;
    assert_eq!((served(&rig).await.serial, stamped(&rig).await), (2, Some(2)));
}

#[tokio::test]
async fn other_keys_of_the_rules_sign_them_anew() {
    let rig = Rig::new().await;
    rig.admin.sms_tables(&[]).await.unwrap();
    rig.clock(NOON + 60).await;
    rig.admin.rotate_key(KeyUse::Rules, true).await.unwrap();
    let again = served(&rig).await;
    assert_eq!((again.serial, again.iat, stamped(&rig).await), (2, NOON + 60, Some(2)));
    rig.admin.rotate_key(KeyUse::Stamp, false).await.unwrap();
    assert_eq!(served(&rig).await.serial, 2);
}
