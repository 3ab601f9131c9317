//! What an inspection depends on: an authority, a holder, what is shown and what the inspector knows.

use doorstep::documents::{Challenge, Credential, Frame, HolderClaims, PassClaims, encode_text};
use doorstep::inspection::{Answer, InspectorTime, Reason, Verdict, inspect};
use doorstep::lists::Lists;

use crate::holder::{Holder, at, declared};
use crate::issuer::{Issuer, Key, NOW, sign};

/// What is held up.
#[derive(Clone, Copy, PartialEq)]
pub enum Shown {
    /// A live code over the pass.
    Live,
    /// The pass cut out of it.
    Bare,
    /// A live code over the holder certificate.
    Emergency,
    /// The certificate cut out of it.
    BareCertificate,
}

/// Everything that an answer depends on.
pub struct InspectionSetup {
    pub issuer: Issuer,
    pub holder: Holder,
    pub pass: PassClaims,
    pub certificate: HolderClaims,
    pub frame: Frame,
    pub shown: Shown,
    pub time: InspectorTime,
    pub challenge: Option<Challenge>,
    /// Signs the credential in place of the authority's pass key.
    pub signer: Option<Key>,
    /// Signs the frame in place of the holder's key.
    pub presenter: Option<Holder>,
    /// What the inspector's device holds in place of the authority's lists.
    pub lists: Option<Lists>,
}

/// An inspector's time of `second` ± `w` seconds.
pub fn around(second: u64, w: u64) -> InspectorTime {
    let ms = |second: u64| i64::try_from(second).unwrap() * 1000;
    InspectorTime { best_ms: Some(ms(second)), lo_ms: ms(second - w), hi_ms: Some(ms(second + w)) }
}

/// An inspector who only knows that it is not earlier than this.
pub fn no_clock(lo: u64) -> InspectorTime {
    let lo_ms = i64::try_from(lo).unwrap() * 1000;
    InspectorTime { best_ms: None, lo_ms, hi_ms: None }
}

impl Default for InspectionSetup {
    /// A good pass, shown live, before an inspector who knows the time.
    fn default() -> Self {
        let holder = Holder::default();
        Self {
            issuer: Issuer::new(),
            pass: holder.pass(),
            certificate: holder.certificate(),
            frame: at(NOW - 2),
            shown: Shown::Live,
            time: around(NOW, 1),
            challenge: None,
            signer: None,
            presenter: None,
            lists: None,
            holder,
        }
    }
}

impl InspectionSetup {
    /// The same with an emergency that began a minute ago.
    pub fn emergency(&mut self) {
        self.shown = Shown::Emergency;
        self.frame = declared(self.frame, NOW - 60);
    }

    /// The bytes of the credential.
    pub fn credential(&self) -> Vec<u8> {
        let credential = match self.shown {
            Shown::Live | Shown::Bare => Credential::Pass(self.pass.clone()),
            _ => Credential::Holder(self.certificate.clone()),
        };
        let key = self.signer.as_ref().unwrap_or(&self.issuer.pass);
        sign(credential.draft(key.public()), key)
    }

    /// The bytes of what is shown.
    pub fn bytes(&self) -> Vec<u8> {
        match self.shown {
            Shown::Live | Shown::Emergency => {
                let presenter = self.presenter.as_ref().unwrap_or(&self.holder);
                presenter.show_bytes(&self.credential(), self.frame)
            }
            Shown::Bare | Shown::BareCertificate => self.credential(),
        }
    }

    /// The text of what is shown.
    pub fn text(&self) -> String {
        encode_text(&self.bytes())
    }

    /// The answer to any text.
    pub fn answer_to(&self, text: &str) -> Answer {
        let lists = self.lists.clone().unwrap_or_else(|| self.issuer.lists());
        inspect(text, &lists, &self.time, self.challenge.as_ref())
    }

    /// The answer to what is shown.
    pub fn answer(&self) -> Answer {
        self.answer_to(&self.text())
    }
}

/// One line of a table: what is changed in a good setup, and what must be answered.
pub type Case = (&'static str, fn(&mut InspectionSetup), Verdict, Reason);

/// Plays every line.
pub fn play(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (name, change, verdict, reason) in cases {
        let mut setup = InspectionSetup::default();
        change(&mut setup);
        let answer = setup.answer();
        if (answer.verdict, answer.reason) != (*verdict, *reason) {
            wrong.push(format!(
                "{name}: expected {} ({}), got {} ({})",
                verdict.name(),
                reason.name(),
                answer.verdict.name(),
                answer.reason.name()
            ));
        }
        // The mark is personal: only who may go on is compared with a document.
        assert_eq!(answer.sub.is_some(), answer.verdict.lets_pass(), "{name}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
