//! Lent devices over the wire: who gets one, who signs that it changed hands, and what is taken as its end.

use doorstep::crypto::{SigningKey, sha256};
use doorstep::documents::{
    self, Condition, Handover, KeyUse, LoanInvitation, Receipt, Received, WipeCertificate, cose_key,
};
use doorstep::model::{LoanId, LoanNumber, from_base64url, to_base64url};
use doorstep::requests::{
    HandoverReply, HandoverRequest, LoanReply, LoanRequest, ReturnReply, ReturnRequest, Route,
};

use crate::support::{Answer, DAY, Draft, HOUR, ISS, NOON, Phone, Rig, new_key, random, wire};

const LOAN_NUMBER: &str = "L-0042";

/// An invitation as it is signed.
async fn invited(rig: &Rig) -> Vec<u8> {
    let made = rig.admin.make_loan(LOAN_NUMBER, None).await.unwrap();
    LoanInvitation::bytes_of(&made.qr).unwrap()
}

/// A device with an invitation.
struct Device {
    phone: Phone,
    invitation: Vec<u8>,
    loan: LoanId,
}

impl Device {
    fn with(invitation: &[u8]) -> Self {
        let loan = LoanInvitation::claimed(invitation).unwrap().id;
        Self { phone: Phone::new(), invitation: invitation.to_owned(), loan }
    }

    async fn request(&self, rig: &Rig) -> LoanRequest {
        LoanRequest {
            loan: to_base64url(&self.invitation),
            key: wire(self.phone.device.public()),
            sos: wire(self.phone.sos.public()),
            time: to_base64url(&rig.time_token().await),
            attestation: None,
        }
    }

    async fn registers(&self, rig: &Rig) -> Answer {
        let request = self.request(rig).await;
        Draft::new(Route::Loans, &request, self.phone.both()).send(rig).await
    }

    /// Registered, in nobody's hands.
    async fn taken(rig: &Rig) -> Self {
        let device = Self::with(&invited(rig).await);
        let _: LoanReply = device.registers(rig).await.is(201).json();
        device
    }

    fn handover(&self, at: u64) -> Handover {
        let parts = vec!["charger".to_owned()];
        let condition = Condition::new(Some(87), parts).unwrap();
        let key = cose_key::thumbprint(self.phone.device.public());
        Handover { loan: self.loan, key, at, condition }
    }

    fn hands_over(&self, handover: &Handover, by: &SigningKey) -> Draft<'_> {
        let draft = handover.draft();
        let signature = by.sign(&draft.to_sign(by.public())).unwrap();
        let signed = draft.signed(by.public(), signature).close();
        let body = HandoverRequest { handover: to_base64url(&signed) };
        Draft::new(Route::LoanHandover(self.loan), &body, self.phone.dev())
    }

    fn certificate(&self) -> WipeCertificate {
        let key = cose_key::thumbprint(self.phone.device.public());
        WipeCertificate { loan: self.loan, at: NOON, key, destroyed: 4, h: None }
    }

    fn returns(&self, certificate: &[u8]) -> Draft<'_> {
        let body = ReturnRequest { certificate: to_base64url(certificate) };
        Draft::new(Route::LoanReturn(self.loan), &body, self.phone.dev())
    }
}

fn signed(certificate: &WipeCertificate, by: &SigningKey) -> Vec<u8> {
    closed(certificate.draft(), by)
}

fn closed(draft: documents::Draft, by: &SigningKey) -> Vec<u8> {
    let signature = by.sign(&draft.to_sign()).unwrap();
    draft.close(&signature)
}

#[tokio::test]
async fn a_device_is_told_the_same_when_its_answer_was_lost() {
    let rig = Rig::new().await;
    let device = Device::with(&invited(&rig).await);
    let request = device.request(&rig).await;
    let draft = Draft::new(Route::Loans, &request, device.phone.both());
    draft.send(&rig).await.is(201);
    draft.again().send(&rig).await.is(201);
    draft.send_anew(&rig).await.is(201);
    // Of its two keys the first is known by now: with another beside it that is another device.
    let sos = new_key();
    let other = LoanRequest { sos: wire(sos.public()), ..request };
    let signers = vec![
        (doorstep::requests::Label::Dev, &device.phone.device),
        (doorstep::requests::Label::Sos, &sos),
    ];
    let answer = Draft::new(Route::Loans, &other, signers).send(&rig).await;
    assert_eq!(answer.problem(400, "malformed")["field"], "key");
}

#[tokio::test]
async fn an_invitation_is_the_authoritys_own_and_not_over() {
    let rig = Rig::new().await;
    let genuine = invited(&rig).await;
    let claimed = LoanInvitation::claimed(&genuine).unwrap();
    let forger = new_key();
    let forged = closed(claimed.draft(forger.public()), &forger);
    let mut flipped = genuine.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    for wrong in [forged, flipped] {
        let answer = Device::with(&wrong).registers(&rig).await;
        assert_eq!(answer.problem(400, "malformed")["field"], "loan");
    }
    // Signed by the authority's own key, for a loan that it has never made.
    let online = std::fs::read_dir(rig.home.path().join("online")).unwrap();
    let keys = online
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "p8"))
        .map(|path| SigningKey::from_pkcs8(&std::fs::read(path).unwrap()).unwrap());
    let trust = rig.trust().await;
    let signing = trust.keys_for(KeyUse::Order).next().unwrap().key.clone();
    let signing = keys.into_iter().find(|key| *key.public() == signing).unwrap();
    let unknown = LoanInvitation {
        id: LoanId::new(random()),
        number: LoanNumber::new(LOAN_NUMBER).unwrap(),
        iss: ISS.into(),
        ..claimed
    };
    let unknown = closed(unknown.draft(signing.public()), &signing);
    Device::with(&unknown).registers(&rig).await.problem(404, "unknown");
    rig.clock(NOON + 8 * DAY).await;
    let late = Device::with(&genuine);
    let request = late.request(&rig).await;
    let draft = Draft::new(Route::Loans, &request, late.phone.both()).at(NOON + 8 * DAY);
    draft.send(&rig).await.problem(410, "loan-over");
}

