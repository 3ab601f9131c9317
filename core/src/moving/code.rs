//! The four codes of a move, two of each phone but the last (`PROTOCOL.md §26.2`).

use crate::documents::{
    DocumentError, Item, Link, MAX_MOVE_CHARACTERS, MOST_CHAINS, MOVE_PREFIX, MapKey, cose_key,
    decode_up_to, encode_under, numbers,
};
use crate::model::{ChainId, HolderHint, MoveId, PhoneNumber, PublicKey};

/// Most places that a phone has learned.
pub const MOST_ALIASES: usize = 8;

/// A code.
#[derive(Clone, PartialEq, Eq)]
pub enum MoveCode {
    /// Of the old phone: that it has an account to give.
    Offer(Offer),
    /// Of the new phone: its keys.
    Answer(Answer),
    /// Of the old phone: its key and what it had committed itself to.
    Reveal(Reveal),
    /// Of the old phone: the link and what goes along.
    Brought(Box<Brought>),
}

/// That an old phone has an account to give.
#[derive(Clone, PartialEq, Eq)]
pub struct Offer {
    /// Name of the authority.
    pub iss: String,
    /// SHA-256 of its root: a phone of another authority stops here.
    pub root: [u8; 32],
    pub id: MoveId,
    /// Over the old key and a nonce that is told later.
    pub commitment: [u8; 32],
}

/// The keys of a new phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub id: MoveId,
    /// The device key.
    pub dev: PublicKey,
    /// The emergency key.
    pub sos: PublicKey,
}

/// What an offer had committed the old phone to.
#[derive(Clone, PartialEq, Eq)]
pub struct Reveal {
    pub id: MoveId,
    /// The old phone's device key.
    pub old: PublicKey,
    pub nonce: [u8; 16],
}

/// What the new phone gets.
#[derive(Clone, PartialEq, Eq)]
pub struct Brought {
    pub id: MoveId,
    /// As the old key has signed it.
    pub link: Vec<u8>,
    pub phone: PhoneNumber,
    pub mark: HolderHint,
    /// Chains whose orders the person had begun.
    pub begun: Vec<ChainId>,
    pub aliases: Vec<BroughtAlias>,
}

/// A place that the old phone had learned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BroughtAlias {
    pub chain: ChainId,
    /// Units of 10⁻⁷ degrees.
    pub lat: i32,
    pub lon: i32,
}

impl MoveCode {
    /// The code in this text.
    ///
    /// # Errors
    /// [`DocumentError`] for any other text.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let bytes = decode_up_to(MAX_MOVE_CHARACTERS, MOVE_PREFIX, text)
            .map_err(|_| DocumentError::Field)?;
        Self::from_bytes(&bytes)
    }

    /// Its text.
    pub fn text(&self) -> String {
        encode_under(MOVE_PREFIX, &self.to_bytes())
    }

    /// The code in these bytes.
    ///
    /// # Errors
    /// [`DocumentError`] for any others.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(bytes, numbers::limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    /// The bytes of its text.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (step, mut fields) = match self {
            Self::Offer(offer) => (1, offer.fields()),
            Self::Answer(answer) => (2, answer.fields()),
            Self::Reveal(reveal) => (3, reveal.fields()),
            Self::Brought(brought) => (4, brought.fields()),
        };
        fields.push(("step".into(), Item::Int(step)));
        Item::map(fields).to_bytes()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(match item.get("step")?.as_int()? {
            1 => Self::Offer(Offer::from_item(item)?),
            2 => Self::Answer(Answer::from_item(item)?),
            3 => Self::Reveal(Reveal::from_item(item)?),
            4 => Self::Brought(Box::new(Brought::from_item(item)?)),
            _ => return None,
        })
    }
}

type Fields = Vec<(MapKey, Item<'static>)>;

impl Offer {
    fn fields(&self) -> Fields {
        vec![
            (numbers::claim::ISS.into(), Item::text(&self.iss)),
            ("root32".into(), Item::bytes(&self.root)),
            ("id16".into(), Item::bytes(self.id.bytes())),
            ("commit32".into(), Item::bytes(&self.commitment)),
        ]
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(numbers::claim::ISS)?.as_text()?.to_owned(),
            root: item.get("root32")?.as_fixed()?,
            id: id(item)?,
            commitment: item.get("commit32")?.as_fixed()?,
        })
    }
}

