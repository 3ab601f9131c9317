//! Passes and holder certificates: CWTs (RFC 8392) bound to a key of the holder's phone
//! (`PROTOCOL.md §4.10`).

use super::cose_key;
use super::header::{Algorithm, Header, Typ};
use super::item::{Item, MapKey};
use super::malformed::Malformed;
use super::numbers::{claim, inside, limit};
use super::sign1::{Draft, Sign1};
use super::status::StatusRef;
use crate::model::{HolderHint, PassId, PublicKey};

/// Most bytes of an issuer's name.
const MAX_ISSUER: usize = 8;
/// Most bytes of a place.
const MAX_PLACE: usize = 12;
/// Most bytes of the name of a status list.
const MAX_URI: usize = 32;
/// Class of the certificate that emergencies are declared under.
const CLASS_HOLDER: i64 = 1;

/// What a pass says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassClaims {
    /// The authority that issued it.
    pub iss: String,
    /// What an inspector compares with the document.
    pub sub: HolderHint,
    /// First second at which it counts.
    pub nbf: u64,
    /// First second at which it no longer counts.
    pub exp: u64,
    /// Its `cti`, eight random bytes.
    pub id: PassId,
    /// The key that presents it; absent on paper.
    pub holder: Option<PublicKey>,
    /// Number of the purpose in the rules.
    pub purpose: u64,
    /// Number of the act under which it was issued.
    pub act: u64,
    /// District or place, if the region uses it.
    pub place: Option<String>,
    /// Its place in a status list, if it lasts for days.
    pub status: Option<StatusRef>,
}

/// What a holder certificate says: this key may declare an emergency under this mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderClaims {
    /// The authority that issued it.
    pub iss: String,
    /// What an inspector compares with the document.
    pub sub: HolderHint,
    /// First second at which it counts.
    pub nbf: u64,
    /// First second at which it no longer counts.
    pub exp: u64,
    /// Its `cti`, eight random bytes.
    pub id: PassId,
    /// The emergency key that it vouches for.
    pub holder: PublicKey,
}

/// A pass or a holder certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    Pass(PassClaims),
    /// Permits to declare emergencies.
    Holder(HolderClaims),
}

/// Well signed, but a claim is missing or not of its type. Never the holder's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a claim is missing or wrong")]
pub struct ClaimsError;

impl Credential {
    /// Reads the payload that an issuer's signature covers.
    pub fn read(payload: &[u8]) -> Result<Self, ClaimsError> {
        Item::read(payload, limit::DEPTH_PASS)
            .ok()
            .and_then(|item| Self::from_item(&item))
            .ok_or(ClaimsError)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let iss = item.get(claim::ISS)?.as_text()?.to_owned();
        let sub = HolderHint::from_wire(item.get(claim::SUB)?.as_text()?)?;
        let nbf = item.get(claim::NBF)?.as_uint()?;
        let exp = item.get(claim::EXP)?.as_uint()?;
        let id = PassId::new(item.get(claim::CTI)?.as_fixed()?);
        let holder = match item.get(claim::CNF) {
            Some(cnf) => Some(cose_key::from_item(cnf.get(1)?)?),
            None => None,
        };
        let ours = item.get(claim::DOORSTEP)?;
        if iss.is_empty() || iss.len() > MAX_ISSUER || nbf >= exp {
            return None;
        }
        if let Some(class) = ours.get(inside::CLASS) {
            let alone = ours.as_map().is_some_and(|entries| entries.len() == 1);
            let right = alone && class.as_int() == Some(CLASS_HOLDER);
            let holder = holder.filter(|_| right)?;
            return Some(Self::Holder(HolderClaims { iss, sub, nbf, exp, id, holder }));
        }
        let place = match ours.get(inside::PLACE) {
            Some(place) => Some(place.as_text().filter(|text| text.len() <= MAX_PLACE)?.to_owned()),
            None => None,
        };
        let status = match item.get(claim::STATUS) {
            Some(status) => Some(read_status(status)?),
            None => None,
        };
        Some(Self::Pass(PassClaims {
            iss,
            sub,
            nbf,
            exp,
            id,
            holder,
            purpose: ours.get(inside::PURPOSE)?.as_uint()?,
            act: ours.get(inside::ACT)?.as_uint()?,
            place,
            status,
        }))
    }

    /// The authority that issued it.
    pub fn iss(&self) -> &str {
        match self {
            Self::Pass(pass) => &pass.iss,
            Self::Holder(holder) => &holder.iss,
        }
    }

