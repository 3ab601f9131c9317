//! Names of things: small byte strings that cross every boundary as base64url text.

use std::fmt;
use std::str::FromStr;

use super::base64url;

/// A text that is not the name it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct IdError;

macro_rules! byte_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// How many bytes the name has.
            pub const LEN: usize = $len;

            /// The name made of these bytes.
            pub const fn new(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes of the name.
            pub const fn bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// The name, if the slice has exactly its length.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base64url::encode(&self.0))
            }
        }

        // A name may tell two of a person's exits apart, so it stays out of logs and panics.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                base64url::decode(text)
                    .and_then(|bytes| Self::from_slice(&bytes))
                    .ok_or(IdError)
            }
        }
    };
}

byte_id!(
    /// A pass: the `cti` claim, eight random bytes drawn by the authority.
    PassId,
    8
);
byte_id!(
    /// One attempt to register, named by the authority.
    RegistrationId,
    16
);
byte_id!(
    /// A resident's account at the authority.
    AccountId,
    16
);
byte_id!(
    /// Names one effect: a request sent again under it never has a second one.
    IdempotencyKey,
    16
);
byte_id!(
    /// Drawn anew for every attempt to send; the authority answers under it.
    Nonce,
    16
);
byte_id!(
    /// One quarantine order, through all of its versions.
    OrderId,
    16
);
byte_id!(
    /// One lending of a device, through one invitation.
    LoanId,
    16
);
byte_id!(
    /// One offer of an account to another phone.
    MoveId,
    16
);
byte_id!(
    /// A person's orders and what their phone has written down under them.
    ChainId,
    16
);
byte_id!(
    /// One question whether a person is at home.
    CheckId,
    8
);
byte_id!(
    /// One notice of the authority to a person under quarantine.
    NoticeId,
    8
);
byte_id!(
    /// A photo by its sealed bytes: SHA-256 over them.
    PhotoId,
    32
);
byte_id!(
    /// A stretch of a journal in one key's hands. A phone that was restored draws another.
    EpochId,
    8
);
byte_id!(
    /// One run of the phone's system, drawn by the core: how the system names it stays on the phone.
    BootMark,
    8
);
byte_id!(
    /// COSE Key Thumbprint, SHA-256 (RFC 9679), over the key with its full y.
    Thumbprint,
    32
);

/// One of the people whose affairs this phone keeps. Crosses every boundary as decimal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(u32);

impl PersonId {
    /// The person a phone starts with.
    pub const FIRST: Self = Self(1);

    /// How many people a phone keeps at most: a household.
    pub const MOST: u32 = 8;

    /// The number under which the store keeps the person.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The person of this number, from 1 to [`PersonId::MOST`].
    pub fn of(number: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then_some(Self(number))
    }

    /// Everybody whom a phone has room for.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=Self::MOST).map(Self)
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PersonId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.parse() {
            Ok(number) if number > 0 => Ok(Self(number)),
            _ => Err(IdError),
        }
    }
}

/// Tells one run of the phone's system from the next; elapsed time counts within one boot only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct BootId(pub String);
