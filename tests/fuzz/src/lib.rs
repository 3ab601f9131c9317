//! Every decoder of foreign bytes, each with what it promises: not only that it stops, but that what it takes
//! comes back, that it takes no more memory than it may, and that nothing is genuine which nobody signed.
//!
//! ```text
//! signing    payloads under signatures of an authority made of keys, so that what is behind them is reached
//! forms      CBOR, COSE, codes, deflated bytes, runs of numbers
//! documents  what the authority's online keys sign, and heads
//! lists      root, trust list, rules, status list, trust file
//! orders     orders, taken and judged
//! passes     passes, frames, and whatever is scanned or pasted
//! photos     what a camera wrote
//! reports    a batch at the authority
//! replies    JSON from the authority, and heads and JSON of requests
//! sms        tables of text messages, messages and replies
//! stored     values in rows
//! proof      files of evidence
//! typed      what people type and paste
//! region     documents of regions
//! corpus     files in the tree, and what is made of them
//! ```

pub mod corpus;
mod documents;
mod forms;
mod lists;
mod orders;
mod passes;
mod photos;
mod proof;
mod region;
mod replies;
mod reports;
mod signing;
mod sms;
mod stored;
mod typed;

/// A decoder and what it promises of any bytes. A promise that is not kept panics.
#[derive(Clone, Copy)]
pub struct Target {
    /// Also the name of its folder in the corpus.
    pub name: &'static str,
    pub run: fn(&[u8]),
}

const fn of(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

pub const TARGETS: &[Target] = &[
    of("cbor", forms::cbor),
    of("code-answer", documents::code_answer),
    of("code-text", forms::code_text),
    of("cose-key", forms::cose_key),
    of("cose-sign", forms::cose_sign),
    of("cose-sign1", forms::cose_sign1),
    of("deny-list", documents::deny_list),
    of("deflated", forms::deflated),
    of("evidence-data", proof::data),
    of("evidence-file", proof::file),
    of("frame", passes::frame),
    of("head", documents::head),
    of("inspection", passes::inspection),
    of("inspection-receipt", documents::inspection_receipt),
    of("journal-packed", stored::packed),
    of("key-closed", documents::key_closed),
    of("loan", documents::loan),
    of("message", typed::message),
    of("moving", documents::moving),
    of("notice", documents::notice),
    of("numbers", forms::numbers),
    of("order", orders::order),
    of("pass", passes::pass),
    of("photo", photos::photo),
    of("photo-verdict", documents::photo_verdict),
    of("qr-text", passes::qr_text),
    of("receipt", documents::receipt),
    of("region", region::document),
    of("replies", replies::replies),
    of("reports", reports::batch),
    of("request-json", replies::strict_body),
    of("root", lists::root),
    of("rules", lists::rules),
    of("signature-input", replies::signature_input),
    of("sms-document", sms::document),
    of("sms-reply", sms::reply),
    of("sms-tables", sms::tables),
    of("sms-typed", sms::typed),
    of("stamp", documents::stamp),
    of("status-list", lists::status_list),
    of("stored", stored::value),
    of("surprise-check", documents::surprise_check),
    of("time-token", documents::time_token),
    of("trust-file", lists::trust_file),
    of("trust-list", lists::trust_list),
    of("typed", typed::typed),
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}
