//! Passes and what is shown of them.

use std::sync::LazyLock;

use doorstep::documents::numbers::limit;
use doorstep::documents::{
    Credential, Draft, Frame, Item, Scanned, Typ, cose_key, decode_text, encode_text, read_signed,
};
use doorstep::inspection::inspect;
use doorstep::lists::Lists;
use doorstep::model::PublicKey;
use doorstep_suite::holder::at;
use doorstep_suite::inspection_setup::around;
use doorstep_suite::issuer::{ISS, Key, NOW};

use crate::signing::{AUTHORITY, is_item, signed_as};

static LISTS: LazyLock<Lists> = LazyLock::new(|| AUTHORITY.lists());
/// The longest that somebody may still be on the way home, and the lateness of a frame.
const LENIENT_S: u64 = 2 * 3600;
/// The longest pass for a purpose that no rules know: 31 days.
const LONGEST_S: u64 = 31 * 86_400;

fn close(draft: Draft, key: &Key) -> Vec<u8> {
    let signature = key.sign(&draft.to_sign()).unwrap();
    draft.close(&signature)
}

fn holder() -> &'static Key {
    &AUTHORITY.standby
}

/// What is read is written and read again.
pub fn pass(payload: &[u8]) {
    let Ok(read) = Credential::read(payload) else { return };
    assert!(!read.iss().is_empty());
    let issuer = &AUTHORITY.pass;
    let bytes = close(read.draft(issuer.public()), issuer);
    if bytes.len() > limit::PASS {
        return;
    }
    let signed = read_signed(&bytes).unwrap();
    let opened = signed.open(issuer.public()).unwrap();
    assert_eq!(Credential::read(opened), Ok(read));
}

/// One form: what is read is written the same, to the byte.
pub fn frame(payload: &[u8]) {
    let Ok(read) = Frame::read(payload) else { return };
    let pass = signed_as(Typ::Pass, &AUTHORITY.pass, &kid(AUTHORITY.pass.public()), &[0xa0]);
    let shown = close(read.draft(&pass, holder().public()).unwrap(), holder());
    let Ok(Scanned::Live { frame, .. }) = Scanned::read(&shown) else { panic!("it is live") };
    assert_eq!(frame.open(holder().public()), Some(payload));
}

fn kid(key: &PublicKey) -> [u8; 4] {
    cose_key::kid4(key)
}

/// A pass under the authority's signature, shown by its holder now: what lets somebody pass is a pass of this
/// authority, about now, no longer than it may be, and under an act that is known.
pub fn inspection(payload: &[u8]) {
    if !is_item(payload, limit::DEPTH_PASS) {
        return;
    }
    let Ok(mut read) = Credential::read(payload) else { return };
    match &mut read {
        Credential::Pass(pass) => {
            pass.holder = pass.holder.as_ref().map(|_| holder().public().clone());
        }
        Credential::Holder(certificate) => certificate.holder = holder().public().clone(),
    }
    let credential = close(read.draft(AUTHORITY.pass.public()), &AUTHORITY.pass);
    let frame = at(NOW - 2);
    let Ok(draft) = frame.draft(&credential, holder().public()) else { return };
    for shown in [close(draft, holder()), credential] {
        let answer = inspect(&encode_text(&shown), &LISTS, &around(NOW, 1), None);
        if !answer.verdict.lets_pass() {
            continue;
        }
        let Credential::Pass(pass) = &read else { panic!("no emergency was declared") };
        assert_eq!(pass.iss, ISS);
        assert!(pass.nbf <= NOW + 11 && pass.exp > NOW - LENIENT_S, "{pass:?}");
        let rules = &AUTHORITY.rules;
        let longest = rules.longest(pass.purpose, pass.exp).unwrap_or(LONGEST_S);
        assert!(pass.exp - pass.nbf <= longest && rules.act(pass.act).is_some());
    }
}

/// Whatever is scanned or pasted has an answer, and nobody passes by what this authority never signed.
pub fn qr_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let answer = inspect(&text, &LISTS, &around(NOW, 1), None);
    assert!(!answer.verdict.lets_pass(), "{answer:?}");
    let challenged = inspect(&text, &LISTS, &around(NOW, 1), Some(b"12345678"));
    assert!(!challenged.verdict.lets_pass(), "{challenged:?}");
    let Ok(shown) = decode_text(&text) else { return };
    if let Ok(scanned) = Scanned::read(&shown) {
        assert_eq!(scanned.credential().header().kid.as_ref().map(Vec::len), Some(4));
        assert!(Item::read(&shown, limit::DEPTH_PASS).is_ok());
    }
}
