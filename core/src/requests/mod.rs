//! Requests to the authority: their routes, their bodies, and how they are signed (RFC 9421).
//!
//! Pure: bytes in, bytes out. Who signs and who sends is the client's affair.

mod bodies;
mod media_type;
mod problem;
mod reading;
mod routes;
mod sent;
mod signature;

pub use bodies::{
    ClaimReply, ClaimRequest, Claimed, CodeRequest, ConfirmReply, ConfirmRequest, DeniedPass,
    EraseReply, HandoverReply, HandoverRequest, LinkReply, LinkRequest, LoanReply, LoanRequest,
    OrderWaits, PaperReply, PaperRequest, PassReply, PassRequest, PhotoReply, QuotaCount,
    RegistrationReply, RegistrationRequest, ReportsReply, ResendRequest, ReturnReply,
    ReturnRequest, Seen, SeenOrder, SentOrder, SentPlace, SyncReply, SyncRequest, TimeRequest,
};
pub use media_type::MediaType;
pub use problem::Problem;
#[cfg(feature = "testing")]
pub(crate) use reading::FromJson;
pub(crate) use reading::read;
pub use routes::Route;
pub use sent::{MOST_RAW, MOST_SENT, Sent, SentRaw};
pub use signature::{
    ALGORITHM, Covered, Label, Parameters, RequestSignature, TAG, UPLOAD_OFFSET, content_digest,
    idempotency_field,
};
