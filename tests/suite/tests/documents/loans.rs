//! Invitations, handovers and wipe certificates: what is written is read back, nothing else is read.

use doorstep::documents::{
    Condition, Handover, KeyUse, LoanInvitation, Receipt, Received, WipeCertificate, cose_key,
};
use doorstep::model::{LoanId, LoanNumber};
use doorstep_suite::issuer::{ISS, Issuer, NOW, key, sign};
use proptest::prelude::*;

fn invitation() -> LoanInvitation {
    LoanInvitation {
        iss: ISS.into(),
        exp: NOW + 86_400,
        id: LoanId::new([7; 16]),
        number: LoanNumber::new("L-0042").unwrap(),
        root: [8; 32],
        once: [9; 16],
    }
}

fn signed_invitation(issuer: &Issuer) -> Vec<u8> {
    sign(invitation().draft(issuer.order_key.public()), &issuer.order_key)
}

#[test]
fn an_invitation_is_read_under_an_order_key_that_counts() {
    let issuer = Issuer::new();
    let (trust, bytes) = (issuer.trust.clone(), signed_invitation(&issuer));
    let text = LoanInvitation::text_of(&bytes);
    assert!(text.starts_with("DSL1:") && text.len() < 700, "{}", text.len());
    assert_eq!(LoanInvitation::bytes_of(&text).unwrap(), bytes);
    assert_eq!(LoanInvitation::claimed(&bytes).unwrap(), invitation());
    assert_eq!(LoanInvitation::read(&bytes, &trust, ISS, NOW).unwrap(), invitation());
    assert!(LoanInvitation::read(&bytes, &trust, "another", NOW).is_err());
    // Not before its key signs, nor after it counts.
    assert!(LoanInvitation::read(&bytes, &trust, ISS, 0).is_err());
    assert!(LoanInvitation::read(&bytes, &trust, ISS, u64::MAX).is_err());
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(LoanInvitation::read(&changed, &trust, ISS, NOW).is_err(), "byte {at}");
    }
    let mut withdrawn = trust.clone();
    let orders = withdrawn.keys.iter_mut().filter(|key| key.key_use == KeyUse::Order);
    orders.for_each(|key| key.revoked_at = Some(NOW));
    assert!(LoanInvitation::read(&bytes, &withdrawn, ISS, NOW).is_err());
}

#[test]
fn a_handover_needs_both_signatures() {
    let issuer = Issuer::new();
    let (trust, device) = (issuer.trust.clone(), key());
    let handover = Handover {
        loan: LoanId::new([7; 16]),
        key: cose_key::thumbprint(device.public()),
        at: NOW,
        condition: Condition::new(Some(87), vec!["charger".into(), "чехол".into()]).unwrap(),
    };
    let draft = handover.draft();
    let signature = device.sign(&draft.to_sign(device.public())).unwrap();
    let by_device = draft.signed(device.public(), signature).close();
    assert_eq!(Handover::of_device(&by_device, device.public()).unwrap(), handover);
    assert!(Handover::of_device(&by_device, key().public()).is_err());
    assert!(Handover::of_both(&by_device, device.public(), &trust, ISS).is_err());
    let receipt = &issuer.receipt_key;
    let draft = Handover::reopened(&by_device).unwrap();
    let signature = receipt.sign(&draft.to_sign(receipt.public())).unwrap();
    let by_both = draft.signed(receipt.public(), signature).close();
    assert_eq!(Handover::of_both(&by_both, device.public(), &trust, ISS).unwrap(), handover);
    assert_eq!(Handover::kept(&by_both).unwrap(), handover);
    // A signature of another use is none.
    let order = &issuer.order_key;
    let draft = Handover::reopened(&by_device).unwrap();
    let signature = order.sign(&draft.to_sign(order.public())).unwrap();
    let by_another = draft.signed(order.public(), signature).close();
    assert!(Handover::of_both(&by_another, device.public(), &trust, ISS).is_err());
}

#[test]
fn what_no_receipt_holds_is_no_condition() {
    let part = |length: usize| "p".repeat(length);
    assert!(Condition::new(Some(100), vec![part(32); 8]).is_some());
    assert!(Condition::new(Some(101), Vec::new()).is_none());
    assert!(Condition::new(None, vec![part(1); 9]).is_none());
    for bad in [part(0), part(33), "a\nb".into()] {
        assert!(Condition::new(None, vec![bad]).is_none());
    }
}

#[test]
fn a_certificate_is_of_the_key_that_it_names() {
    let device = key();
    let certificate = WipeCertificate {
        loan: LoanId::new([7; 16]),
        at: NOW,
        key: cose_key::thumbprint(device.public()),
        destroyed: 4,
        h: Some([5; 32]),
    };
    for certificate in [certificate.clone(), WipeCertificate { h: None, ..certificate }] {
        let draft = certificate.draft();
        let signature = device.sign(&draft.to_sign()).unwrap();
        let bytes = draft.close(&signature);
        assert_eq!(WipeCertificate::read(&bytes, device.public()).unwrap(), certificate);
        assert_eq!(WipeCertificate::claimed(&bytes).unwrap(), certificate);
        assert!(WipeCertificate::read(&bytes, key().public()).is_err());
        let text = WipeCertificate::text_of(&bytes);
        assert_eq!(WipeCertificate::bytes_of(&text).unwrap(), bytes);
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(WipeCertificate::read(&changed, device.public()).is_err(), "byte {at}");
        }
    }
}

#[test]
fn a_receipt_of_a_device_names_its_certificate() {
    let issuer = Issuer::new();
    let received = Received::Device {
        loan: LoanId::new([7; 16]),
        key: cose_key::thumbprint(key().public()),
        wipe: [4; 32],
    };
    let receipt = Receipt { iss: ISS.into(), iat: NOW, received };
    let bytes = sign(receipt.draft(issuer.receipt_key.public()), &issuer.receipt_key);
    assert_eq!(Receipt::read(&bytes, &issuer.trust.clone(), ISS).unwrap().document, receipt);
}

proptest! {
    #[test]
    fn any_text_is_answered(text: String, bytes: Vec<u8>) {
        for text in [&text, &format!("DSL1:{text}"), &LoanInvitation::text_of(&bytes)] {
            if let Ok(bytes) = LoanInvitation::bytes_of(text) {
                let _ = LoanInvitation::claimed(&bytes);
                prop_assert_eq!(&LoanInvitation::text_of(&bytes), text);
            }
        }
        for text in [&format!("DSW1:{text}"), &WipeCertificate::text_of(&bytes)] {
            if let Ok(bytes) = WipeCertificate::bytes_of(text) {
                let _ = WipeCertificate::claimed(&bytes);
                prop_assert_eq!(&WipeCertificate::text_of(&bytes), text);
            }
        }
        let _ = Handover::reopened(&bytes);
        let _ = Handover::kept(&bytes);
    }

    #[test]
    fn any_handover_is_read_as_it_was_written(
        at in 0..u64::MAX / 2,
        battery in proptest::option::of(0..=100_u8),
        parts in prop::collection::vec("[a-zа-я]{1,16}", 0..8),
    ) {
        let device = key();
        let handover = Handover {
            loan: LoanId::new([1; 16]),
            key: cose_key::thumbprint(device.public()),
            at,
            condition: Condition::new(battery, parts).unwrap(),
        };
        let draft = handover.draft();
        let signature = device.sign(&draft.to_sign(device.public())).unwrap();
        let bytes = draft.signed(device.public(), signature).close();
        prop_assert_eq!(Handover::of_device(&bytes, device.public()).unwrap(), handover);
    }
}