    pub fn id(&self) -> PassId {
        match self {
            Self::Pass(pass) => pass.id,
            Self::Holder(holder) => holder.id,
        }
    }

    /// The key that presents it.
    pub fn holder(&self) -> Option<&PublicKey> {
        match self {
            Self::Pass(pass) => pass.holder.as_ref(),
            Self::Holder(holder) => Some(&holder.holder),
        }
    }

    /// An unsigned credential for this issuer's key. Without a holder's key it is a paper pass.
    pub fn draft(&self, issuer: &PublicKey) -> Draft {
        let typ = if self.holder().is_some() { Typ::Pass } else { Typ::Paper };
        let header = Header {
            algorithm: Some(Algorithm::of(issuer)),
            kid: Some(cose_key::kid4(issuer).to_vec()),
            typ: Some(typ),
            kcwt: None,
        };
        Draft::new(&header, &self.item())
    }

    fn item(&self) -> Item<'static> {
        let (iss, sub, nbf, exp, id) = match self {
            Self::Pass(pass) => (&pass.iss, &pass.sub, pass.nbf, pass.exp, pass.id),
            Self::Holder(holder) => (&holder.iss, &holder.sub, holder.nbf, holder.exp, holder.id),
        };
        let mut claims: Vec<(MapKey, Item<'static>)> = vec![
            (claim::ISS.into(), Item::text(iss)),
            (claim::SUB.into(), Item::text(sub.as_str())),
            (claim::NBF.into(), Item::uint(nbf)),
            (claim::EXP.into(), Item::uint(exp)),
            (claim::CTI.into(), Item::bytes(id.bytes())),
            (claim::DOORSTEP.into(), self.ours()),
        ];
        if let Self::Pass(PassClaims { status: Some(status), .. }) = self {
            claims.push((claim::STATUS.into(), status_item(status)));
        }
        if let Some(key) = self.holder() {
            let cnf = Item::map([(1.into(), cose_key::to_item(key))]);
            claims.push((claim::CNF.into(), cnf));
        }
        Item::map(claims)
    }

    fn ours(&self) -> Item<'static> {
        let mut ours: Vec<(MapKey, Item<'static>)> = Vec::new();
        match self {
            Self::Pass(pass) => {
                ours.push((inside::PURPOSE.into(), Item::uint(pass.purpose)));
                ours.push((inside::ACT.into(), Item::uint(pass.act)));
                if let Some(place) = &pass.place {
                    ours.push((inside::PLACE.into(), Item::text(place)));
                }
            }
            Self::Holder(_) => ours.push((inside::CLASS.into(), Item::Int(CLASS_HOLDER))),
        }
        Item::map(ours)
    }
}

fn read_status(status: &Item<'_>) -> Option<StatusRef> {
    let place = status.get("status_list")?;
    let uri = place.get("uri")?.as_text().filter(|uri| uri.len() <= MAX_URI)?;
    Some(StatusRef { uri: uri.to_owned(), idx: place.get("idx")?.as_uint()? })
}

fn status_item(status: &StatusRef) -> Item<'static> {
    let place = [("idx".into(), Item::uint(status.idx)), ("uri".into(), Item::text(&status.uri))];
    Item::map([("status_list".into(), Item::map(place))])
}

/// A signed pass or certificate whose form was checked and whose signature was not.
pub fn read_signed(bytes: &[u8]) -> Result<Sign1<'_>, Malformed> {
    Sign1::read(bytes, limit::PASS, limit::DEPTH_PASS)
}

/// The key that presents a credential which was verified before it was kept.
pub(crate) fn holder_key(bytes: &[u8]) -> Option<PublicKey> {
    let signed = read_signed(bytes).ok()?;
    Credential::read(signed.unverified()).ok()?.holder().cloned()
}

/// What a pass says that was verified before it was kept.
pub(crate) fn pass_claims(bytes: &[u8]) -> Option<PassClaims> {
    let signed = read_signed(bytes).ok()?;
    match Credential::read(signed.unverified()).ok()? {
        Credential::Pass(pass) => Some(pass),
        Credential::Holder(_) => None,
    }
}

/// What a certificate says that was verified before it was kept.
pub(crate) fn holder_claims(bytes: &[u8]) -> Option<HolderClaims> {
    let signed = read_signed(bytes).ok()?;
    match Credential::read(signed.unverified()).ok()? {
        Credential::Holder(holder) => Some(holder),
        Credential::Pass(_) => None,
    }
}
