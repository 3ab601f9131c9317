//! Passes that a browser may print again: closed under a key that its cookie gives, because mark and
//! code stand nowhere at the authority that it could read by itself.

use doorstep::crypto::NONCE_LEN;
use doorstep::documents::PassClaims;
use doorstep::model::TypedCode;

use super::browser::Browser;
use crate::commands::{Fault, Service, codes, draw};
use crate::online::Published;
use crate::store::Work;

/// How long a typed code is, in bytes.
const CODE_LEN: usize = 16;

/// A pass on paper, as it is printed.
pub(super) struct Print {
    /// Its place in the session, from 1.
    pub(super) n: u64,
    /// The signed pass.
    pub(super) pass: Vec<u8>,
    pub(super) claims: PassClaims,
    pub(super) code: TypedCode,
}

/// Keeps a pass for this browser until it ends; its place, from 1.
pub(super) fn keep(
    service: &Service,
    work: &Work<'_>,
    browser: &Browser,
    pass: &[u8],
    code: TypedCode,
    exp: u64,
) -> Result<u64, Fault> {
    let id = browser.id(service);
    let nonce = draw::<NONCE_LEN>()?;
    let plain = [code.to_string().as_bytes(), pass].concat();
    let sealed = browser.sealing_key(service)?.seal(nonce, &id, &plain).map_err(|_| Fault)?;
    Ok(work.keep_print(&id, &[nonce.as_slice(), &sealed].concat(), exp)?)
}

/// What this browser may print now, in the order in which it was issued.
pub(super) fn of(
    service: &Service,
    published: &Published,
    browser: &Browser,
    now: u64,
) -> Result<Vec<Print>, Fault> {
    let (id, key) = (browser.id(service), browser.sealing_key(service)?);
    let mut prints = Vec::new();
    for kept in service.store.prints(&id, now)? {
        let (nonce, sealed) = kept.sealed.split_first_chunk::<NONCE_LEN>().ok_or(Fault)?;
        let plain = key.open(*nonce, &id, sealed).map_err(|_| Fault)?;
        let (code, pass) = plain.split_first_chunk::<CODE_LEN>().ok_or(Fault)?;
        let code = std::str::from_utf8(code).ok().and_then(|code| TypedCode::read(code).ok());
        // Under a key that was withdrawn meanwhile it would be refused everywhere.
        if let Some(claims) = codes::opened(published, pass)? {
            let code = code.ok_or(Fault)?;
            prints.push(Print { n: kept.n, pass: pass.to_vec(), claims, code });
        }
    }
    Ok(prints)
}
