//! The signed lists: what is fetched in which order, and everything that must be kept out while
//! the last good set stays.

use doorstep::documents::{DocumentError, KeyUse, Malformed, TrustList};
use doorstep::lists::{Fetched, ListProblem, ListScope, Lists, Refresh};
use doorstep::requests::Route;
use doorstep::time::Moment;
use doorstep_suite::issuer::{
    Documents, Issuer, Key, NOW, exactly, key, refresh, refresh_from, sign, sign_by, trusted,
};

/// An authority one step further than a device that knows it: every document is newer.
fn a_step_later() -> (Issuer, Lists) {
    let mut issuer = Issuer::new();
    let lists = issuer.lists();
    issuer.trust.serial += 1;
    issuer.rules.serial += 1;
    issuer.deny.seq += 1;
    issuer.stamp.seq += 1;
    (issuer, lists)
}

/// Asserts that these documents are kept out for this reason and that the old set stays whole.
fn kept_out(lists: &Lists, documents: &Documents, problem: ListProblem, what: &str) {
    let (outcome, _) = refresh(lists, exactly(NOW), documents);
    assert_eq!(outcome.problem, Some(problem), "{what}");
    assert!(!outcome.changed, "{what}");
    assert_eq!(outcome.lists, *lists, "{what}");
}

const SIGNATURE: ListProblem = ListProblem::Document(DocumentError::Signature);

#[test]
fn the_first_contact_goes_in_the_order_of_trust() {
    let issuer = Issuer::new();
    let documents = issuer.documents();
    let (outcome, asked) = refresh(&issuer.first(&documents), exactly(NOW), &documents);
    let order = [Route::Stamp, Route::Root(2), Route::Trust, Route::Rules, Route::Deny];
    assert_eq!(asked, order);
    assert!(outcome.changed && outcome.lists.are_whole());
    assert_eq!(outcome.lists.newest_iat(), NOW - 600);
    let (outcome, asked) = refresh(&outcome.lists, exactly(NOW), &documents);
    assert_eq!(asked, [Route::Stamp], "nothing else differs");
    assert!(!outcome.changed && outcome.problem.is_none());
}

#[test]
fn only_what_differs_is_fetched() {
    let mut issuer = Issuer::new();
    let before = issuer.documents();
    let (outcome, _) = refresh(&issuer.first(&before), exactly(NOW), &before);
    issuer.stamp.seq += 1;
    issuer.deny.seq += 1;
    let after = issuer.stamped(Documents { deny: issuer.deny_bytes(), ..before });
    let (outcome, asked) = refresh(&outcome.lists, exactly(NOW), &after);
    assert_eq!(asked, [Route::Stamp, Route::Deny]);
    assert!(outcome.changed && outcome.lists.are_whole());
    assert_eq!(outcome.lists.deny().unwrap().seq, 10);
}

#[test]
fn serials_never_go_back() {
    type Back = fn(&mut Issuer);
    let cases: [(&str, Back); 4] = [
        ("stamp", |issuer| issuer.stamp.seq -= 2),
        ("trust list", |issuer| issuer.trust.serial -= 2),
        ("rules", |issuer| issuer.rules.serial -= 2),
        ("deny list", |issuer| issuer.deny.seq -= 2),
    ];
    for (what, back) in cases {
        let (mut issuer, lists) = a_step_later();
        back(&mut issuer);
        kept_out(&lists, &issuer.documents(), ListProblem::RolledBack, what);
        // The lowest serials outlive a restart, even if the documents themselves were lost.
        let mut kept = lists.to_kept();
        (kept.trust, kept.stamp, kept.rules, kept.deny) = (None, None, None, None);
        let file = issuer.trust_file(&issuer.root_bytes());
        let restarted = Lists::from_kept(&file, kept).unwrap();
        let (outcome, _) = refresh(&restarted, exactly(NOW), &issuer.documents());
        // Without a trust list no key set is known, so a role's keys count as changed.
        let expected = (what == "trust list").then_some(ListProblem::RolledBack);
        assert_eq!(outcome.problem, expected, "{what}, restarted");
    }
}

#[test]
fn one_serial_has_one_content() {
    type Same = fn(&mut Issuer);
    let cases: [(&str, Same); 4] = [
        ("stamp", |issuer| {
            issuer.stamp.seq -= 1;
            issuer.stamp.exp -= 1;
        }),
        ("trust list", |issuer| {
            issuer.trust.serial -= 1;
            issuer.trust.exp -= 1;
        }),
        ("rules", |issuer| {
            issuer.rules.serial -= 1;
            issuer.rules.exp -= 1;
        }),
        ("deny list", |issuer| {
            issuer.deny.seq -= 1;
            issuer.deny.exp -= 1;
        }),
    ];
    for (what, same) in cases {
        let (mut issuer, lists) = a_step_later();
        same(&mut issuer);
        kept_out(&lists, &issuer.documents(), ListProblem::Conflict, what);
    }
}

