//! The size of live codes, and making one beside another library's making of it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use doorstep::documents::{Credential, HolderClaims, PassClaims};
use doorstep::qr::{Correction, encode};
use doorstep_bench::compare;
use doorstep_suite::holder::{Holder, at, declared, for_challenge};
use doorstep_suite::issuer::{Issuer, NOW};
use qrcodegen::{QrCode, QrCodeEcc};

fn main() {
    let issuer = Issuer::new();
    let holder = Holder::default();
    let claims: PassClaims = holder.pass();
    let pass = issuer.issue(&Credential::Pass(claims));
    let certificate: HolderClaims = holder.certificate();
    let certificate = issuer.issue(&Credential::Holder(certificate));
    let challenge = *b"12345678";
    let codes = [
        ("live frame, no place", 11, holder.show(&pass, at(NOW))),
        ("live frame with a challenge", 12, holder.show(&pass, for_challenge(challenge))),
        ("emergency", 12, holder.show(&certificate, declared(at(NOW), NOW))),
        (
            "emergency with a challenge",
            12,
            holder.show(&certificate, declared(for_challenge(challenge), NOW)),
        ),
    ];
    for (name, goal, text) in &codes {
        let ours = encode(text, Correction::Low).map_or(0, |code| (code.size - 17) / 4);
        let theirs =
            QrCode::encode_text(text, QrCodeEcc::Low).map_or(0, |code| code.version().value());
        println!(
            "{name}: version {ours}-L, {:.2} x the goal of {goal}-L (qrcodegen: {theirs}-L; {} characters)",
            ours as f64 / f64::from(*goal),
            text.len(),
        );
    }
    let [(_, _, text), ..] = &codes;
    let compared = compare(
        60,
        10,
        || encode(text, Correction::Low),
        || QrCode::encode_text(text, QrCodeEcc::Low),
    );
    println!("{}", compared.line("making a live code, beside qrcodegen", 1.0));
    let compared = compare(
        60,
        10,
        || encode(text, Correction::Low),
        || qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::L),
    );
    println!("{}", compared.line("making a live code, beside qrcode", 1.0));
}
