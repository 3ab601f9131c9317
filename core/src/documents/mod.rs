//! Signed documents, read strictly and written in their one form. The only room that knows COSE.
//!
//! Meaning is read only after the signature is good: every `read` takes the keys that count, and
//! [`Sign1`] shows its payload only under a key that verifies.

mod act;
mod authority;
mod check;
mod code_answer;
mod code_text;
pub mod cose_key;
mod deny;
mod exemption;
mod fields;
mod handover;
mod head;
mod header;
mod inspection_receipt;
mod item;
mod key_closed;
mod link;
mod loan;
mod malformed;
mod moment;
mod notice;
pub mod numbers;
mod online;
mod order;
mod pass;
mod photo_verdict;
mod presentation;
mod purpose;
mod quota;
mod receipt;
mod root;
mod rules;
mod sign;
mod sign1;
pub mod sms;
mod stamp;
mod status;
mod stored;
mod texts;
mod time_token;
mod trust;
mod trust_file;
mod wipe;
mod zone;

pub use act::{Act, Covers};
pub use authority::Authority;
pub use check::{CheckKind, SurpriseCheck};
pub use code_answer::{CodeAnswer, CodeResult, NamedPass};
pub use code_text::{
    CHALLENGE_PREFIX, CHECK, CHECK_SYMBOLS, CodeTextError, LOAN_PREFIX, MAX_CHARACTERS,
    MAX_MOVE_CHARACTERS, MOVE_PREFIX, ORDER_PREFIX, PREFIX, RECEIPT_PREFIX, WIPE_PREFIX, check_of,
    decode as decode_text, decode_under, decode_up_to, encode as encode_text, encode_under,
    message as message_text,
};
pub use deny::{Denied, DenyList};
pub use exemption::{Exempt, Exemption};
pub use handover::{Condition, Handover};
pub use head::{Head, SignedHead};
pub use header::{Algorithm, Header, Typ};
pub use inspection_receipt::InspectionReceipt;
pub use item::{Item, MapKey};
pub use key_closed::KeyClosed;
pub use link::{Link, LinkedChain, MOST_CHAINS};
pub use loan::LoanInvitation;
pub use malformed::{DocumentError, Malformed};
pub use notice::{Notice, NoticeKind};
pub use online::{Online, Signed, decode_verified_signed};
pub use order::{
    Appeal, Checks, Coordinates, Device, Order, OrderPlace, Pause, Permission, PlaceAt,
    PlaceOpening, QuietHours, ReleaseCode, Released, Report, Travel,
};
pub use pass::{ClaimsError, Credential, HolderClaims, PassClaims, read_signed};
pub(crate) use pass::{holder_claims, holder_key, pass_claims};
pub use photo_verdict::{PhotoMatch, PhotoVerdict};
pub use presentation::{
    Challenge, Declared, Frame, Freshness, Scanned, challenge_of, challenge_text,
};
pub use purpose::Purpose;
pub use quota::QuotaLimit;
pub use receipt::{Receipt, Received};
pub use root::Root;
pub use rules::{FormerGrace, Rules};
pub use sign::{Sign, SignDraft, signed_bytes as signed_bytes_of_many};
pub use sign1::{Draft, Sign1, Sign1Parts, signed_bytes as signed_bytes_of_one};
pub use sms::{SmsRegion, SmsRegions};
pub use stamp::{STAMP_LIFE, Stamp, Stamped, name as stamp_name};
pub use status::{Status, StatusList, StatusRef, Statuses};
pub use time_token::TimeToken;
pub use trust::{KeyUse, TlsTrust, TrustList, TrustedKey};
pub use trust_file::{TrustFile, TrustFileError};
pub use wipe::WipeCertificate;
pub use zone::{Span, Zone};
