//! The file: a page that people read, with the data and the head that closes it in two inert elements
//! (`PROTOCOL.md §22.3`).

use super::bundle::Bundle;
use super::difference::{Difference, What};
use super::facts::Facts;
use super::proven::Proven;
use super::report;
use crate::crypto::sha256;
use crate::documents::Head;
use crate::documents::cose_key::thumbprint;
use crate::model::{Thumbprint, deflate, from_base64url, inflate, to_base64url};

/// Longest file, in bytes: the photos of three checks a day of fourteen days, each of the longest, are
/// 9.2 million as text.
pub const MOST_BYTES: usize = 12 * 1024 * 1024;
/// Longest data, in bytes.
const MOST_DATA: usize = 16 * 1024 * 1024;
/// Around the data, and around the head. Nothing in an element of this name is drawn or run.
const DATA: [&str; 2] = ["<template id=\"doorstep-data\">", "</template>"];
const HEAD: [&str; 2] = ["<template id=\"doorstep-head\">", "</template>\n</html>\n"];

/// The bytes are no file of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file of evidence")]
pub struct NotEvidence;

/// A file whose head is not signed yet.
#[derive(Debug, Clone)]
pub struct Draft {
    before: String,
    facts: Facts,
    head: Head,
    key: Thumbprint,
}

impl Draft {
    /// The file of a bundle; `head` stands at its last entry.
    ///
    /// # Errors
    /// [`Difference`] if something in it does not hold: whoever opened the file would find the same.
    pub fn of(bundle: &Bundle, head: Head) -> Result<Self, Difference> {
        let facts = Facts::of(&Proven::of(bundle, None)?);
        let data = bundle.to_bytes().ok_or(Difference::in_all(What::Form))?;
        let packed = deflate(&data).ok_or(Difference::in_all(What::Form))?;
        let before = written(&facts, &to_base64url(&packed));
        Ok(Self { before, facts, head, key: thumbprint(&bundle.key) })
    }

    /// What came of it.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The head to sign, which names the whole file but for itself.
    pub fn head(&self) -> Head {
        let named = Head { file: Some([0; 32]), ..self.head.clone() };
        let signed = named.draft(&self.key).close(&[0; 64]);
        let zeros = "0".repeat(to_base64url(&signed).len());
        let file = sha256(self.with_head(&zeros).as_bytes());
        Head { file: Some(file), ..named }
    }

    /// The file with its head, as it was signed.
    pub fn close(&self, signed: &[u8]) -> String {
        self.with_head(&to_base64url(signed))
    }

    fn with_head(&self, head: &str) -> String {
        let [begin, end] = HEAD;
        [&self.before, begin, head, end].concat()
    }
}

/// A file taken apart.
pub(super) struct Parts<'f> {
    pub bundle: Bundle,
    /// As it was signed.
    pub head: Vec<u8>,
    /// SHA-256 of the file with zeros for the head.
    pub digest: [u8; 32],
    /// All of it before the head.
    pub before: &'f str,
    pub data: &'f str,
}

impl<'f> Parts<'f> {
    /// Takes a file apart.
    ///
    /// # Errors
    /// [`NotEvidence`] if it is not of this form.
    pub(super) fn of(file: &'f str) -> Result<Self, NotEvidence> {
        if file.len() > MOST_BYTES {
            return Err(NotEvidence);
        }
        let ([data_begins, data_ends], [head_begins, head_ends]) = (DATA, HEAD);
        let (before, rest) = file.rsplit_once(head_begins).ok_or(NotEvidence)?;
        let head = rest.strip_suffix(head_ends).ok_or(NotEvidence)?;
        let (page, rest) = before.rsplit_once(data_begins).ok_or(NotEvidence)?;
        if page.contains(data_begins) || page.contains(head_begins) {
            return Err(NotEvidence);
        }
        let (data, _) = rest.split_once(data_ends).ok_or(NotEvidence)?;
        let packed = from_base64url(data).ok_or(NotEvidence)?;
        let bytes = inflate(&packed, MOST_DATA).map_err(|_| NotEvidence)?;
        let zeros = "0".repeat(head.len());
        Ok(Self {
            bundle: Bundle::read(&bytes).ok_or(NotEvidence)?,
            head: from_base64url(head).ok_or(NotEvidence)?,
            digest: sha256([before, head_begins, &zeros, head_ends].concat().as_bytes()),
            before,
            data,
        })
    }
}

/// The page up to its head.
pub(super) fn written(facts: &Facts, data: &str) -> String {
    let [begin, end] = DATA;
    [&report::page(facts), begin, data, end, "\n"].concat()
}