impl Answer {
    fn fields(&self) -> Fields {
        vec![
            ("id16".into(), Item::bytes(self.id.bytes())),
            ("key".into(), Item::bytes(&cose_key::to_bytes(&self.dev))),
            ("sos".into(), Item::bytes(&cose_key::to_bytes(&self.sos))),
        ]
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let answer = Self { id: id(item)?, dev: key(item, "key")?, sos: key(item, "sos")? };
        (answer.dev != answer.sos).then_some(answer)
    }
}

impl Reveal {
    fn fields(&self) -> Fields {
        vec![
            ("id16".into(), Item::bytes(self.id.bytes())),
            ("key".into(), Item::bytes(&cose_key::to_bytes(&self.old))),
            ("nonce16".into(), Item::bytes(&self.nonce)),
        ]
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let nonce = item.get("nonce16")?.as_fixed()?;
        Some(Self { id: id(item)?, old: key(item, "key")?, nonce })
    }
}

impl Brought {
    /// The link, of which the new phone's own signature is still missing.
    ///
    /// # Errors
    /// [`DocumentError`] if this key has not signed it.
    pub fn link_of(&self, old: &PublicKey) -> Result<Link, DocumentError> {
        Link::of_old(&self.link, old)
    }

    fn fields(&self) -> Fields {
        let mut fields: Fields = vec![
            ("id16".into(), Item::bytes(self.id.bytes())),
            ("link".into(), Item::bytes(&self.link)),
            ("phone".into(), Item::text(self.phone.e164())),
            ("sub".into(), Item::text(self.mark.as_str())),
        ];
        if !self.begun.is_empty() {
            let begun = self.begun.iter().map(|chain| Item::bytes(chain.bytes())).collect();
            fields.push(("begun".into(), Item::Array(begun)));
        }
        if !self.aliases.is_empty() {
            let aliases = self.aliases.iter().map(BroughtAlias::item).collect();
            fields.push(("aliases".into(), Item::Array(aliases)));
        }
        fields
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let phone = item.get("phone")?.as_text()?;
        let brought = Self {
            id: id(item)?,
            link: item.get("link")?.as_bytes()?.to_vec(),
            phone: PhoneNumber::parse(phone, "").ok().filter(|read| read.e164() == phone)?,
            mark: HolderHint::from_wire(item.get("sub")?.as_text()?)?,
            begun: every(item.get("begun"), |chain| Some(ChainId::new(chain.as_fixed()?)))?,
            aliases: every(item.get("aliases"), BroughtAlias::from_item)?,
        };
        let fits = brought.begun.len() <= MOST_CHAINS && brought.aliases.len() <= MOST_ALIASES;
        fits.then_some(brought)
    }
}

impl BroughtAlias {
    fn item(&self) -> Item<'static> {
        let degrees = |part: i32| Item::Int(part.into());
        Item::Array(vec![Item::bytes(self.chain.bytes()), degrees(self.lat), degrees(self.lon)])
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let [chain, lat, lon] = item.as_array()? else { return None };
        let degrees = |part: &Item<'_>, most: i32| {
            i32::try_from(part.as_int()?).ok().filter(|part| (-most..=most).contains(part))
        };
        Some(Self {
            chain: ChainId::new(chain.as_fixed()?),
            lat: degrees(lat, 900_000_000)?,
            lon: degrees(lon, 1_800_000_000)?,
        })
    }
}

fn id(item: &Item<'_>) -> Option<MoveId> {
    Some(MoveId::new(item.get("id16")?.as_fixed()?))
}

/// A phone's key, which is never of a kind that issuers alone have.
fn key(item: &Item<'_>, name: &'static str) -> Option<PublicKey> {
    let key = cose_key::from_bytes(item.get(name)?.as_bytes()?).ok()?;
    matches!(key, PublicKey::P256 { .. }).then_some(key)
}

/// Every entry of a list; one that is missing is empty.
fn every<'b, T>(list: Option<&Item<'b>>, read: impl Fn(&Item<'b>) -> Option<T>) -> Option<Vec<T>> {
    list.map_or(Some(Vec::new()), |list| list.as_array()?.iter().map(read).collect())
}