#[test]
fn what_is_over_is_kept_out() {
    type End = fn(&mut Issuer);
    let cases: [(&str, End); 3] = [
        ("stamp", |issuer| issuer.stamp.exp = NOW),
        ("trust list", |issuer| issuer.trust.exp = NOW),
        ("rules", |issuer| issuer.rules.exp = NOW),
    ];
    for (what, end) in cases {
        let (mut issuer, lists) = a_step_later();
        end(&mut issuer);
        kept_out(&lists, &issuer.documents(), ListProblem::Expired, what);
    }
    // While the time is unknown, a trust list that the wall clock calls over still serves.
    let (mut issuer, lists) = a_step_later();
    issuer.trust.exp = NOW - 5;
    let now_ms = i64::try_from(NOW).unwrap() * 1000;
    let unanchored =
        Moment { lo_ms: now_ms - 3_600_000, hi_ms: None, best_ms: now_ms, anchored: false };
    let (outcome, _) = refresh(&lists, unanchored, &issuer.documents());
    assert_eq!(outcome.problem, None);
}

#[test]
fn withdrawn_keys_sign_nothing() {
    type Withdraw = fn(&mut Issuer);
    let cases: [(&str, Withdraw); 3] = [
        ("rules", |issuer| {
            let key = issuer.rules_keys[1].public().clone();
            issuer.entry(&key).revoked_at = Some(NOW - 100);
        }),
        ("stamp", |issuer| {
            let key = issuer.stamp_key.public().clone();
            issuer.entry(&key).revoked_at = Some(NOW - 100);
        }),
        ("deny list", |issuer| {
            let key = issuer.status_key.public().clone();
            issuer.entry(&key).revoked_at = Some(NOW - 100);
        }),
    ];
    for (what, withdraw) in cases {
        let (mut issuer, lists) = a_step_later();
        withdraw(&mut issuer);
        kept_out(&lists, &issuer.documents(), SIGNATURE, what);
    }
}

#[test]
fn a_key_signs_only_for_its_own_use() {
    let (mut issuer, lists) = a_step_later();
    std::mem::swap(&mut issuer.status_key, &mut issuer.time_key);
    kept_out(&lists, &issuer.documents(), SIGNATURE, "deny list by the time key");
    let (mut issuer, lists) = a_step_later();
    issuer.rules_keys[1] = issuer.pass.clone();
    kept_out(&lists, &issuer.documents(), SIGNATURE, "rules by the pass key");
    // A stamp by another key is first taken for a sign of a newer trust list.
    let (mut issuer, lists) = a_step_later();
    issuer.stamp_key = issuer.time_key.clone();
    let documents = issuer.documents();
    let (_, asked) = refresh(&lists, exactly(NOW), &documents);
    assert_eq!(asked, [Route::Stamp, Route::Root(2), Route::Trust]);
    kept_out(&lists, &documents, SIGNATURE, "stamp by the time key");
}

#[test]
fn a_key_signs_only_in_its_time() {
    for n in 0..3 {
        let cases: [(u64, u64, bool); 4] =
            [(0, 10, true), (1, 10, false), (0, 0, true), (0, u64::MAX, false)];
        for (after, until, good) in cases {
            let (mut issuer, lists) = a_step_later();
            let iat = [issuer.stamp.iat, issuer.rules.iat, issuer.deny.iat][n];
            let keys = [&issuer.stamp_key, &issuer.rules_keys[0], &issuer.status_key];
            let public = keys[n].public().clone();
            let entry = issuer.entry(&public);
            (entry.sign_from, entry.sign_until) = (iat + after, iat.wrapping_add(until));
            let (outcome, _) = refresh(&lists, exactly(NOW), &issuer.documents());
            assert_eq!(outcome.problem.is_none(), good, "{n}: {after} {until}");
        }
    }
}

#[test]
fn documents_of_another_authority_are_kept_out() {
    type Rename = fn(&mut Issuer);
    let cases: [(&str, Rename); 3] = [
        ("stamp", |issuer| issuer.stamp.iss = "YY-REF".into()),
        ("rules", |issuer| issuer.rules.iss = "YY-REF".into()),
        ("deny list", |issuer| issuer.deny.iss = "YY-REF".into()),
    ];
    for (what, rename) in cases {
        let (mut issuer, lists) = a_step_later();
        rename(&mut issuer);
        let field = ListProblem::Document(DocumentError::Field);
        kept_out(&lists, &issuer.documents(), field, what);
    }
    // One trust list may know keys of several authorities; each signs for its own alone.
    for n in 0..3 {
        let (mut issuer, lists) = a_step_later();
        let keys = [&issuer.stamp_key, &issuer.rules_keys[0], &issuer.status_key];
        let public = keys[n].public().clone();
        issuer.entry(&public).iss = "YY-REF".into();
        kept_out(&lists, &issuer.documents(), SIGNATURE, "a key of another authority");
    }
    // Whole and well signed, but by other roots.
    let unknown = Issuer::new();
    kept_out(&a_step_later().1, &unknown.documents(), SIGNATURE, "another authority");
}

