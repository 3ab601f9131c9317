//! Mistakes of the issuer about the kind of a credential: they must never make a pass that needs
//! no phone, nor an emergency before its time.

use doorstep::documents::{Algorithm, Credential, Draft, Header, Item, Typ, cose_key, encode_text};
use doorstep::inspection::{Reason, Verdict};
use doorstep_suite::holder::{at, declared};
use doorstep_suite::issuer::{NOW, sign};
use doorstep_suite::scene::{Scene, Shown};

/// The claims of a credential under another kind.
fn under(scene: &Scene, typ: Typ, credential: &Credential) -> Vec<u8> {
    let public = scene.issuer.pass.public();
    let right = sign(credential.draft(public), &scene.issuer.pass);
    let Item::Tag(_, parts) = Item::read(&right, 4).unwrap() else { unreachable!() };
    let payload = parts.as_array().unwrap()[2].as_bytes().unwrap().to_vec();
    let header = Header {
        algorithm: Some(Algorithm::of(public)),
        kid: Some(cose_key::kid4(public).to_vec()),
        typ: Some(typ),
        kcwt: None,
    };
    sign(Draft::new(&header, &Item::read(&payload, 4).unwrap()), &scene.issuer.pass)
}

#[test]
fn a_pass_without_a_key_is_paper_only_if_it_says_so() {
    let mut scene = Scene::default();
    scene.pass.holder = None;
    let bytes = under(&scene, Typ::Pass, &Credential::Pass(scene.pass.clone()));
    let answer = scene.answer_to(&encode_text(&bytes));
    // The key is a claim that is missing: the issuer's mistake.
    assert_eq!((answer.verdict, answer.reason), (Verdict::CannotTell, Reason::IssuerError));
}

#[test]
fn paper_with_a_key_is_the_issuers_mistake() {
    let scene = Scene::default();
    let bytes = under(&scene, Typ::Paper, &Credential::Pass(scene.pass.clone()));
    let answer = scene.answer_to(&encode_text(&bytes));
    assert_eq!((answer.verdict, answer.reason), (Verdict::CannotTell, Reason::IssuerError));
}

#[test]
fn a_certificate_counts_only_inside_its_time() {
    let mut scene = Scene { shown: Shown::Emergency, ..Scene::default() };
    scene.certificate.nbf = NOW + 3600;
    scene.frame = declared(at(NOW), NOW - 60);
    let answer = scene.answer();
    assert_eq!((answer.verdict, answer.reason), (Verdict::NotYetValid, Reason::NotYetValid));
}
