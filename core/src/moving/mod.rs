//! An account that moves to another phone, by codes that the two phones show each other
//! (`PROTOCOL.md §26`).
//!
//! ```text
//! old phone:  Offered → Answered → Giving → Given
//! new phone:  Taking → Compared → Taken → Arrived
//! ```
//! Every step is kept before its code is shown, so a process that dies goes on where it was.

mod code;

use std::fmt;

pub use code::{Answer, Brought, BroughtAlias, MOST_ALIASES, MoveCode, Offer, Reveal};

use crate::crypto::sha256;
use crate::documents::{Item, cose_key};
use crate::model::{BootId, ChainId, MoveId, PublicKey, Thumbprint};

/// How long an offer is good, in milliseconds of the old phone's elapsed clock.
pub const OFFER_LASTS_MS: i64 = 10 * 60_000;
/// Why the authority closes a key whose account goes on under another.
pub const MOVED: &str = "moved";

/// How far a move is, on either of its phones.
#[derive(Clone, PartialEq, Eq)]
pub enum Move {
    /// The old phone shows its offer.
    Offered(OpenOffer),
    /// The old phone has seen this new phone, and shows its own key with the digits.
    Answered(OpenOffer, Answer),
    /// Nothing is asked of the old phone any more, and it is about to sign.
    Giving(Box<Giving>),
    /// The old phone has signed. Whether the authority took it is known by its signed word.
    Given {
        /// The code that the new phone takes.
        code: String,
        is_taken: bool,
    },
    /// The new phone shows its keys.
    Taking(Offer),
    /// The new phone shows the digits.
    Compared(Offer, Reveal),
    /// The new phone has the link, which waits for a network.
    Taken(Box<Brought>),
    /// The authority has taken the link. What came with it waits for the orders.
    Arrived(Arrived),
}

/// What an old phone gives, but for its signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Giving {
    /// Name of the new device key.
    pub new: Thumbprint,
    /// Without the link.
    pub brought: Brought,
}

/// What has come with an account and waits for its orders.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    pub id: MoveId,
    /// Digest of the link.
    pub link: [u8; 32],
    /// Chains that the old phone has written and whose orders have not come yet.
    pub chains: Vec<ChainId>,
    /// Chains whose orders the person had begun.
    pub begun: Vec<ChainId>,
    pub aliases: Vec<BroughtAlias>,
}

/// An offer that this phone has made.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenOffer {
    pub id: MoveId,
    /// Told after the new phone has shown its keys, and never before.
    pub nonce: [u8; 16],
    pub boot: BootId,
    /// By the elapsed clock of that boot: nobody sets it.
    pub made_ms: i64,
}

impl Arrived {
    /// What is left to come when the orders of a chain have.
    #[must_use]
    pub fn without(mut self, chain: ChainId) -> Self {
        self.chains.retain(|other| *other != chain);
        self.begun.retain(|other| *other != chain);
        self.aliases.retain(|alias| alias.chain != chain);
        self
    }
}

impl OpenOffer {
    /// Whether nobody takes it any more. After the phone was off nobody does.
    pub fn is_over(&self, boot: &BootId, elapsed_ms: i64) -> bool {
        let age_ms = elapsed_ms.saturating_sub(self.made_ms);
        *boot != self.boot || !(0..OFFER_LASTS_MS).contains(&age_ms)
    }
}

/// Six digits that both phones show: they differ if either phone has seen another's codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Digits(u32);

impl Digits {
    /// How many they are.
    pub const COUNT: usize = 6;

    /// Of a new phone's keys that were shown before the old phone told its nonce.
    pub fn of(offer: &Offer, reveal: &Reveal, answer: &Answer) -> Self {
        let said = Item::Array(vec![
            Item::text("doorstep/move/digits/1"),
            Item::text(&offer.iss),
            Item::bytes(&offer.root),
            Item::bytes(offer.id.bytes()),
            Item::bytes(&cose_key::to_bytes(&reveal.old)),
            Item::bytes(&reveal.nonce),
            Item::bytes(&cose_key::to_bytes(&answer.dev)),
            Item::bytes(&cose_key::to_bytes(&answer.sos)),
        ]);
        let digest = sha256(&said.to_bytes());
        let start = digest.first_chunk().map_or(0, |start| u64::from_be_bytes(*start));
        Self(u32::try_from(start % 1_000_000).unwrap_or_default())
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// What an offer says of a key that it does not yet show.
pub fn commitment(id: MoveId, old: &PublicKey, nonce: &[u8; 16]) -> [u8; 32] {
    let said = Item::Array(vec![
        Item::text("doorstep/move/1"),
        Item::bytes(id.bytes()),
        Item::bytes(&cose_key::to_bytes(old)),
        Item::bytes(nonce),
    ]);
    sha256(&said.to_bytes())
}

impl Offer {
    /// Whether this is what was offered.
    pub fn is_kept_by(&self, reveal: &Reveal) -> bool {
        reveal.id == self.id && commitment(self.id, &reveal.old, &reveal.nonce) == self.commitment
    }
}

// A code holds a phone number: it must not reach a log through `{:?}`.
impl fmt::Debug for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Offered(_) => "Offered",
            Self::Answered(..) => "Answered",
            Self::Giving(_) => "Giving",
            Self::Given { .. } => "Given",
            Self::Taking(_) => "Taking",
            Self::Compared(..) => "Compared",
            Self::Taken(_) => "Taken",
            Self::Arrived(_) => "Arrived",
        })
    }
}

#[cfg(test)]
mod tests;
