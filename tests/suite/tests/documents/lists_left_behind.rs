//! What must not leave a device behind for good: many missed roots, and a stamp that says too
//! little.

use doorstep::documents::{Root, Stamp, Stamped};
use doorstep_suite::issuer::{Documents, Issuer, Key, NOW, exactly, key, refresh, sign, sign_by};

#[test]
fn forty_missed_roots_are_caught_up_in_two_refreshes() {
    let mut issuer = Issuer::new();
    let before = issuer.documents();
    let mut roots = before.roots.clone();
    for _ in 0..40 {
        let new: Vec<Key> = (0..3).map(|_| key()).collect();
        let keys = new.iter().map(|key| key.public().clone()).collect();
        let root = Root { serial: issuer.root.serial + 1, keys, ..issuer.root.clone() };
        let signers = [&issuer.roots[0], &issuer.roots[1], &new[0], &new[1]];
        roots.insert(root.serial, sign_by(root.draft(), &signers));
        (issuer.root, issuer.roots) = (root, new);
    }
    issuer.trust.serial += 1;
    issuer.stamp.seq += 1;
    let after = issuer.stamped(Documents { roots, ..issuer.documents() });
    let (outcome, _) = refresh(&issuer.first(&before), exactly(NOW), &before);
    // At most 32 steps a refresh; what was walked is kept.
    let (outcome, _) = refresh(&outcome.lists, exactly(NOW), &after);
    let (outcome, _) = refresh(&outcome.lists, exactly(NOW), &after);
    assert_eq!((outcome.problem, outcome.lists.root().serial), (None, 41));
}

#[test]
fn a_stamp_that_does_not_name_every_document_is_kept_out() {
    for missing in ["trust", "rules", "deny"] {
        let mut issuer = Issuer::new();
        let mut documents = issuer.documents();
        let (outcome, _) = refresh(&issuer.first(&documents), exactly(NOW), &documents);
        let lists = outcome.lists;
        issuer.stamp.seq += 1;
        let named = lists.stamp().unwrap().docs.iter();
        let docs: Vec<Stamped> = named.filter(|doc| doc.name != missing).cloned().collect();
        let stamp = Stamp { docs, ..issuer.stamp.clone() };
        documents.stamp = sign(stamp.draft(issuer.stamp_key.public()), &issuer.stamp_key);
        let (outcome, _) = refresh(&lists, exactly(NOW), &documents);
        assert!(outcome.problem.is_some(), "without {missing}");
        assert!(outcome.lists.are_whole(), "without {missing} the last good set stays");
    }
}
