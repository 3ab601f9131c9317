//! Every sentence of the authority.

use doorstep::words::AuthorityText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let (number, reference) = ("17-UM", "17-UM");
    let all = [
        AuthorityText::ActInForce { number },
        AuthorityText::ActToCome { number, from: tomorrow() },
        AuthorityText::NoAct,
        AuthorityText::NoRulesYet,
        AuthorityText::Issuer { name: "43" },
        AuthorityText::Basis { number, title: "43" },
        AuthorityText::Contact { at: "43" },
        AuthorityText::Complaints { to: "43" },
        AuthorityText::UnderAge { years: 14, accompanied: false, reference },
        AuthorityText::UnderAge { years: 21, accompanied: true, reference },
        AuthorityText::Exempt { who: "43", reference },
    ];
    spoken(&all, |say| match say {
        AuthorityText::ActInForce { .. }
        | AuthorityText::ActToCome { .. }
        | AuthorityText::NoAct
        | AuthorityText::NoRulesYet
        | AuthorityText::Issuer { .. }
        | AuthorityText::Basis { .. }
        | AuthorityText::Contact { .. }
        | AuthorityText::Complaints { .. }
        | AuthorityText::UnderAge { .. }
        | AuthorityText::Exempt { .. } => false,
    })
}
