//! What the authority tells a person under quarantine, and how long they may object
//! (`PROTOCOL.md §4.18`).

use super::fields::{every, maybe};
use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online, Signed};
use super::sign1::Draft;
use super::texts::{read_texts, texts_item};
use super::trust::{KeyUse, TrustList};
use crate::model::{ChainId, NoticeId, PublicKey};

/// What a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    Warning,
    Decision,
    Information,
}

impl NoticeKind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Decision => "decision",
            Self::Information => "information",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Warning, Self::Decision, Self::Information]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub iss: String,
    pub iat: u64,
    pub id: NoticeId,
    pub chain: ChainId,
    pub kind: NoticeKind,
    /// By language tag, at least one.
    pub text: Vec<(String, String)>,
    /// Numbers of the reported items that it speaks of.
    pub about: Vec<u64>,
    /// Last second at which one may object. Never nearer to the delivery than the order allows.
    pub appeal_until: Option<u64>,
    /// Telephone number, as people read it.
    pub contact: String,
}

impl Notice {
    /// The notice in these bytes, signed by an order key of the trust list for this issuer, within the
    /// key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Signed<Self>, DocumentError> {
        online::read_signed(bytes, trust, iss)
    }

    /// A notice whose signature was good when it was kept.
    pub fn decode_verified(bytes: &[u8]) -> Result<Signed<Self>, DocumentError> {
        online::decode_verified_signed(bytes)
    }

    /// An unsigned notice for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        let about = self.about.iter().map(|number| Item::uint(*number)).collect();
        let mut claims = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::CTI.into(), Item::bytes(self.id.bytes())),
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("kind".into(), Item::text(self.kind.name())),
            ("text".into(), texts_item(&self.text)),
            ("about".into(), Item::Array(about)),
            ("contact".into(), Item::text(&self.contact)),
        ];
        if let Some(until) = self.appeal_until {
            claims.push(("appeal_until".into(), Item::uint(until)));
        }
        Draft::by(by, Typ::Notice, &Item::map(claims))
    }
}

impl Online for Notice {
    const TYP: Typ = Typ::Notice;
    const USE: KeyUse = KeyUse::Order;
    const LIMIT: usize = limit::NOTICE;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let notice = Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            id: NoticeId::new(item.get(claim::CTI)?.as_fixed()?),
            chain: ChainId::new(item.get("chain")?.as_fixed()?),
            kind: NoticeKind::from_name(item.get("kind")?.as_text()?)?,
            text: read_texts(item.get("text")?)?,
            about: every(item.get("about"), Item::as_uint)?,
            appeal_until: maybe(item.get("appeal_until"), Item::as_uint)?,
            contact: item.get("contact")?.as_text()?.to_owned(),
        };
        (!notice.text.is_empty()).then_some(notice)
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
