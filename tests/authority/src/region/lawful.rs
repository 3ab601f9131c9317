//! Every moment that a refusal names is one at which a pass can be had, in every region that comes
//! with the authority; and where none is named, there is none.

use doorstep::documents::{Purpose, Rules};
use doorstep::error::Code;
use doorstep::pass::{Counted, Objection, judge, may_ask};
use proptest::prelude::*;

use super::*;

const DAY: i64 = 86_400;
const MONTH: u64 = 30 * 86_400;

/// Rules as they are published at this second.
fn published(rules: &Rules, now: u64) -> Rules {
    Rules { serial: 1, iat: now, exp: now + MONTH, ..rules.clone() }
}

/// Moments at which something begins or ends.
fn edges(rules: &Rules) -> Vec<u64> {
    let acts = rules.acts.iter().flat_map(|act| [Some(act.from), act.until]);
    let ends = rules.purposes.iter().map(|purpose| purpose.until);
    let mut edges: Vec<u64> = acts.chain(ends).flatten().filter(|at| *at > 0).collect();
    edges.push(1_586_984_400);
    edges
}

fn may(purpose: &Purpose, rules: &Rules, now: u64, start: u64) -> bool {
    judge(purpose, rules, now, start, |_| None).is_ok()
}

/// What must hold of a refusal, without asking whoever gave it.
fn is_kept(purpose: &Purpose, rules: &Rules, now: u64, start: u64, objection: Objection) {
    let told = format!("{} {} {now} {start}: {objection:?}", rules.iss, purpose.key);
    // By the time it is asked again the rules were published anew.
    let later = published(rules, start.max(now));
    let anew = |at: u64| Rules { exp: later.exp.max(at + MONTH), ..later.clone() };
    if let Some(next) = objection.next {
        assert!(next >= start, "{told}");
        assert!(may(purpose, &anew(next), now, next), "{told}");
        assert!(next >= rules.exp || may(purpose, rules, now, next), "{told}: asked at once");
        for before in [1, 60, 3600, 86_400] {
            let earlier = next.saturating_sub(before);
            assert!(earlier < start || !may(purpose, rules, now, earlier), "{told}: {before}");
        }
        return;
    }
    match objection.code {
        Code::NoPassNeeded => assert!(purpose.no_pass.is_some() || purpose.emergency, "{told}"),
        Code::TooFarAhead => {
            let last = objection.last.expect(&told);
            assert!(may(purpose, rules, now, last), "{told}");
            assert!(!may(purpose, rules, now, last + 60), "{told}");
        }
        Code::NotInForce | Code::PurposeOver => {
            let needed = purpose.no_pass.is_none() && !purpose.emergency;
            for ahead in 0..100 {
                let at = start + ahead * 43_200;
                assert!(!needed || !may(purpose, &anew(at), now, at), "{told}: {at}");
            }
            let acts = rules.acts.iter().any(|act| act.in_force(act.from) && act.until.is_some());
            assert!(objection.last.is_some() || !needed || !acts, "{told}");
        }
        _ => panic!("{told}"),
    }
}

/// Whatever is asked, from a second before an edge to a month ahead.
fn asked() -> impl Strategy<Value = (usize, usize, i64, u64)> {
    let around =
        prop_oneof![Just(-1_i64), Just(0), Just(1), -6 * 3600..6 * 3600_i64, -20 * DAY..20 * DAY,];
    let ahead = prop_oneof![Just(0_u64), 0..36 * 3600_u64, 0..40 * 86_400_u64];
    (0..SHIPPED.len(), 0..64_usize, around, ahead)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn what_is_promised_is_had((document, edge, around, ahead) in asked()) {
        let (.., json) = SHIPPED[document];
        let region = Region::read(json).unwrap();
        let edges = edges(region.rules());
        let now = edges[edge % edges.len()].saturating_add_signed(around);
        let rules = published(region.rules(), now);
        for purpose in &rules.purposes {
            if let Err(objection) = judge(purpose, &rules, now, now + ahead, |_| None) {
                is_kept(purpose, &rules, now, now + ahead, objection);
            }
        }
    }

    #[test]
    fn what_a_used_quota_promises_is_had(
        (document, edge, around, ahead) in asked(),
        used in 1..5_i64,
    ) {
        let (.., json) = SHIPPED[document];
        let region = Region::read(json).unwrap();
        let edges = edges(region.rules());
        let now = edges[edge % edges.len()].saturating_add_signed(around);
        let rules = Rules { exp: now + 4 * MONTH, ..published(region.rules(), now) };
        let start = now + ahead;
        for purpose in &rules.purposes {
            let Some(quota) = purpose.quota else { continue };
            // The stretch in which it begins, and some after it.
            let mut counts = Vec::new();
            let mut at = start;
            for _ in 0..used {
                let span = quota.per.span(&rules.zone, at);
                let (from_ms, until_ms) = (span.from * 1000, span.until * 1000);
                counts.push(Counted { used: quota.n, from_ms, until_ms });
                at = u64::try_from(span.until).unwrap();
            }
            let refused = may_ask(purpose, &rules, now, start, &counts).unwrap_err();
            let Some(next_ms) = refused.details.at_ms else { continue };
            let next = u64::try_from(next_ms / 1000).unwrap();
            let again = may_ask(purpose, &rules, now, next, &counts);
            prop_assert!(again.is_ok(), "{} {refused:?} {again:?}", purpose.key);
            prop_assert!(refused.code != Code::QuotaUsed || next >= at);
        }
    }
}
