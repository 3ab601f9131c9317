//! Trust list: who may sign what, where the authority is and how its servers are known. Signed by the
//! root keys, so that no stolen online key can move data or hosts (`PROTOCOL.md §4.3`).

use super::cose_key::{self, thumbprint};
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::limit;
use super::root::Root;
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use crate::model::{PublicKey, Thumbprint};

/// What a key may sign; one use each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Passes and holder certificates.
    Pass,
    Rules,
    Stamp,
    /// Deny lists and status lists.
    Status,
    Time,
    Receipt,
    Order,
    /// Photos are sealed to it.
    Photo,
}

const USES: [(KeyUse, &str); 8] = [
    (KeyUse::Pass, "pass"),
    (KeyUse::Rules, "rules"),
    (KeyUse::Stamp, "stamp"),
    (KeyUse::Status, "status"),
    (KeyUse::Time, "time"),
    (KeyUse::Receipt, "receipt"),
    (KeyUse::Order, "order"),
    (KeyUse::Photo, "photo"),
];

impl KeyUse {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        USES.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }

    /// The use of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        USES.iter().find(|(_, known)| *known == name).map(|(known, _)| *known)
    }
}

/// A key of the authority and when it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    pub key: PublicKey,
    /// What it may sign.
    pub key_use: KeyUse,
    /// The issuer it signs for.
    pub iss: String,
    /// First second of what it may sign.
    pub sign_from: u64,
    /// Last second of what it may sign.
    pub sign_until: u64,
    /// Last second at which its signatures count.
    pub verify_until: u64,
    /// From when it is not trusted any more.
    pub revoked_at: Option<u64>,
}

/// How the authority's servers are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsTrust {
    /// Certification authorities for the servers' chains, DER.
    pub roots: Vec<Vec<u8>>,
    /// SHA-256 of the servers' keys (SubjectPublicKeyInfo): the current one and a standby.
    pub pins: Vec<[u8; 32]>,
}

/// Whose signatures count, and how the servers are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustList {
    /// Grows with every list.
    pub serial: u64,
    /// When it was made.
    pub iat: u64,
    /// When it stops to count.
    pub exp: u64,
    pub keys: Vec<TrustedKey>,
    /// How many keys must sign rules.
    pub rules_threshold: u64,
    /// How the servers are known.
    pub tls: TlsTrust,
    /// Hosts that may be contacted, without port.
    pub hosts: Vec<String>,
    /// Country codes of phone numbers that get a text message, digits only.
    pub sms_countries: Vec<String>,
}