#[test]
fn fifty_megabytes_are_refused_before_they_are_read() {
    let huge = vec![0x84; 50 << 20];
    let too_large = ListProblem::Document(DocumentError::Malformed(Malformed::TooLarge));
    for route in [Route::Stamp, Route::Root(2), Route::Trust] {
        let (mut issuer, lists) = a_step_later();
        if route != Route::Stamp {
            issuer.stamp_key = key();
        }
        let documents = issuer.documents();
        let (outcome, _) = refresh_from(&lists, exactly(NOW), |asked| {
            if asked == route { Fetched::Bytes(huge.clone()) } else { documents.answer(asked) }
        });
        assert_eq!(outcome.problem, Some(too_large), "{route:?}");
        assert_eq!(outcome.lists, lists);
    }
    // Rules and deny list are compared with the stamp first; even named by it they are too long.
    for route in [Route::Rules, Route::Deny] {
        let (issuer, lists) = a_step_later();
        let mut documents = issuer.documents();
        match route {
            Route::Rules => documents.rules = huge.clone(),
            _ => documents.deny = huge.clone(),
        }
        kept_out(&lists, &issuer.stamped(documents), too_large, "named by the stamp");
    }
    // The transport gives up earlier still.
    for route in [Route::Stamp, Route::Trust, Route::Rules, Route::Deny, Route::Root(1)] {
        assert!(route.limit() <= 1 << 20, "{route:?}");
    }
}

#[test]
fn rubbish_in_place_of_any_document_is_kept_out() {
    let whole = [Route::Stamp, Route::Root(2), Route::Trust, Route::Rules, Route::Deny];
    for route in whole {
        for rubbish in [&b""[..], b"<html>", &[0xa0], &[0xd8, 0x62, 0x80], &[0xff; 4000]] {
            let (mut issuer, lists) = a_step_later();
            let next = key();
            issuer.trust.keys.push(trusted(next.public(), KeyUse::Stamp));
            issuer.stamp_key = next;
            let documents = issuer.documents();
            let (outcome, asked) = refresh_from(&lists, exactly(NOW), |asked| {
                if asked == route {
                    Fetched::Bytes(rubbish.to_vec())
                } else {
                    documents.answer(asked)
                }
            });
            assert!(asked.contains(&route), "{route:?}");
            assert!(outcome.problem.is_some(), "{route:?}");
            assert_eq!(outcome.lists, lists, "{route:?}");
        }
    }
}

#[test]
fn a_set_comes_whole_or_not_at_all() {
    let (issuer, lists) = a_step_later();
    let documents = issuer.documents();
    for missing in [Route::Stamp, Route::Trust, Route::Rules, Route::Deny] {
        for nothing in [Fetched::Nothing, Fetched::NotFound] {
            let (outcome, _) = refresh_from(&lists, exactly(NOW), |asked| {
                if asked == missing { nothing.clone() } else { documents.answer(asked) }
            });
            assert_eq!(outcome.problem, Some(ListProblem::NoAnswer), "{missing:?}");
            assert_eq!(outcome.lists, lists, "{missing:?}");
        }
    }
    let half = Refresh::of(&lists, exactly(NOW), ListScope::Everyday).finish();
    assert_eq!((half.lists, half.problem), (lists, Some(ListProblem::NoAnswer)));
}

#[test]
fn thresholds_count_distinct_keys() {
    let issuer = Issuer::new();
    let [a, b, c] = [0, 1, 2].map(|n| &issuer.roots[n]);
    let unknown = key();
    let good = |keys: &[&Key]| {
        let signed = sign_by(issuer.trust.draft(), keys);
        TrustList::read(&signed, &issuer.root).is_ok()
    };
    assert!(good(&[a, b]) && good(&[a, c]) && good(&[c, b, a]));
    assert!(!good(&[a]) && !good(&[]) && !good(&[a, a]) && !good(&[a, &unknown]));
    assert!(!good(&[a, a, a, a, &unknown]));
    // A bad or unknown signature is skipped; it spoils nothing and counts for nothing.
    assert!(good(&[&unknown, a, b]));
    let draft = issuer.trust.draft();
    let right = a.sign(&draft.to_sign(a.public())).unwrap();
    let wrong = a.sign(&draft.to_sign(b.public())).unwrap();
    let one_good_one_bad =
        draft.clone().signed(a.public(), right).signed(b.public(), wrong).close();
    assert!(TrustList::read(&one_good_one_bad, &issuer.root).is_err());
    // One key under two names: the second name is another key's, whose signature it is not.
    let two_names = draft.clone().signed(a.public(), right).signed(c.public(), right).close();
    assert!(TrustList::read(&two_names, &issuer.root).is_err());
    // One key that stands twice in the root is one key.
    let mut doubled = issuer.root.clone();
    doubled.keys = vec![a.public().clone(), a.public().clone(), b.public().clone()];
    assert!(TrustList::read(&sign_by(draft.clone(), &[a, a]), &doubled).is_err());
    // More than eight signatures are not looked at.
    let nine = sign_by(draft, &[a, b, c, a, b, c, a, b, c]);
    assert!(TrustList::read(&nine, &issuer.root).is_err());
}

