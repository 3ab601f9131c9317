//! Every number of a registry that documents use, in one place: those of drafts may still move
//! (`PROTOCOL.md §2.5`).

/// COSE header labels (RFC 9052 §3.1, RFC 9596; 13 is `kcwt`, RFC 9528).
pub mod header {
    pub const ALG: i64 = 1;
    pub const KID: i64 = 4;
    /// A CWT carried in a header.
    pub const KCWT: i64 = 13;
    /// Type of the object.
    pub const TYP: i64 = 16;
}

/// Values of `typ` that are numbers (CoAP content formats; 293 and 294: draft-ietf-spice-sd-cwt).
pub mod typ {
    /// A pass or a holder certificate.
    pub const PASS: i64 = 293;
    pub const PRESENTATION: i64 = 294;
    /// `application/cwt`: a pass on paper.
    pub const PAPER: i64 = 61;
}

/// CWT claim keys (RFC 8392; 39 is `cnonce`, draft-ietf-spice-sd-cwt).
pub mod claim {
    pub const ISS: i64 = 1;
    /// Subject: the holder's mark.
    pub const SUB: i64 = 2;
    pub const AUD: i64 = 3;
    pub const EXP: i64 = 4;
    pub const NBF: i64 = 5;
    pub const IAT: i64 = 6;
    /// Identifier of the token.
    pub const CTI: i64 = 7;
    /// Confirmation: the holder's key (RFC 8747).
    pub const CNF: i64 = 8;
    pub const CNONCE: i64 = 39;
    /// The place of a token in a status list (draft-ietf-oauth-status-list).
    pub const STATUS: i64 = 65535;
    /// The list itself (the same).
    pub const STATUS_LIST: i64 = 65533;
    /// Ours, private use: purpose, act and place of a pass; class of a certificate; an emergency.
    pub const DOORSTEP: i64 = -65537;
}

/// Keys of the map in [`claim::DOORSTEP`].
pub mod inside {
    /// Class of a certificate; never in a pass.
    pub const CLASS: i64 = 0;
    /// Purpose of a pass or of an emergency.
    pub const PURPOSE: i64 = 1;
    /// Number of the act under which a pass was issued.
    pub const ACT: i64 = 2;
    /// District or place, at most 12 bytes.
    pub const PLACE: i64 = 3;
    /// When a declared emergency began.
    pub const START: i64 = 4;
}

/// COSE tags (RFC 9052 §2).
pub mod tag {
    pub const SIGN1: u64 = 18;
    pub const SIGN: u64 = 98;
}

/// COSE algorithms (RFC 9053, RFC 9864).
pub mod algorithm {
    /// ECDSA with SHA-256 on a curve that the key names.
    pub const ES256: i64 = -7;
    /// ECDSA with SHA-256 on P-256.
    pub const ESP256: i64 = -9;
    /// EdDSA on a curve that the key names.
    pub const EDDSA: i64 = -8;
    pub const ED25519: i64 = -19;
}

/// COSE_Key labels and values (RFC 9053 §7).
pub mod key {
    pub const KTY: i64 = 1;
    pub const CRV: i64 = -1;
    pub const X: i64 = -2;
    pub const Y: i64 = -3;
    /// Key type: octet key pair.
    pub const OKP: i64 = 1;
    /// Key type: elliptic curve with both coordinates.
    pub const EC2: i64 = 2;
    pub const P256: i64 = 1;
    pub const ED25519: i64 = 6;
}

/// Most bytes of each kind, refused before parsing.
pub mod limit {
    /// A pass, a certificate, a presentation.
    pub const PASS: usize = 1024;
    /// A time token or a stamp.
    pub const TOKEN: usize = 4 * 1024;
    /// The word that a key is closed.
    pub const KEY_CLOSED: usize = 1024;
    pub const ORDER: usize = 16 * 1024;
    /// A surprise check.
    pub const CHECK: usize = 2 * 1024;
    pub const NOTICE: usize = 8 * 1024;
    pub const PHOTO_VERDICT: usize = 1024;
    /// Of reports, of a photo, of a conflict.
    pub const RECEIPT: usize = 1024;
    /// The head of a journal.
    pub const HEAD: usize = 1024;
    /// The invitation of a device that is lent.
    pub const LOAN: usize = 1024;
    pub const HANDOVER: usize = 2 * 1024;
    /// That a lent device has destroyed what it knew.
    pub const WIPE: usize = 1024;
    /// From one device key to another.
    pub const LINK: usize = 2 * 1024;
    pub const ROOT: usize = 8 * 1024;
    pub const TRUST: usize = 64 * 1024;
    pub const RULES: usize = 256 * 1024;
    /// Tables of passes by text message.
    pub const SMS: usize = 256 * 1024;
    /// Versions of regions in those.
    pub const SMS_VERSIONS: usize = 64;
    /// Purposes of a region.
    pub const SMS_PURPOSES: usize = 64;
    /// Forms of a region.
    pub const SMS_FORMS: usize = 16;
    /// Fields of a form, those of one name counted one by one.
    pub const SMS_FIELDS: usize = 32;
    /// Examples of a region, of each kind.
    pub const SMS_VECTORS: usize = 64;
    /// Values, quotas, patterns: whatever else is a list.
    pub const SMS_VALUES: usize = 32;
    /// A name that scripts go by.
    pub const SMS_NAME: usize = 40;
    /// A literal text of a template or a pattern.
    pub const SMS_LITERAL: usize = 512;
    /// A whole message: ten segments in an alphabet of four bytes.
    pub const SMS_TEXT: usize = 4 * 1024;
    /// Characters of a field.
    pub const SMS_LONGEST: usize = 200;
    pub const DENY: usize = 1024 * 1024;
    /// A status list, unpacked.
    pub const STATUSES: usize = 2 * 1024 * 1024;
    /// A status list. What cannot be compressed is a little longer for having been tried.
    pub const STATUS: usize = STATUSES + 64 * 1024;
    pub const JSON: usize = 64 * 1024;
    /// The answer to reports.
    pub const REPORTS_REPLY: usize = 512 * 1024;
    /// Nesting of what a QR code carries.
    pub const DEPTH_PASS: usize = 4;
    /// Nesting of all other signed objects.
    pub const DEPTH_DOCUMENT: usize = 8;
}
