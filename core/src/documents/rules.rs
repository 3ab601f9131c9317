//! Rules of a region: acts, purposes, hours, quotas. Data with effective dates, never code
//! (`PROTOCOL.md §4.4`).

use super::act::Act;
use super::authority::Authority;
use super::exemption::Exemption;
use super::fields::every;
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::limit;
use super::purpose::Purpose;
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};
use super::zone::Zone;

/// Time to get home as earlier rules had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormerGrace {
    /// How long, in seconds.
    pub seconds: u64,
    /// When every pass under those rules has ended.
    pub until: u64,
}

/// The rules of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Grows with every version.
    pub serial: u64,
    /// When they were made.
    pub iat: u64,
    /// When they stop to count.
    pub exp: u64,
    pub iss: String,
    /// Local time at the region.
    pub zone: Zone,
    /// Acts; old ones stay while a pass under them lives.
    pub acts: Vec<Act>,
    /// Purposes that may be asked for.
    pub purposes: Vec<Purpose>,
    /// Purposes as earlier rules had them, until no pass under those rules counts any more.
    pub former: Vec<Purpose>,
    /// Who needs no pass at all.
    pub exempt: Vec<Exemption>,
    /// Time to get home after a pass was revoked, in seconds.
    pub grace: u64,
    /// The longer time of earlier rules, for passes that may be issued under them.
    pub former_grace: Option<FormerGrace>,
    /// How long a declared emergency lasts.
    pub emergency_minutes: u64,
    /// Oldest version of the app that may still ask for passes.
    pub min_app_version: String,
    /// Who runs the passes, if the rules say so.
    pub authority: Option<Authority>,
}

impl Rules {
    /// The rules in these bytes, signed by enough keys of the trust list for this issuer,
    /// within the keys' time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Rules, limit::RULES)?;
        let threshold = usize::try_from(trust.rules_threshold).unwrap_or(usize::MAX);
        let payload = signed.open(&trust.good_keys(KeyUse::Rules, iss), threshold)?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        let rules = Self::from_item(&item).ok_or(DocumentError::Field)?;
        // When they were signed is known only now: once more, by the keys of that time.
        signed.open(&trust.keys_signing_at(KeyUse::Rules, iss, rules.iat), threshold)?;
        if rules.iss == iss { Ok(rules) } else { Err(DocumentError::Field) }
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, Self::from_item)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = |name: &'static str| item.get(name)?.as_uint();
        let text = |name: &'static str| Some(item.get(name)?.as_text()?.to_owned());
        Some(Self {
            serial: number("serial")?,
            iat: number("iat")?,
            exp: number("exp")?,
            iss: text("iss")?,
            zone: Zone::from_item(item.get("zone")?)?,
            acts: every(Some(item.get("acts")?), Act::from_item)?,
            purposes: every(Some(item.get("purposes")?), Purpose::from_item)?,
            former: every(item.get("former"), Purpose::from_item)?,
            exempt: every(item.get("exempt"), Exemption::from_item)?,
            grace: number("grace")?,
            former_grace: match item.get("former_grace") {
                Some(former) => Some(FormerGrace {
                    seconds: former.get("seconds")?.as_uint()?,
                    until: former.get("until")?.as_uint()?,
                }),
                None => None,
            },
            emergency_minutes: number("emergency_minutes")?,
            min_app_version: text("min_app_version")?,
            authority: match item.get("authority") {
                Some(authority) => Some(Authority::from_item(authority)?),
                None => None,
            },
        })
    }

    /// The act of this number.
    pub fn act(&self, no: u64) -> Option<&Act> {
        self.acts.iter().find(|act| act.no == no)
    }

    /// The acts that put passes into force.
    pub fn acts_of_passes(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| act.covers.passes)
    }

    /// The newest act of passes in force at this second.
    pub fn act_in_force(&self, at: u64) -> Option<&Act> {
        self.acts_of_passes().filter(|act| act.in_force(at)).max_by_key(|act| act.no)
    }

    /// The act of passes that begins next after this second.
    pub fn act_to_come(&self, at: u64) -> Option<&Act> {
        let to_come = self.acts_of_passes().filter(|act| at < act.from && act.in_force(act.from));
        to_come.min_by_key(|act| act.from)
    }

    /// The act of this number, if it puts quarantine into force.
    pub fn act_of_quarantine(&self, no: u64) -> Option<&Act> {
        self.act(no).filter(|act| act.covers.quarantine)
    }

    /// The purpose of this number, if it may be asked for.
    pub fn purpose(&self, id: u64) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// The purpose of this name, if it may be asked for.
    pub fn purpose_by_key(&self, key: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.key == key)
    }

    /// The purpose of this number, for a pass that there is: also one of earlier rules.
    pub fn known_purpose(&self, id: u64) -> Option<&Purpose> {
        self.purpose(id).or_else(|| self.former.iter().find(|former| former.id == id))
    }

    /// The longest time in seconds that a pass of this purpose and end may last, under these rules
    /// or under those before them. Nothing for a purpose that neither knows.
    pub fn longest(&self, purpose: u64, exp: u64) -> Option<u64> {
        let former = self.former.iter().filter(|former| former.until.is_some_and(|end| exp <= end));
        let allowed = self.purposes.iter().chain(former).filter(|known| known.id == purpose);
        allowed.map(|known| known.minutes.saturating_mul(60)).max()
    }

    /// Time to get home after a pass of this end was revoked, in seconds: the longer one, if it may
    /// have been issued under earlier rules.
    pub fn grace_of(&self, exp: u64) -> u64 {
        let former = self.former_grace.filter(|former| exp <= former.until);
        former.map_or(self.grace, |former| self.grace.max(former.seconds))
    }

    /// The purpose under which emergencies are declared.
    pub fn emergency(&self) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.emergency)
    }

    pub fn draft(&self) -> SignDraft {
        let purposes =
            |purposes: &[Purpose]| Item::Array(purposes.iter().map(Purpose::item).collect());
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("serial".into(), Item::uint(self.serial)),
            ("iat".into(), Item::uint(self.iat)),
            ("exp".into(), Item::uint(self.exp)),
            ("iss".into(), Item::text(&self.iss)),
            ("zone".into(), self.zone.item()),
            ("acts".into(), Item::Array(self.acts.iter().map(Act::item).collect())),
            ("purposes".into(), purposes(&self.purposes)),
            ("grace".into(), Item::uint(self.grace)),
            ("emergency_minutes".into(), Item::uint(self.emergency_minutes)),
            ("min_app_version".into(), Item::text(&self.min_app_version)),
        ];
        if !self.former.is_empty() {
            fields.push(("former".into(), purposes(&self.former)));
        }
        if let Some(former) = self.former_grace {
            let former = Item::map([
                ("seconds".into(), Item::uint(former.seconds)),
                ("until".into(), Item::uint(former.until)),
            ]);
            fields.push(("former_grace".into(), former));
        }
        if !self.exempt.is_empty() {
            let exempt = self.exempt.iter().map(Exemption::item).collect();
            fields.push(("exempt".into(), Item::Array(exempt)));
        }
        if let Some(authority) = &self.authority {
            fields.push(("authority".into(), authority.item()));
        }
        SignDraft::new(Typ::Rules, &Item::map(fields))
    }
}
