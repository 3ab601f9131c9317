//! Every sentence of inspections.

use doorstep::model::{NextStep, Reason, Verdict};
use doorstep::words::InspectionText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let at = tomorrow();
    let mut all = vec![
        InspectionText::NoAdverseConclusion,
        InspectionText::AskForNumberCheck,
        InspectionText::Checked { at },
        InspectionText::Counts { until: at },
        InspectionText::Holder { mark: "-" },
        InspectionText::Holder { mark: "IP" },
        InspectionText::Holder { mark: "4321" },
        InspectionText::Holder { mark: "IP4321" },
    ];
    for verdict in Verdict::ALL.iter().copied() {
        all.extend([InspectionText::Verdict(verdict), InspectionText::Inspected { at, verdict }]);
    }
    let reason = |reason: &Reason| InspectionText::Reason { reason: *reason, position: None };
    all.extend(Reason::ALL.iter().map(reason));
    all.extend(NextStep::ALL.iter().map(|next| InspectionText::Next(*next)));
    spoken(&all, |say| match say {
        InspectionText::Reason { reason, .. } => *reason != Reason::Ok,
        InspectionText::Verdict(_) | InspectionText::Next(_) | InspectionText::Inspected { .. } => {
            true
        }
        InspectionText::NoAdverseConclusion
        | InspectionText::AskForNumberCheck
        | InspectionText::Checked { .. }
        | InspectionText::Holder { .. }
        | InspectionText::Counts { .. } => false,
    })
}

#[test]
fn what_concludes_nothing_lets_nobody_pass() {
    for verdict in Verdict::ALL {
        assert!(!(verdict.concludes_nothing() && verdict.lets_pass()), "{verdict:?}");
    }
}

#[test]
fn results_are_stable_names() {
    let named = Verdict::ALL.iter().map(|verdict| verdict.name());
    let named = named.chain(Reason::ALL.iter().map(|reason| reason.name()));
    let named = named.chain(NextStep::ALL.iter().map(|next| next.name()));
    for name in named {
        super::assert_kebab_case(name);
    }
    let published = [
        "valid",
        "expired",
        "not-yet-valid",
        "not-in-force",
        "revoked",
        "return-home-only",
        "stale-frame",
        "self-declared-emergency",
        "forged",
        "unreadable",
        "cannot-tell",
    ];
    let verdicts: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
    assert_eq!(verdicts, published);
}
