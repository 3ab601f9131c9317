//! What the OpenAPI document says of each route, and the codes that its answer can really have.

use doorstep::requests::MediaType;

use crate::commands::ErrorCode;
use crate::routes::{Command, DocumentKind, Endpoint, ServedRoute};

/// One operation.
pub(super) struct Operation {
    /// `operationId`.
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    /// Schema of the body that is sent.
    pub(super) request: Option<&'static str>,
    /// Status, media type and schema of what comes back.
    pub(super) success: (u16, MediaType, Option<&'static str>),
    pub(super) codes: Vec<ErrorCode>,
}

/// Codes that any route may answer.
const ANYWHERE: [ErrorCode; 4] =
    [ErrorCode::Malformed, ErrorCode::Timeout, ErrorCode::Failed, ErrorCode::ClockUnreadable];
/// Codes of signed routes.
const SIGNED: [ErrorCode; 3] =
    [ErrorCode::SignatureInvalid, ErrorCode::ClockDiffers, ErrorCode::Replayed];
/// Codes of routes with an idempotency key.
const ONCE: [ErrorCode; 3] =
    [ErrorCode::IdempotencyKeyMissing, ErrorCode::IdempotencyMismatch, ErrorCode::InProgress];

/// What is said of a route.
pub(super) fn operation(route: &ServedRoute) -> Operation {
    let mut operation = match route.endpoint {
        Endpoint::Time => asked(
            "time",
            "A time token over a nonce",
            "The authority's clock, signed. The token of a registration comes from here.",
            "TimeRequest",
            &[],
        ),
        Endpoint::Codes => asked(
            "lookUpCode",
            "What a typed code names, signed over a nonce",
            "For inspectors: `result` is `valid`, `expired`, `not-yet-valid`, `not-in-force`, \
             `revoked`, `return-home-only`, `key-revoked` or `unknown`; of the last two nothing \
             else is said. `other_act` is true beside `not-in-force` if another act requires a \
             pass now. 20 a minute from one network.",
            "CodeRequest",
            &[ErrorCode::Wait],
        ),
        Endpoint::Document(kind) => document(kind),
        Endpoint::Command(command) => signed(command),
        Endpoint::OpenApi => Operation {
            id: "describe",
            summary: "This document",
            description: "",
            request: None,
            success: (200, MediaType::Json, Some("OpenApi")),
            codes: Vec::new(),
        },
    };
    operation.codes.extend(ANYWHERE);
    if route.takes.is_some() {
        operation.codes.push(ErrorCode::TooLarge);
        if matches!(route.endpoint, Endpoint::Command(_)) {
            operation.codes.push(ErrorCode::MediaTypeUnsupported);
        }
    }
    operation
}

fn asked(
    id: &'static str,
    summary: &'static str,
    description: &'static str,
    request: &'static str,
    codes: &[ErrorCode],
) -> Operation {
    Operation {
        id,
        summary,
        description,
        request: Some(request),
        success: (200, MediaType::SignedObject, None),
        codes: codes.to_vec(),
    }
}

fn document(kind: DocumentKind) -> Operation {
    let (id, summary, description) = match kind {
        DocumentKind::Root => {
            ("root", "The root of this serial", "The root keys. Ask for the next serial until 404.")
        }
        DocumentKind::Trust => (
            "trust",
            "The trust list",
            "Whose signatures count, and how the authority's servers are known.",
        ),
        DocumentKind::Stamp => (
            "stamp",
            "The stamp: serial and digest of every document",
            "Made hourly and at every change; counts for 7 days.",
        ),
        DocumentKind::Rules => {
            ("rules", "The rules of the region", "Acts, purposes, hours, quotas.")
        }
        DocumentKind::Deny => {
            ("deny", "Revoked single exits", "The whole list; a pass leaves it when it ends.")
        }
        DocumentKind::Status => (
            "status",
            "How passes stand that last for days",
            "The whole list, two bits a pass, by the place that a pass names.",
        ),
        DocumentKind::Sms => (
            "sms",
            "Tables of passes by text message",
            "What regions' numbers want to be written, and what they answer. 404 until there are some.",
        ),
    };
    Operation {
        id,
        summary,
        description,
        request: None,
        success: (200, MediaType::SignedObject, None),
        codes: match kind {
            DocumentKind::Root | DocumentKind::Sms => vec![ErrorCode::Unknown],
            _ => Vec::new(),
        },
    }
}

fn photo(
    id: &'static str,
    summary: &'static str,
    description: &'static str,
    request: Option<&'static str>,
) -> Operation {
    Operation {
        id,
        summary,
        description,
        request,
        success: (200, MediaType::Json, Some("PhotoReply")),
        codes: vec![ErrorCode::Unknown, ErrorCode::Wait],
    }
}

fn signed(command: Command) -> Operation {
    let mut operation = match command {
        Command::Register => Operation {
            id: "register",
            summary: "Ask for a code by text message",
            description: "Signed by two new keys: `key` (label `dev`) and `sos`. The answer is the \
                          same for every number. Five messages a day go to a number for phones that \
                          are not registered with it, the first three within minutes, the others 8 \
                          hours apart; a registered phone has five of its own. Whoever asks for \
                          more is answered the same and gets none. One source names ten numbers an \
                          hour, and one of them ten times.",
            request: Some("RegistrationRequest"),
            success: (202, MediaType::Json, Some("RegistrationReply")),
            codes: vec![
                ErrorCode::KeyClosed,
                ErrorCode::PhoneInvalid,
                ErrorCode::ConsentOld,
                ErrorCode::TokenOld,
                ErrorCode::Wait,
            ],
        },
        Command::Resend => Operation {
            id: "resend",
            summary: "Ask for another code; the one before dies",
            description: "Signed by the registration's device key, `resend_after` seconds later. \
                          Where the number gets no more messages now the answer is the same, and \
                          the code before still counts.",
            request: Some("ResendRequest"),
            success: (202, MediaType::Json, Some("RegistrationReply")),
            codes: vec![ErrorCode::Unknown, ErrorCode::CodeExpired, ErrorCode::Wait],
        },
        Command::Confirm => Operation {
            id: "confirm",
            summary: "Open the account with the code",
            description: "Signed by the registration's device key. The code is that of the message, \
                          or one of twelve digits that the authority gives in person, which counts \
                          for an hour, once. After five wrong codes no code \
                          counts; `resend` makes a new one 600 seconds later.",
            request: Some("ConfirmRequest"),
            success: (201, MediaType::Json, Some("ConfirmReply")),
            codes: vec![
                ErrorCode::Unknown,
                ErrorCode::KeyClosed,
                ErrorCode::SubInvalid,
                ErrorCode::CodeWrong,
                ErrorCode::CodeExpired,
                ErrorCode::Wait,
            ],
        },
        Command::Sync => Operation {
            id: "sync",
            summary: "What the authority has for this phone",
            description: "Signed by the account's device key. A closed key is told why, as an \
                          answer.",
            request: Some("SyncRequest"),
            success: (200, MediaType::Json, Some("SyncReply")),
            codes: vec![ErrorCode::SubInvalid, ErrorCode::Wait],
        },
        Command::Claim => Operation {
            id: "claimOrder",
            summary: "Join a quarantine order that was given on paper",
            description: "Signed by the account's device key. The order is handed out to whoever has \
                          the code and the mark that it is for; three wrong marks, and it is for \
                          the officer. Whoever has joined gets it again. A second account that has \
                          both is told that the code is over, and the order pauses until the \
                          officer has seen to it. Codes are tried within the budget of `lookUpCode`.",
            request: Some("ClaimRequest"),
            success: (200, MediaType::Json, Some("ClaimReply")),
            codes: vec![
                ErrorCode::KeyClosed,
                ErrorCode::SubInvalid,
                ErrorCode::CodeWrong,
                ErrorCode::SubWrong,
                ErrorCode::CodeExpired,
                ErrorCode::Wait,
            ],
        },
        Command::Reports => Operation {
            id: "report",
            summary: "What a phone under a quarantine order has written down, and all that is new for it",
            description: "Signed by the account's device key, as described under “Reporting”. What comes \
                          twice is taken once, and the answer is made anew. Another item under a number \
                          that has one is answered with a signed conflict, and nobody is accused. \
                          `item-invalid` names an item that cannot be read; never one in which a patient \
                          answered or declared something: those are kept as they come. `unknown`: no order \
                          of this account has the chain.",
            request: Some("ReportsRequest"),
            success: (200, MediaType::Json, Some("ReportsReply")),
            codes: vec![ErrorCode::Unknown, ErrorCode::ItemInvalid, ErrorCode::Wait],
        },
        Command::Photo => photo(
            "putPhoto",
            "A sealed photo, whole",
            "Signed by the account's device key, as described under “Photos”. The receipt comes once it is \
             there, and again whenever it comes again. `unknown`: no answer of this device key names it, as \
             far as the authority knows; report the answer first. `malformed` in `body`: these bytes have \
             another SHA-256 than the name, or no sealed photo's length.",
            Some("SealedPhoto"),
        ),
        Command::PhotoReceived => photo(
            "photoReceived",
            "How much of a photo has come",
            "Signed by the account's device key.",
            None,
        ),
        Command::PhotoPart => photo(
            "addPhotoPart",
            "A part of a photo",
            "Signed by the account's device key. What begins beyond the bytes that have come, or ends within \
             them, changes nothing, and is answered like any other; of what overlaps is added what is new. \
             `malformed` in `upload-offset`: it is missing, or no number of bytes.",
            Some("PhotoPart"),
        ),
        Command::Pass => Operation {
            id: "requestPass",
            summary: "Ask for a pass",
            description: "Signed by the account's device key and by the pass's own new key. What \
                          objects first answers: too-late, rules-old, purpose-unknown, \
                          not-in-force, no-pass-needed, too-far-ahead, purpose-over, \
                          outside-hours, lead-time, quota-used. All of it is judged at the \
                          second at which the pass begins, and `next` is one at which it can. With \
                          `permission` neither lead time nor quota objects, and the pass uses no quota; \
                          permission-unknown: no running order of the account permits an exit of this id \
                          for this purpose, now and when the pass begins, from a quarter of an hour before the \
                          permission to half an hour after it. Nothing in such a pass tells of that.",
            request: Some("PassRequest"),
            success: (201, MediaType::Json, Some("PassReply")),
            codes: vec![
                ErrorCode::KeyClosed,
                ErrorCode::Unknown,
                ErrorCode::SubInvalid,
                ErrorCode::TooLate,
                ErrorCode::RulesOld,
                ErrorCode::PurposeUnknown,
                ErrorCode::PurposeOver,
                ErrorCode::TooFarAhead,
                ErrorCode::NotInForce,
                ErrorCode::NoPassNeeded,
                ErrorCode::OutsideHours,
                ErrorCode::LeadTime,
                ErrorCode::QuotaUsed,
                ErrorCode::PassOver,
                ErrorCode::PermissionUnknown,
                ErrorCode::Wait,
            ],
        },
        Command::Paper => Operation {
            id: "requestPaper",
            summary: "A pass without its phone: for paper or a text message",
            description: "Signed by the account's device key. However often it is asked for, there \
                          is one paper of a pass; revoking either revokes both.",
            request: Some("PaperRequest"),
            success: (201, MediaType::Json, Some("PaperReply")),
            codes: vec![
                ErrorCode::Unknown,
                ErrorCode::KeyClosed,
                ErrorCode::PassOver,
                ErrorCode::NotInForce,
                ErrorCode::NoPaper,
                ErrorCode::HolderMarkMissing,
                ErrorCode::Wait,
            ],
        },
        Command::Loan => Operation {
            id: "registerLoan",
            summary: "Register a device that is lent, without a number",
            description: "Signed by two new keys: `key` (label `dev`) and `sos`. `loan` is what the code on \
                          the device's form says. A second device with the same invitation before the \
                          first is handed over freezes both; after that it is refused and changes nothing. \
                          Both are told `loan-over`. `unknown`: the invitation is of no loan here.",
            request: Some("LoanRequest"),
            success: (201, MediaType::Json, Some("LoanReply")),
            codes: vec![ErrorCode::Unknown, ErrorCode::LoanOver, ErrorCode::TokenOld],
        },
        Command::Handover => Operation {
            id: "handOverLoan",
            summary: "A lent device changes hands; both sides sign for it",
            description: "Signed by the device key. The handover carries the device's signature, and comes \
                          back with the authority's beside it; again, the same. No order asks anything \
                          before. `loan-over`: two devices came with the invitation, or another device has \
                          the number now.",
            request: Some("HandoverRequest"),
            success: (200, MediaType::Json, Some("HandoverReply")),
            codes: vec![
                ErrorCode::Unknown,
                ErrorCode::KeyClosed,
                ErrorCode::LoanOver,
                ErrorCode::Wait,
            ],
        },
        Command::Return => Operation {
            id: "returnLoan",
            summary: "A lent device is back and knows nothing any more",
            description: "Signed by the device key, the last that it has; also by one that was closed. \
                          The receipt comes again whenever the certificate does. Of the device its number \
                          and its receipts stay.",
            request: Some("ReturnRequest"),
            success: (200, MediaType::Json, Some("ReturnReply")),
            codes: vec![ErrorCode::Unknown, ErrorCode::LoanOver, ErrorCode::Wait],
        },
        Command::Link => Operation {
            id: "linkKeys",
            summary: "An account goes on under another device key",
            description: "Signed by two new keys: `key` (label `dev`) and `sos`. The old device key and the new \
                          one have signed the link. The old key is closed (`moved`); number and orders are the \
                          new one's, and the old one's passes are revoked. The first link of a key counts; any \
                          other is `move-over`, and so is one of a closed account. `unknown`: no account has \
                          the old key.",
            request: Some("LinkRequest"),
            success: (201, MediaType::Json, Some("LinkReply")),
            codes: vec![ErrorCode::Unknown, ErrorCode::MoveOver, ErrorCode::SubInvalid],
        },
        Command::Erase => Operation {
            id: "erase",
            summary: "End the account",
            description: "Signed by the account's device key. Of the person the count of the \
                          current quota's stretch stays, under a keyed digest of the number, \
                          until an hour after it; and a quarantine order, with what was reported \
                          under it, until a year after its end, under random names alone.",
            request: Some("EraseRequest"),
            success: (200, MediaType::Json, Some("EraseReply")),
            codes: vec![ErrorCode::KeyClosed, ErrorCode::Wait],
        },
    };
    operation.codes.extend(SIGNED);
    if !command.is_repeatable() {
        operation.codes.extend(ONCE);
    }
    operation
}
