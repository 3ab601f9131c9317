//! Links from one device key to another: what both have signed is read back, nothing else is read.

use doorstep::crypto::SigningKey;
use doorstep::documents::{Link, LinkedChain, MOST_CHAINS, SignDraft, cose_key};
use doorstep::model::ChainId;
use doorstep_suite::issuer::{ISS, NOW, key};
use proptest::prelude::*;

fn link(old: &SigningKey, new: &SigningKey, chains: usize) -> Link {
    let chain = |n: u8| LinkedChain {
        chain: ChainId::new([n; 16]),
        seq: u64::from(n),
        r: [n; 32],
        h: [n + 1; 32],
    };
    Link {
        iss: ISS.into(),
        old: cose_key::thumbprint(old.public()),
        new: cose_key::thumbprint(new.public()),
        at: NOW,
        chains: (0..u8::try_from(chains).unwrap()).map(chain).collect(),
    }
}

fn signed(draft: SignDraft, by: &SigningKey) -> Vec<u8> {
    let signature = by.sign(&draft.to_sign(by.public())).unwrap();
    draft.signed(by.public(), signature).close()
}

#[test]
fn a_link_needs_both_keys_and_names_them() {
    let (old, new, other) = (key(), key(), key());
    let link = link(&old, &new, 1);
    let by_old = signed(link.draft(), &old);
    assert_eq!(Link::of_old(&by_old, old.public()).unwrap(), link);
    assert!(Link::of_old(&by_old, other.public()).is_err());
    assert!(Link::of_both(&by_old, old.public(), new.public()).is_err());
    let by_both = signed(Link::reopened(&by_old).unwrap(), &new);
    assert_eq!(Link::of_both(&by_both, old.public(), new.public()).unwrap(), link);
    assert_eq!(Link::kept(&by_both).unwrap(), link);
    // Whoever signs beside the old key is not the one that it names.
    let by_another = signed(Link::reopened(&by_old).unwrap(), &other);
    assert!(Link::of_both(&by_another, old.public(), other.public()).is_err());
    assert!(Link::of_both(&by_another, old.public(), new.public()).is_err());
    for at in 0..by_both.len() {
        let mut changed = by_both.clone();
        changed[at] ^= 1;
        let read = Link::of_both(&changed, old.public(), new.public());
        assert!(read.is_err(), "byte {at}");
    }
}

#[test]
fn a_link_has_its_bounds() {
    let (old, new) = (key(), key());
    let whole =
        signed(Link::reopened(&signed(link(&old, &new, MOST_CHAINS).draft(), &old)).unwrap(), &new);
    assert!(whole.len() <= 2 * 1024, "{}", whole.len());
    assert!(Link::of_both(&whole, old.public(), new.public()).is_ok());
    let many = signed(link(&old, &new, MOST_CHAINS + 1).draft(), &old);
    assert!(Link::of_old(&many, old.public()).is_err());
    let to_itself = signed(link(&old, &old, 0).draft(), &old);
    assert!(Link::of_old(&to_itself, old.public()).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        let _ = Link::kept(&bytes);
        let _ = Link::reopened(&bytes);
    }
}
