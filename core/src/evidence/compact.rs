//! Heads, receipts and time tokens in the order in which they came, without what follows from the
//! entries and from each other (`PROTOCOL.md §22.2`).

use crate::documents::{Item, MapKey};
use crate::model::{BootMark, Nonce};

/// Most proofs of a file.
const MOST_PROOFS: usize = 16_384;

/// What a phone kept beside its journal, in the order in which it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A head, as it was signed.
    Head(Vec<u8>),
    /// A receipt, as it was signed.
    Receipt(Vec<u8>),
    /// A time token whose nonce is made of a head and these random bytes.
    Token { signed: Vec<u8>, head: [u8; 32], random: [u8; 16] },
}

/// The same in few bytes. Each names others by their places, which are before its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompactProofs {
    /// Protected headers of what the authority signed.
    pub(super) signers: Vec<Vec<u8>>,
    pub(super) proofs: Vec<Compact>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Compact {
    /// At the entry of this number.
    Head {
        n: u64,
        latest: Option<u64>,
        beacon: Beacon,
        elapsed: Option<u64>,
        boot: BootMark,
        signature: [u8; 64],
    },
    Receipt {
        head: usize,
        by: BySigner,
        nonce: Nonce,
    },
    Token {
        head: usize,
        by: BySigner,
        random: [u8; 16],
    },
    /// What follows from nothing here.
    Whole(Proof),
}

/// Who signed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BySigner {
    pub signer: usize,
    pub iat: u64,
    pub signature: [u8; 64],
}

/// The time token over which a head was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beacon {
    /// The phone had none.
    None,
    Token(usize),
    /// One that is not shown.
    Digest([u8; 32]),
}

impl CompactProofs {
    /// `signers` and `proofs`.
    pub(super) fn fields(&self) -> [(MapKey, Item<'_>); 2] {
        let signers = self.signers.iter().map(|signer| Item::bytes(signer)).collect();
        let proofs = self.proofs.iter().map(Compact::item).collect();
        [("signers".into(), Item::Array(signers)), ("proofs".into(), Item::Array(proofs))]
    }

    /// What [`CompactProofs::fields`] wrote; none of anything else.
    pub(super) fn read(bundle: &Item<'_>) -> Option<Self> {
        let signers = bundle.get("signers")?.as_array()?;
        let signers = signers.iter().map(|signer| signer.as_bytes().map(<[u8]>::to_vec));
        let proofs = bundle.get("proofs")?.as_array()?;
        if proofs.len() > MOST_PROOFS {
            return None;
        }
        let proofs = proofs.iter().map(Compact::read).collect::<Option<_>>()?;
        Some(Self { signers: signers.collect::<Option<_>>()?, proofs })
    }
}

impl Compact {
    fn item(&self) -> Item<'_> {
        Item::Array(match self {
            Self::Head { n, latest, beacon, elapsed, boot, signature } => vec![
                Item::Int(0),
                Item::uint(*n),
                maybe(*latest),
                beacon.item(),
                maybe(*elapsed),
                Item::bytes(boot.bytes()),
                Item::bytes(signature),
            ],
            Self::Receipt { head, by, nonce } => by.items(1, *head, nonce.bytes()),
            Self::Token { head, by, random } => by.items(2, *head, random),
            Self::Whole(Proof::Head(signed)) => vec![Item::Int(3), Item::bytes(signed)],
            Self::Whole(Proof::Receipt(signed)) => vec![Item::Int(4), Item::bytes(signed)],
            Self::Whole(Proof::Token { signed, head, random }) => {
                vec![Item::Int(5), Item::bytes(signed), Item::bytes(head), Item::bytes(random)]
            }
        })
    }

    fn read(item: &Item<'_>) -> Option<Self> {
        let (kind, rest) = item.as_array()?.split_first()?;
        Some(match (kind.as_uint()?, rest) {
            (0, [n, latest, beacon, elapsed, boot, signature]) => Self::Head {
                n: n.as_uint()?,
                latest: perhaps(latest)?,
                beacon: Beacon::read(beacon)?,
                elapsed: perhaps(elapsed)?,
                boot: BootMark::new(boot.as_fixed()?),
                signature: signature.as_fixed()?,
            },
            (1, [head, by @ .., nonce]) => {
                let nonce = Nonce::new(nonce.as_fixed()?);
                Self::Receipt { head: place(head)?, by: BySigner::read(by)?, nonce }
            }
            (2, [head, by @ .., random]) => {
                let random = random.as_fixed()?;
                Self::Token { head: place(head)?, by: BySigner::read(by)?, random }
            }
            (3, [signed]) => Self::Whole(Proof::Head(signed.as_bytes()?.to_vec())),
            (4, [signed]) => Self::Whole(Proof::Receipt(signed.as_bytes()?.to_vec())),
            (5, [signed, head, random]) => Self::Whole(Proof::Token {
                signed: signed.as_bytes()?.to_vec(),
                head: head.as_fixed()?,
                random: random.as_fixed()?,
            }),
            _ => return None,
        })
    }
}

impl BySigner {
    /// `[kind, head, signer, iat, signature, drawn]`.
    fn items(&self, kind: i64, head: usize, drawn: &[u8]) -> Vec<Item<'static>> {
        vec![
            Item::Int(kind),
            Item::uint(head as u64),
            Item::uint(self.signer as u64),
            Item::uint(self.iat),
            Item::bytes(&self.signature),
            Item::bytes(drawn),
        ]
    }

    fn read(items: &[Item<'_>]) -> Option<Self> {
        let [signer, iat, signature] = items else { return None };
        let signature = signature.as_fixed()?;
        Some(Self { signer: place(signer)?, iat: iat.as_uint()?, signature })
    }
}

impl Beacon {
    /// 0, a place and one more, or the digest.
    fn item(&self) -> Item<'static> {
        match self {
            Self::None => Item::Int(0),
            Self::Token(at) => Item::uint(*at as u64 + 1),
            Self::Digest(digest) => Item::bytes(digest),
        }
    }

    fn read(item: &Item<'_>) -> Option<Self> {
        match item {
            Item::Bytes(_) => item.as_fixed().map(Self::Digest),
            _ => Some(match place(item)?.checked_sub(1) {
                None => Self::None,
                Some(at) => Self::Token(at),
            }),
        }
    }
}

/// One more than it is, or 0.
fn maybe(value: Option<u64>) -> Item<'static> {
    Item::uint(value.map_or(0, |value| value.saturating_add(1)))
}

/// What [`maybe`] wrote.
fn perhaps(item: &Item<'_>) -> Option<Option<u64>> {
    item.as_uint().map(|number| number.checked_sub(1))
}

fn place(item: &Item<'_>) -> Option<usize> {
    usize::try_from(item.as_uint()?).ok()
}
