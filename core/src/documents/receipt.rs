//! What the authority has received of a phone, so that it can never say that it has not
//! (`PROTOCOL.md §4.19`).

use super::fields::maybe;
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online, Signed};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{ChainId, CheckId, LoanId, Nonce, PublicKey, Thumbprint};

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub iss: String,
    pub iat: u64,
    pub received: Received,
}

/// What was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// Every item of this key up to one, in order and without a gap.
    Reports {
        chain: ChainId,
        /// Name of the device key.
        key: Thumbprint,
        /// Number of the last item.
        up_to: u64,
        /// SHA-256 of the head that was sent with it.
        head: [u8; 32],
        /// Of the request.
        nonce: Nonce,
    },
    /// A photo, whole.
    Photo {
        /// SHA-256 of its sealed bytes.
        photo: [u8; 32],
        /// The check that it answers; none for the photo that others are compared with.
        check: Option<CheckId>,
    },
    /// The bytes of a photo that had come are deleted, wherever the authority kept them.
    PhotoDeleted {
        /// SHA-256 of its sealed bytes.
        photo: [u8; 32],
        /// The check that it answers; none for the photo that others are compared with.
        check: Option<CheckId>,
    },
    /// A lent device, after it had destroyed what it knew.
    Device {
        loan: LoanId,
        /// Name of the device key.
        key: Thumbprint,
        /// SHA-256 of its certificate.
        wipe: [u8; 32],
    },
    /// An item whose number had another one before. Nobody is accused: the phone goes on under a new
    /// epoch.
    Conflict {
        chain: ChainId,
        /// Name of the device key.
        key: Thumbprint,
        /// Number of the item.
        seq: u64,
        /// The sum over all items up to the one that stays.
        r: [u8; 32],
    },
}

impl Receipt {
    /// The receipt in these bytes, signed by a receipt key of the trust list for this issuer, within
    /// the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Signed<Self>, DocumentError> {
        online::read_signed(bytes, trust, iss)
    }

    /// Reads bytes whose signature was good when they were kept.
    pub fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        online::decode_verified_signed(bytes).map(|signed| signed.document)
    }

    /// An unsigned receipt for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        Draft::by(by, Typ::Receipt, &self.item())
    }

    /// What is signed.
    pub fn payload(&self) -> Vec<u8> {
        self.item().to_bytes()
    }

    fn item(&self) -> Item<'static> {
        let mut claims: Vec<(MapKey, Item<'static>)> = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
        ];
        let kind = match &self.received {
            Received::Reports { chain, key, up_to, head, nonce } => {
                claims.extend([
                    ("chain".into(), Item::bytes(chain.bytes())),
                    ("key32".into(), Item::bytes(key.bytes())),
                    ("up_to".into(), Item::uint(*up_to)),
                    ("head32".into(), Item::bytes(head)),
                    (claim::CNONCE.into(), Item::bytes(nonce.bytes())),
                ]);
                "reports"
            }
            Received::Photo { photo, check } => {
                claims.extend(of_photo(photo, *check));
                "photo"
            }
            Received::PhotoDeleted { photo, check } => {
                claims.extend(of_photo(photo, *check));
                "photo-deleted"
            }
            Received::Device { loan, key, wipe } => {
                claims.extend([
                    ("loan".into(), Item::bytes(loan.bytes())),
                    ("key32".into(), Item::bytes(key.bytes())),
                    ("wipe32".into(), Item::bytes(wipe)),
                ]);
                "device"
            }
            Received::Conflict { chain, key, seq, r } => {
                claims.extend([
                    ("chain".into(), Item::bytes(chain.bytes())),
                    ("key32".into(), Item::bytes(key.bytes())),
                    ("seq".into(), Item::uint(*seq)),
                    ("r".into(), Item::bytes(r)),
                ]);
                "conflict"
            }
        };
        claims.push(("kind".into(), Item::text(kind)));
        Item::map(claims)
    }
}

fn of_photo(photo: &[u8; 32], check: Option<CheckId>) -> Vec<(MapKey, Item<'static>)> {
    let photo = ("photo32".into(), Item::bytes(photo));
    let check = check.map(|check| ("check8".into(), Item::bytes(check.bytes())));
    [photo].into_iter().chain(check).collect()
}

impl Online for Receipt {
    const TYP: Typ = Typ::Receipt;
    const USE: KeyUse = KeyUse::Receipt;
    const LIMIT: usize = limit::RECEIPT;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let chain = || Some(ChainId::new(item.get("chain")?.as_fixed()?));
        let key = || Some(Thumbprint::new(item.get("key32")?.as_fixed()?));
        let photo = || item.get("photo32")?.as_fixed();
        let check = || maybe(item.get("check8"), |check| Some(CheckId::new(check.as_fixed()?)));
        let received = match item.get("kind")?.as_text()? {
            "reports" => Received::Reports {
                chain: chain()?,
                key: key()?,
                up_to: item.get("up_to")?.as_uint()?,
                head: item.get("head32")?.as_fixed()?,
                nonce: Nonce::new(item.get(claim::CNONCE)?.as_fixed()?),
            },
            "photo" => Received::Photo { photo: photo()?, check: check()? },
            "photo-deleted" => Received::PhotoDeleted { photo: photo()?, check: check()? },
            "device" => Received::Device {
                loan: LoanId::new(item.get("loan")?.as_fixed()?),
                key: key()?,
                wipe: item.get("wipe32")?.as_fixed()?,
            },
            "conflict" => Received::Conflict {
                chain: chain()?,
                key: key()?,
                seq: item.get("seq")?.as_uint()?,
                r: item.get("r")?.as_fixed()?,
            },
            _ => return None,
        };
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            received,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
