//! The authority's signed word that a phone's key is closed (`PROTOCOL.md §4.9`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{PublicKey, Thumbprint};

/// Which key is closed, and why. Without this word nobody ends an account: whoever holds the server's
/// TLS key can answer anything, but cannot sign it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyClosed {
    pub iss: String,
    /// When it was signed.
    pub iat: u64,
    /// The account's chain of orders; none while the account has had no order.
    pub chain: Option<[u8; 16]>,
    /// Name of the device key.
    pub key: Thumbprint,
    /// When it was closed.
    pub at: u64,
    /// Kebab-case: `erased`, `number-moved`, `replaced`, `moved` or `lost`.
    pub why: String,
}

impl KeyClosed {
    /// The word in these bytes, signed by an order key of the trust list for this issuer,
    /// within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// An unsigned word for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        let mut claims = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            ("key32".into(), Item::bytes(self.key.bytes())),
            ("at".into(), Item::uint(self.at)),
            ("why".into(), Item::text(&self.why)),
        ];
        if let Some(chain) = &self.chain {
            claims.push(("chain".into(), Item::bytes(chain)));
        }
        Draft::by(by, Typ::KeyClosed, &Item::map(claims))
    }
}

impl Online for KeyClosed {
    const TYP: Typ = Typ::KeyClosed;
    const USE: KeyUse = KeyUse::Order;
    const LIMIT: usize = limit::KEY_CLOSED;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let closed = Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            chain: match item.get("chain") {
                None => None,
                Some(chain) => Some(chain.as_fixed()?),
            },
            key: Thumbprint::new(item.get("key32")?.as_fixed()?),
            at: item.get("at")?.as_uint()?,
            why: item.get("why")?.as_text()?.to_owned(),
        };
        // Nothing is closed before it is.
        (closed.at <= closed.iat).then_some(closed)
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