impl TrustList {
    /// The list in these bytes, signed by enough root keys.
    pub fn read(bytes: &[u8], root: &Root) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Trust, limit::TRUST)?;
        let item = Item::read(root.opens(&signed)?, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, Self::from_item)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = |name: &'static str| item.get(name)?.as_uint();
        let texts = |name: &'static str| -> Option<Vec<String>> {
            item.get(name)?
                .as_array()?
                .iter()
                .map(|text| Some(text.as_text()?.to_owned()))
                .collect()
        };
        let tls = item.get("tls")?;
        let list = Self {
            serial: number("serial")?,
            iat: number("iat")?,
            exp: number("exp")?,
            keys: item.get("keys")?.as_array()?.iter().map(read_key).collect::<Option<_>>()?,
            rules_threshold: item.get("thresholds")?.get("rules")?.as_uint()?,
            tls: TlsTrust {
                roots: tls
                    .get("roots")?
                    .as_array()?
                    .iter()
                    .map(|root| Some(root.as_bytes()?.to_vec()))
                    .collect::<Option<_>>()?,
                pins: tls
                    .get("pins")?
                    .as_array()?
                    .iter()
                    .map(Item::as_fixed)
                    .collect::<Option<_>>()?,
            },
            hosts: texts("hosts")?,
            sms_countries: texts("sms_countries")?,
        };
        // One pin alone would lock everybody out on the day its key is lost.
        let sound = list.rules_threshold > 0
            && list.tls.pins.len() >= 2
            && !list.tls.roots.is_empty()
            && !list.hosts.is_empty();
        sound.then_some(list)
    }

    /// The keys of one use, withdrawn ones too.
    pub fn keys_for(&self, key_use: KeyUse) -> impl Iterator<Item = &TrustedKey> {
        self.keys.iter().filter(move |key| key.key_use == key_use)
    }

    /// The keys of one use and issuer that are not withdrawn.
    pub fn good_keys(&self, key_use: KeyUse, iss: &str) -> Vec<PublicKey> {
        self.good(key_use, iss).map(|key| key.key.clone()).collect()
    }

    /// The same, but only keys that were to sign at this second.
    pub fn keys_signing_at(&self, key_use: KeyUse, iss: &str, at: u64) -> Vec<PublicKey> {
        self.good(key_use, iss)
            .filter(|key| (key.sign_from..=key.sign_until).contains(&at))
            .map(|key| key.key.clone())
            .collect()
    }

    /// The key to which photos are sealed at this second: the first that is in use.
    pub fn photo_key_at(&self, iss: &str, at: u64) -> Option<&PublicKey> {
        let mut in_use = self
            .good(KeyUse::Photo, iss)
            .filter(|key| (key.sign_from..=key.sign_until).contains(&at));
        in_use.next().map(|key| &key.key)
    }

    /// Whether a key of this name is one of those.
    pub fn lets_sign_at(&self, key_use: KeyUse, iss: &str, at: u64, signer: &Thumbprint) -> bool {
        self.keys_signing_at(key_use, iss, at).iter().any(|key| thumbprint(key) == *signer)
    }

    fn good(&self, key_use: KeyUse, iss: &str) -> impl Iterator<Item = &TrustedKey> {
        self.keys_for(key_use).filter(move |key| key.revoked_at.is_none() && key.iss == iss)
    }

    pub fn draft(&self) -> SignDraft {
        let texts =
            |texts: &[String]| Item::Array(texts.iter().map(|text| Item::text(text)).collect());
        let tls = Item::map([
            (
                "roots".into(),
                Item::Array(self.tls.roots.iter().map(|root| Item::bytes(root)).collect()),
            ),
            (
                "pins".into(),
                Item::Array(self.tls.pins.iter().map(|pin| Item::bytes(pin)).collect()),
            ),
        ]);
        SignDraft::new(
            Typ::Trust,
            &Item::map([
                ("serial".into(), Item::uint(self.serial)),
                ("iat".into(), Item::uint(self.iat)),
                ("exp".into(), Item::uint(self.exp)),
                ("keys".into(), Item::Array(self.keys.iter().map(key_item).collect())),
                (
                    "thresholds".into(),
                    Item::map([("rules".into(), Item::uint(self.rules_threshold))]),
                ),
                ("tls".into(), tls),
                ("hosts".into(), texts(&self.hosts)),
                ("sms_countries".into(), texts(&self.sms_countries)),
            ]),
        )
    }
}

fn read_key(item: &Item<'_>) -> Option<TrustedKey> {
    let number = |name: &'static str| item.get(name)?.as_uint();
    Some(TrustedKey {
        key: cose_key::from_item(item.get("key")?)?,
        key_use: KeyUse::from_name(item.get("use")?.as_text()?)?,
        iss: item.get("iss")?.as_text()?.to_owned(),
        sign_from: number("sign_from")?,
        sign_until: number("sign_until")?,
        verify_until: number("verify_until")?,
        revoked_at: match item.get("revoked_at") {
            Some(at) => Some(at.as_uint()?),
            None => None,
        },
    })
}

fn key_item(key: &TrustedKey) -> Item<'static> {
    let mut fields: Vec<(MapKey, Item<'static>)> = vec![
        ("key".into(), cose_key::to_item(&key.key)),
        ("use".into(), Item::text(key.key_use.name())),
        ("iss".into(), Item::text(&key.iss)),
        ("sign_from".into(), Item::uint(key.sign_from)),
        ("sign_until".into(), Item::uint(key.sign_until)),
        ("verify_until".into(), Item::uint(key.verify_until)),
    ];
    if let Some(at) = key.revoked_at {
        fields.push(("revoked_at".into(), Item::uint(at)));
    }
    Item::map(fields)
}
