//! Tables of text messages among the lists: the last that is fetched, and they keep nothing else out.

use doorstep::documents::{DocumentError, SmsRegions};
use doorstep::lists::{Fetched, Lists};
use doorstep::requests::Route;
use doorstep_authority::shipped_sms_regions;
use doorstep_suite::issuer::{
    Documents, ISS, Issuer, Key, NOW, exactly, key, refresh, refresh_from, sign_by,
};

fn tables(serial: u64) -> SmsRegions {
    SmsRegions { serial, iat: NOW - 60, ..shipped_sms_regions(ISS).unwrap() }
}

fn signed(issuer: &Issuer, tables: &SmsRegions) -> Vec<u8> {
    sign_by(tables.draft(), &issuer.rules_keys.iter().collect::<Vec<&Key>>())
}

/// What is served when these tables are, one stamp later, with a newer deny list.
fn served(issuer: &mut Issuer, serial: u64, bytes: Vec<u8>) -> Documents {
    issuer.stamp.seq += 1;
    issuer.deny.seq += 1;
    let documents = issuer.documents();
    issuer.stamped(Documents { sms: Some((serial, bytes)), ..documents })
}

fn taken(lists: &Lists, documents: &Documents) -> (Lists, Vec<Route>) {
    let (outcome, asked) = refresh(lists, exactly(NOW), documents);
    assert_eq!(outcome.problem, None);
    assert!(outcome.lists.are_whole());
    (outcome.lists, asked)
}

#[test]
fn tables_are_fetched_last_once_and_only_where_there_are_some() {
    let mut issuer = Issuer::new();
    let lists = issuer.lists();
    assert_eq!(lists.sms(), None);
    let bytes = signed(&issuer, &tables(1));
    let documents = served(&mut issuer, 1, bytes);
    let (lists, asked) = taken(&lists, &documents);
    assert_eq!(asked, [Route::Stamp, Route::Deny, Route::Sms]);
    assert_eq!(lists.sms(), Some(&tables(1)));
    assert_eq!(taken(&lists, &documents).1, [Route::Stamp]);
    // As they are kept and read again.
    let kept = Lists::from_kept(&issuer.trust_file(&issuer.root_bytes()), lists.to_kept()).unwrap();
    assert_eq!(kept.sms(), Some(&tables(1)));
    // Once the stamp names none, they serve no more.
    issuer.stamp.seq += 1;
    let (without, _) = taken(&lists, &issuer.documents());
    assert_eq!(without.sms(), None);
}

#[test]
fn whatever_they_are_they_keep_nothing_else_out() {
    let mut issuer = Issuer::new();
    let (bytes, before) = (signed(&issuer, &tables(5)), issuer.lists());
    let first = served(&mut issuer, 5, bytes);
    let (lists, _) = taken(&before, &first);
    let foreign = sign_by(tables(6).draft(), &[&key(), &key()]);
    let mut twice = tables(6);
    twice.regions.push(twice.regions[0].clone());
    let unread = signed(&issuer, &twice);
    let older = signed(&issuer, &tables(4));
    let other = signed(&issuer, &SmsRegions { iss: "YY".into(), ..tables(6) });
    for (what, bytes) in [
        ("nobody signed them", foreign),
        ("older", older),
        ("of another authority", other),
        ("no document", b"hello".to_vec()),
    ] {
        let documents = served(&mut issuer, 6, bytes);
        let (after, _) = taken(&lists, &documents);
        assert_eq!(after.deny().unwrap().seq, issuer.deny.seq, "{what}");
        assert!(after.sms().is_none(), "{what}: the stamp names others");
    }
    // A newer form, which this version cannot read, is fetched once.
    let documents = served(&mut issuer, 6, unread.clone());
    assert_eq!(SmsRegions::read(&unread, lists.trust().unwrap(), ISS), Err(DocumentError::Field));
    let (after, asked) = taken(&lists, &documents);
    assert!(asked.contains(&Route::Sms) && after.sms().is_none());
    assert_eq!(taken(&after, &documents).1, [Route::Stamp]);
    // What does not come, or is not what the stamp names, is left out for this time.
    for answer in [Fetched::NotFound, Fetched::Nothing, Fetched::Bytes(b"x".to_vec())] {
        let bytes = signed(&issuer, &tables(7));
        let documents = served(&mut issuer, 7, bytes);
        let (outcome, _) = refresh_from(&lists, exactly(NOW), |route| match route {
            Route::Sms => answer.clone(),
            route => documents.answer(route),
        });
        assert_eq!((outcome.problem, outcome.lists.sms()), (None, None), "{answer:?}");
        assert_eq!(outcome.lists.deny().unwrap().seq, issuer.deny.seq);
        assert_eq!(taken(&outcome.lists, &documents).0.sms(), Some(&tables(7)));
    }
}

#[test]
fn other_keys_of_the_rules_sign_them_anew() {
    let mut issuer = Issuer::new();
    let (bytes, before) = (signed(&issuer, &tables(9)), issuer.lists());
    let first = served(&mut issuer, 9, bytes);
    let (lists, _) = taken(&before, &first);
    let mut next = Issuer::new();
    next.roots = issuer.roots.clone();
    // The same root, other keys of every use.
    next.root = issuer.root.clone();
    next.trust.serial = issuer.trust.serial + 1;
    next.rules.serial = issuer.rules.serial + 1;
    next.deny.seq = issuer.deny.seq + 1;
    next.stamp.seq = issuer.stamp.seq + 1;
    let bytes = signed(&next, &tables(1));
    let documents = served(&mut next, 1, bytes);
    let (after, _) = taken(&lists, &documents);
    assert_eq!(after.sms(), Some(&tables(1)), "under other keys numbers begin anew");
}