#[test]
fn rules_need_their_own_threshold() {
    for keys in [vec![0], vec![0, 0], vec![]] {
        let (issuer, lists) = a_step_later();
        let signers: Vec<&Key> = keys.iter().map(|n| &issuer.rules_keys[*n]).collect();
        let rules = sign_by(issuer.rules.draft(), &signers);
        let documents = issuer.stamped(Documents { rules, ..issuer.documents() });
        kept_out(&lists, &documents, SIGNATURE, "too few");
    }
}

#[test]
fn a_document_fetched_across_a_change_is_fetched_once_more() {
    let (mut issuer, lists) = a_step_later();
    let before = issuer.documents();
    issuer.rules.serial += 1;
    issuer.stamp.seq += 1;
    let after = issuer.documents();
    let mut stamps = 0;
    let (outcome, asked) = refresh_from(&lists, exactly(NOW), |asked| {
        stamps += u32::from(asked == Route::Stamp);
        let old = stamps == 1 && asked != Route::Rules;
        if old { before.answer(asked) } else { after.answer(asked) }
    });
    assert_eq!(outcome.problem, None);
    assert_eq!(asked.iter().filter(|route| **route == Route::Stamp).count(), 2);
    assert!(outcome.changed && outcome.lists.are_whole());
    assert_eq!(outcome.lists.rules().unwrap().serial, issuer.rules.serial);
    // Once more, and no further.
    let (outcome, asked) = refresh_from(&lists, exactly(NOW), |asked| {
        if asked == Route::Rules { before.answer(asked) } else { after.answer(asked) }
    });
    assert_eq!(outcome.problem, Some(ListProblem::Changing));
    assert_eq!(outcome.lists, lists);
    assert_eq!(asked.iter().filter(|route| **route == Route::Stamp).count(), 2);
}

#[test]
fn a_role_with_other_keys_counts_anew() {
    // Whoever stole the old keys may have raised the serials out of reach.
    let mut issuer = Issuer::new();
    issuer.rules.serial = 1 << 40;
    issuer.deny.seq = 1 << 40;
    issuer.stamp.seq = 1 << 40;
    let lists = issuer.lists();
    issuer.trust.serial += 1;
    issuer.rules_keys = vec![key(), key()];
    (issuer.stamp_key, issuer.status_key) = (key(), key());
    issuer.trust.keys.retain(|entry| matches!(entry.key_use, KeyUse::Pass | KeyUse::Time));
    let fresh = [
        (issuer.rules_keys[0].clone(), KeyUse::Rules),
        (issuer.rules_keys[1].clone(), KeyUse::Rules),
        (issuer.stamp_key.clone(), KeyUse::Stamp),
        (issuer.status_key.clone(), KeyUse::Status),
    ];
    issuer.trust.keys.extend(fresh.map(|(key, key_use)| trusted(key.public(), key_use)));
    (issuer.rules.serial, issuer.deny.seq, issuer.stamp.seq) = (6, 10, 41);
    let documents = issuer.documents();
    let (outcome, asked) = refresh(&lists, exactly(NOW), &documents);
    assert_eq!(outcome.problem, None, "{asked:?}");
    assert!(outcome.lists.are_whole());
    assert_eq!(outcome.lists.rules().unwrap().serial, 6);
    // From there on they count again.
    issuer.rules.serial = 5;
    issuer.stamp.seq += 1;
    kept_out(&outcome.lists, &issuer.documents(), ListProblem::RolledBack, "after the change");
}

#[test]
fn a_stamp_is_what_its_kind_says() {
    let (issuer, lists) = a_step_later();
    // The deny list, served as the stamp by the key of stamps.
    let mut documents = issuer.documents();
    documents.stamp = sign(issuer.deny.draft(issuer.stamp_key.public()), &issuer.stamp_key);
    let typ = ListProblem::Document(DocumentError::Malformed(Malformed::Type));
    kept_out(&lists, &documents, typ, "a deny list as stamp");
}
