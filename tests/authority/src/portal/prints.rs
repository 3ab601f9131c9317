//! Passes that a browser may print again: closed under a key that its cookie gives, because mark and
//! code stand nowhere at the authority that it could read by itself.

use doorstep::crypto::NONCE_LEN;
use doorstep::documents::{Credential, KeyUse, PassClaims, read_signed};
use doorstep::model::TypedCode;

use super::browser::Browser;
use crate::commands::passes::IssuedPass;
use crate::commands::{InternalError, Service, draw};
use crate::online::Published;
use crate::store::Transaction;

/// How long a typed code is, in bytes.
const CODE_LEN: usize = 16;

/// A pass on paper, as it is printed.
pub(super) struct PrintedPass {
    /// Its place in the session, from 1.
    pub(super) n: u64,
    /// The signed pass.
    pub(super) pass: Vec<u8>,
    pub(super) claims: PassClaims,
    pub(super) code: TypedCode,
    /// Whether its key was withdrawn, so that it counts nowhere.
    pub(super) withdrawn: bool,
}

/// A pass as this browser keeps it.
fn sealed(
    service: &Service,
    browser: &Browser,
    pass: &[u8],
    code: TypedCode,
) -> Result<Vec<u8>, InternalError> {
    let nonce = draw::<NONCE_LEN>()?;
    let plain = [code.to_string().as_bytes(), pass].concat();
    let key = browser.sealing_key(service)?;
    let sealed = key.seal(nonce, &browser.id(service), &plain).map_err(|_| InternalError)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Keeps a pass for this browser until it ends; its place, from 1.
pub(super) fn keep(
    service: &Service,
    tx: &Transaction<'_>,
    browser: &Browser,
    issued: &IssuedPass,
) -> Result<u64, InternalError> {
    let sealed = sealed(service, browser, &issued.pass, issued.code)?;
    Ok(tx.save_print(&browser.id(service), &sealed, issued.exp)?)
}

/// Keeps a pass in the place of another.
pub(super) fn keep_instead(
    service: &Service,
    tx: &Transaction<'_>,
    browser: &Browser,
    n: u64,
    issued: &IssuedPass,
) -> Result<(), InternalError> {
    let sealed = sealed(service, browser, &issued.pass, issued.code)?;
    Ok(tx.replace_print(&browser.id(service), n, &sealed, issued.exp)?)
}

/// What this browser may print now, in the order in which it was issued.
pub(super) fn of(
    service: &Service,
    published: &Published,
    browser: &Browser,
    now: u64,
) -> Result<Vec<PrintedPass>, InternalError> {
    let (id, key) = (browser.id(service), browser.sealing_key(service)?);
    let mut prints = Vec::new();
    for kept in service.store.prints(&id, now)? {
        let (nonce, sealed) = kept.sealed.split_first_chunk::<NONCE_LEN>().ok_or(InternalError)?;
        let plain = key.open(*nonce, &id, sealed).map_err(|_| InternalError)?;
        let (code, pass) = plain.split_first_chunk::<CODE_LEN>().ok_or(InternalError)?;
        let code = std::str::from_utf8(code).ok().and_then(|code| TypedCode::read(code).ok());
        let (claims, withdrawn) = read(published, pass)?;
        let code = code.ok_or(InternalError)?;
        prints.push(PrintedPass { n: kept.n, pass: pass.to_vec(), claims, code, withdrawn });
    }
    Ok(prints)
}

/// What a pass of ours says, and whether its key was withdrawn since: that it is ours, the seal says.
fn read(published: &Published, pass: &[u8]) -> Result<(PassClaims, bool), InternalError> {
    let signed = read_signed(pass).map_err(|_| InternalError)?;
    let mut keys = published.trust_list.keys_for(KeyUse::Pass);
    let found = keys.find_map(|key| Some((key, signed.open(&key.key)?)));
    let (key, payload) = found.ok_or(InternalError)?;
    match Credential::read(payload) {
        Ok(Credential::Pass(claims)) => Ok((claims, key.revoked_at.is_some())),
        _ => Err(InternalError),
    }
}
