//! Root changes: N + 1 needs enough keys of N and of N + 1, one step at a time.

use doorstep::documents::{DocumentError, Root};
use doorstep::lists::{ListProblem, Lists};
use doorstep::requests::Route;
use doorstep_suite::issuer::{Documents, Issuer, Key, NOW, exactly, key, refresh, sign_by};

/// The next root of these keys.
fn next(root: &Root, keys: &[Key]) -> Root {
    Root {
        serial: root.serial + 1,
        keys: keys.iter().map(|key| key.public().clone()).collect(),
        ..root.clone()
    }
}

#[test]
fn a_new_root_needs_the_old_and_the_new() {
    let issuer = Issuer::new();
    let old: Vec<&Key> = issuer.roots.iter().collect();
    let new: Vec<Key> = (0..3).map(|_| key()).collect();
    let root = next(&issuer.root, &new);
    let taken = |keys: &[&Key]| issuer.root.next(&sign_by(root.draft(), keys));
    assert_eq!(taken(&[old[0], old[1], &new[0], &new[2]]), Ok(root.clone()));
    let signature = Err(DocumentError::Signature);
    assert_eq!(taken(&[old[0], old[1], old[2]]), signature, "the old alone");
    assert_eq!(taken(&[&new[0], &new[1], &new[2]]), signature, "the new alone");
    assert_eq!(taken(&[old[0], &new[0], &new[1]]), signature, "too few of the old");
    assert_eq!(taken(&[old[0], old[1], &new[0]]), signature, "too few of the new");
    assert_eq!(taken(&[old[0], old[0], &new[0], &new[1]]), signature, "one of the old twice");
}

#[test]
fn a_new_root_is_exactly_the_next() {
    let issuer = Issuer::new();
    for serial in [0, 1, 3, 1 << 40] {
        let root = Root { serial, ..issuer.root.clone() };
        let signed = sign_by(root.draft(), &[&issuer.roots[0], &issuer.roots[1]]);
        assert_eq!(issuer.root.next(&signed), Err(DocumentError::Field), "{serial}");
    }
    let none = Root { serial: 2, threshold: 0, ..issuer.root.clone() };
    let signed = sign_by(none.draft(), &[&issuer.roots[0], &issuer.roots[1]]);
    assert!(issuer.root.next(&signed).is_err(), "a threshold of nobody");
    let rules = sign_by(issuer.rules.draft(), &[&issuer.roots[0], &issuer.roots[1]]);
    assert!(issuer.root.next(&rules).is_err(), "another kind of document");
}

/// An authority that has changed its root so often, and what it serves.
fn changed(steps: usize) -> (Issuer, Documents, Documents) {
    let mut issuer = Issuer::new();
    let before = issuer.documents();
    let mut roots = before.roots.clone();
    for _ in 0..steps {
        let new: Vec<Key> = (0..3).map(|_| key()).collect();
        let root = next(&issuer.root, &new);
        let signers = [&issuer.roots[0], &issuer.roots[1], &new[0], &new[1]];
        roots.insert(root.serial, sign_by(root.draft(), &signers));
        (issuer.root, issuer.roots) = (root, new);
    }
    issuer.trust.serial += 1;
    issuer.stamp.seq += 1;
    let after = Documents { roots, ..issuer.documents() };
    let after = issuer.stamped(after);
    (issuer, before, after)
}

#[test]
fn a_device_walks_every_root_it_has_missed() {
    let (issuer, before, after) = changed(3);
    let (outcome, _) = refresh(&issuer.first(&before), exactly(NOW), &before);
    let (outcome, asked) = refresh(&outcome.lists, exactly(NOW), &after);
    assert_eq!(outcome.problem, None);
    let roots: Vec<u64> = asked
        .iter()
        .filter_map(|route| if let Route::Root(n) = route { Some(*n) } else { None })
        .collect();
    assert_eq!(roots, [2, 3, 4, 5], "until there is none");
    assert_eq!(outcome.lists.root(), &issuer.root);
    assert!(outcome.lists.are_whole());
    // And so does one that has only its trust file.
    let (outcome, _) = refresh(&issuer.first(&before), exactly(NOW), &after);
    assert_eq!((outcome.problem, outcome.lists.root().serial), (None, 4));
}

#[test]
fn a_root_that_is_over_still_counts() {
    let mut issuer = Issuer::new();
    issuer.root.exp = issuer.root.iat + 1;
    assert!(issuer.lists().are_whole());
}

#[test]
fn a_break_in_the_walk_keeps_the_old_lists_and_the_roots_before_it() {
    let (issuer, before, mut after) = changed(3);
    let (outcome, _) = refresh(&issuer.first(&before), exactly(NOW), &before);
    let lists = outcome.lists;
    // The third root vouched for by itself alone.
    let root = Root { serial: 3, ..issuer.root.clone() };
    let signed = sign_by(root.draft(), &[&issuer.roots[0], &issuer.roots[1]]);
    after.roots.insert(3, signed);
    let (outcome, _) = refresh(&lists, exactly(NOW), &after);
    assert_eq!(outcome.problem, Some(ListProblem::Document(DocumentError::Signature)));
    // The second root was vouched for by the first; the lists are exchanged whole or not at all.
    assert_eq!(outcome.lists.root().serial, 2);
    let held =
        |lists: &Lists| (lists.trust().cloned(), lists.rules().cloned(), lists.stamp().cloned());
    assert_eq!(held(&outcome.lists), held(&lists));
}