#[tokio::test]
async fn a_registration_takes_both_keys_of_the_device() {
    let rig = Rig::new().await;
    let device = Device::with(&invited(&rig).await);
    let request = device.request(&rig).await;
    let alone = Draft::new(Route::Loans, &request, device.phone.dev());
    alone.send(&rig).await.problem(401, "signature-invalid");
    let stranger = Phone::new();
    let other = Draft::new(Route::Loans, &request, stranger.both());
    other.send(&rig).await.problem(401, "signature-invalid");
    // Whoever has an account is not lent to.
    let resident = Phone::settled(&rig).await;
    let lent = Device { phone: resident, ..device };
    assert_eq!(lent.registers(&rig).await.problem(400, "malformed")["field"], "key");
}

#[tokio::test]
async fn two_devices_with_one_form_are_both_stopped_before_the_handover() {
    let rig = Rig::new().await;
    let first = Device::taken(&rig).await;
    let second = Device::with(&first.invitation);
    second.registers(&rig).await.problem(410, "loan-over");
    let handover = first.handover(NOON);
    let handed_over = first.hands_over(&handover, &first.phone.device);
    handed_over.send(&rig).await.problem(410, "loan-over");
    // The second never had an account: it speaks for nobody.
    let handover = second.handover(NOON);
    let handed_over = second.hands_over(&handover, &second.phone.device);
    handed_over.send(&rig).await.problem(401, "signature-invalid");
}

#[tokio::test]
async fn a_handover_is_of_this_device_this_loan_and_now() {
    let rig = Rig::new().await;
    let device = Device::taken(&rig).await;
    let (own, stranger) = (&device.phone.device, new_key());
    let good = device.handover(NOON);
    let key = cose_key::thumbprint(stranger.public());
    for (wrong, by) in [
        (Handover { loan: LoanId::new(random()), ..good.clone() }, own),
        (Handover { key, ..good.clone() }, own),
        (Handover { key, ..good.clone() }, &stranger),
        (Handover { at: NOON - HOUR, ..good.clone() }, own),
        (Handover { at: NOON + HOUR, ..good.clone() }, own),
        (good.clone(), &stranger),
    ] {
        let answer = device.hands_over(&wrong, by).send(&rig).await;
        assert_eq!(answer.problem(400, "malformed")["field"], "handover", "{wrong:?}");
    }
    // Another lent device names this loan.
    let other = Device::with(
        &LoanInvitation::bytes_of(&rig.admin.make_loan("L-0043", None).await.unwrap().qr).unwrap(),
    );
    other.registers(&rig).await.is(201);
    let draft = device.hands_over(&good, own);
    let draft = Draft { signers: other.phone.dev(), ..draft };
    draft.send(&rig).await.problem(404, "unknown");

    let first: HandoverReply = device.hands_over(&good, own).send(&rig).await.is(200).json();
    let bytes = from_base64url(&first.handover).unwrap();
    assert_eq!(Handover::of_both(&bytes, own.public(), &rig.trust().await, ISS).unwrap(), good);
    // What was signed by both stays, whatever comes later.
    let later = Handover { at: NOON + 60, ..good };
    let again: HandoverReply = device.hands_over(&later, own).send(&rig).await.is(200).json();
    assert_eq!(again.handover, first.handover);
}

#[tokio::test]
async fn a_device_comes_back_by_its_own_word_and_gets_one_receipt() {
    let rig = Rig::new().await;
    let device = Device::taken(&rig).await;
    let (own, stranger) = (&device.phone.device, new_key());
    let good = device.certificate();
    for (wrong, by) in [
        (WipeCertificate { loan: LoanId::new(random()), ..good.clone() }, own),
        (good.clone(), &stranger),
    ] {
        let answer = device.returns(&signed(&wrong, by)).send(&rig).await;
        assert_eq!(answer.problem(400, "malformed")["field"], "certificate");
    }
    let certificate = signed(&good, own);
    let back = device.returns(&certificate);
    let first: ReturnReply = back.send(&rig).await.is(200).json();
    let receipt = from_base64url(&first.receipt).unwrap();
    let receipt = Receipt::read(&receipt, &rig.trust().await, ISS).unwrap();
    let key = cose_key::thumbprint(own.public());
    let wipe = sha256(&certificate);
    assert_eq!(receipt.document.received, Received::Device { loan: device.loan, key, wipe });
    let again: ReturnReply = back.send_anew(&rig).await.is(200).json();
    assert_eq!(again.receipt, first.receipt);
    // Another certificate is another word: the first one counts.
    let other = signed(&WipeCertificate { destroyed: 1, ..good }, own);
    device.returns(&other).send(&rig).await.problem(410, "loan-over");
    // Its keys speak for nobody any more, and are nobody else's.
    let handover = device.hands_over(&device.handover(NOON), own);
    handover.send(&rig).await.problem(403, "key-closed");
    assert_eq!(device.registers(&rig).await.problem(400, "malformed")["field"], "key");
}
