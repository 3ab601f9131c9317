//! Mistakes of the issuer about the kind of a credential: they must never make a pass that needs
//! no phone, nor an emergency before its time.

use doorstep::documents::{Algorithm, Credential, Draft, Header, Item, Typ, cose_key, encode_text};
use doorstep::inspection::{Reason, Verdict};
use doorstep_suite::holder::{at, declared};
use doorstep_suite::inspection_setup::{InspectionSetup, Shown};
use doorstep_suite::issuer::{NOW, sign};

/// The claims of a credential under another kind.
fn under(setup: &InspectionSetup, typ: Typ, credential: &Credential) -> Vec<u8> {
    let public = setup.issuer.pass.public();
    let right = sign(credential.draft(public), &setup.issuer.pass);
    let Item::Tag(_, parts) = Item::read(&right, 4).unwrap() else { unreachable!() };
    let payload = parts.as_array().unwrap()[2].as_bytes().unwrap().to_vec();
    let header = Header {
        algorithm: Some(Algorithm::of(public)),
        kid: Some(cose_key::kid4(public).to_vec()),
        typ: Some(typ),
        kcwt: None,
    };
    sign(Draft::new(&header, &Item::read(&payload, 4).unwrap()), &setup.issuer.pass)
}

#[test]
fn a_pass_without_a_key_is_paper_only_if_it_says_so() {
    let mut setup = InspectionSetup::default();
    setup.pass.holder = None;
    let bytes = under(&setup, Typ::Pass, &Credential::Pass(setup.pass.clone()));
    let answer = setup.answer_to(&encode_text(&bytes));
    // The key is a claim that is missing: the issuer's mistake.
    assert_eq!((answer.verdict, answer.reason), (Verdict::CannotTell, Reason::IssuerError));
}

#[test]
fn paper_with_a_key_is_the_issuers_mistake() {
    let setup = InspectionSetup::default();
    let bytes = under(&setup, Typ::Paper, &Credential::Pass(setup.pass.clone()));
    let answer = setup.answer_to(&encode_text(&bytes));
    assert_eq!((answer.verdict, answer.reason), (Verdict::CannotTell, Reason::IssuerError));
}

#[test]
fn a_certificate_counts_only_inside_its_time() {
    let mut setup = InspectionSetup { shown: Shown::Emergency, ..InspectionSetup::default() };
    setup.certificate.nbf = NOW + 3600;
    setup.frame = declared(at(NOW), NOW - 60);
    let answer = setup.answer();
    assert_eq!((answer.verdict, answer.reason), (Verdict::NotYetValid, Reason::NotYetValid));
}
