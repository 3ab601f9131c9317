//! Inspecting a live pass beside its two bare signature checks, and one on paper beside its one.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::documents::{Credential, PassClaims, Scanned, decode_text, encode_text};
use doorstep::inspection::{InspectorTime, Verdict, inspect};
use doorstep_bench::compare;
use doorstep_suite::holder::{Holder, at};
use doorstep_suite::issuer::{Issuer, NOW, exactly};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

fn main() {
    let issuer = Issuer::new();
    let lists = issuer.lists();
    let holder = Holder::default();
    let pass = issuer.issue(&Credential::Pass(holder.pass()));
    let text = holder.show(&pass, at(NOW));
    let time = InspectorTime::of(&exactly(NOW), 0);

    let answer = inspect(&text, &lists, &time, None);
    assert_eq!(answer.verdict, Verdict::Valid, "what is measured must be a whole inspection");

    let bytes = decode_text(&text).unwrap_or_default();
    let Ok(Scanned::Live { credential, frame }) = Scanned::read(&bytes) else {
        return println!("the frame that was made here cannot be read");
    };
    let bare = |key: Option<[u8; 65]>, signed: &doorstep::documents::Sign1<'_>| {
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.unwrap_or([0; 65]));
        let (message, signature) = (signed.signed_bytes(), signed.signature().to_vec());
        move || key.verify(&message, &signature).is_ok()
    };
    let issuer_check = bare(issuer.pass.public().to_x963(), &credential);
    let holder_check = bare(holder.0.public().to_x963(), &frame);
    assert!(issuer_check() && holder_check(), "the control must check the same signatures");

    let compared = compare(
        200,
        20,
        || inspect(&text, &lists, &time, None),
        || (issuer_check(), holder_check()),
    );
    println!("{}", compared.line("inspection of a live pass", 1.25));

    let paper = issuer.issue(&Credential::Pass(PassClaims { holder: None, ..holder.pass() }));
    let text = encode_text(&paper);
    let answer = inspect(&text, &lists, &time, None);
    assert_eq!(answer.verdict, Verdict::Valid, "what is measured must be a whole inspection");
    let Ok(Scanned::Bare(credential)) = Scanned::read(&paper) else {
        return println!("the paper pass that was made here cannot be read");
    };
    let issuer_check = bare(issuer.pass.public().to_x963(), &credential);
    let compared = compare(200, 20, || inspect(&text, &lists, &time, None), &issuer_check);
    println!("{}", compared.line("inspection of a pass on paper", 1.25));
}
