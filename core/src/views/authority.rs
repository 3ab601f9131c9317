//! Who issues passes, by which act, and who needs none.

use super::Viewed;
use crate::documents::{Act, Exempt, Exemption};
use crate::model::Sentence;
use crate::pass::act_now;
use crate::time::milliseconds;
use crate::words::AuthorityText;

/// Who issues passes, as a person reads it before agreeing to anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityView {
    /// Its name in the language that is set.
    pub name: String,
    /// That it issues passes.
    pub text: Sentence,
    /// The act that requires passes now, with its title.
    pub basis: Option<Sentence>,
    /// Where to ask: its address and telephone number.
    pub contact: Option<Sentence>,
    /// The telephone number, to be dialled.
    pub telephone: Option<String>,
    /// Whom to complain to.
    pub complaints: Option<Sentence>,
}

impl<'a> Viewed<'a> {
    /// The act that requires passes now.
    fn act_now(&self) -> Option<&'a Act> {
        act_now(self.rules?, &self.now)
    }

    /// Whether an act requires passes now; nothing before there are rules.
    pub fn in_force(&self) -> Option<bool> {
        self.rules.map(|_| self.act_now().is_some())
    }

    /// The same as a sentence.
    pub fn act(&self) -> Sentence {
        let Some(rules) = self.rules else { return self.say(&AuthorityText::NoRulesYet) };
        let say = match (self.act_now(), rules.act_to_come(self.now.best_s())) {
            (Some(act), _) => AuthorityText::ActInForce { number: &act.number },
            (None, Some(act)) => AuthorityText::ActToCome {
                number: &act.number,
                from: self.when(milliseconds(act.from)),
            },
            (None, None) => AuthorityText::NoAct,
        };
        self.say(&say)
    }

    pub fn authority(&self) -> Option<AuthorityView> {
        let authority = self.rules?.authority.as_ref()?;
        let name = self.language.best_of(&authority.name);
        let text_of = |texts| Some(self.language.best_of(texts)).filter(|text| !text.is_empty());
        let address = text_of(&authority.address);
        let at: Vec<&str> = address.into_iter().chain(authority.contact.as_deref()).collect();
        let asked_at = (!at.is_empty()).then(|| at.join(", "));
        Some(AuthorityView {
            name: name.to_owned(),
            text: self.say(&AuthorityText::Issuer { name }),
            basis: self.act_now().map(|act| {
                let title = act.title(self.language);
                self.say(&AuthorityText::Basis { number: &act.number, title })
            }),
            contact: asked_at.map(|at| self.say(&AuthorityText::Contact { at: &at })),
            telephone: authority.contact.clone(),
            complaints: text_of(&authority.complaints)
                .map(|to| self.say(&AuthorityText::Complaints { to })),
        })
    }

    /// Who needs no pass at all, while an act requires passes.
    pub fn exempt(&self) -> Vec<Sentence> {
        let rules = self.rules.filter(|_| self.act_now().is_some());
        let exempt = rules.map(|rules| rules.exempt.as_slice()).unwrap_or_default();
        let said = exempt.iter().map(|Exemption { who, reference }| match who {
            Exempt::Under { years, accompanied } => {
                AuthorityText::UnderAge { years: *years, accompanied: *accompanied, reference }
            }
            Exempt::People(who) => {
                AuthorityText::Exempt { who: self.language.best_of(who), reference }
            }
        });
        said.map(|say| self.say(&say)).collect()
    }
}
