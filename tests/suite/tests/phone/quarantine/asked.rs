//! Coming to the moment in which somebody is asked, and past it.

use doorstep::client_error::ClientError;
use doorstep::model::patient::CheckOutcome;
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{CheckView, DeclaredView, NoticeKind};
use doorstep_authority::admin::CheckDraft;
use doorstep_suite::phone::ME;

use super::Patient;

const MINUTE_S: i64 = 60;

impl Patient {
    pub(crate) fn declares(&self, declaring: &Declaring) -> Result<DeclaredView, ClientError> {
        self.phone.client().declare(ME, declaring)
    }

    pub(crate) fn declared(&self) -> Option<DeclaredView> {
        self.phone.snapshot().people[0].quarantine.as_ref().unwrap().declared.clone()
    }

    pub(crate) fn check(&self, id: Option<&str>) -> CheckView {
        self.checks().into_iter().find(|check| Some(check.id.as_str()) == id).unwrap()
    }

    pub(crate) fn asked_now(&self) -> CheckView {
        self.checks().into_iter().find(|check| check.outcome == CheckOutcome::Asking).unwrap()
    }

    pub(crate) fn waits_until_ms(&self, at_ms: i64) {
        self.phone.wait_s((at_ms - self.phone.clock.true_ms() + 999) / 1_000);
    }

    /// When the phone would show the next agreed check, as its plan has it.
    pub(crate) fn next_due_ms(&self) -> i64 {
        for _ in 0..4 * 24 {
            let plan = self.plan();
            let checks = plan.notices.iter().filter(|one| one.kind == NoticeKind::Check);
            let later = checks.filter(|one| one.at_ms > plan.now_ms + 11 * MINUTE_S * 1_000);
            let next = later.map(|one| one.at_ms).min();
            let is_asked = self.outcomes().contains(&CheckOutcome::Asking);
            if let (Some(at_ms), false) = (next, is_asked) {
                return self.phone.clock.true_ms() + at_ms - plan.now_ms;
            }
            self.lives(1);
        }
        panic!("nothing is due");
    }

    /// Comes to the next check, and takes a fix.
    pub(crate) fn is_asked(&self) -> CheckView {
        self.waits_until_ms(self.next_due_ms());
        self.plan();
        let _ = self.fix(5.0);
        self.asked_now()
    }

    /// An officer asks once more, as soon as they may; the check's name.
    pub(crate) async fn surprise(&self) -> String {
        for _ in 0..4 * 24 {
            self.phone.wait_s(3_600);
            self.plan();
            // Nothing is asked at night.
            let hour = (self.phone.clock.true_ms() / 3_600_000 + 3) % 24;
            if !(10..20).contains(&hour) {
                continue;
            }
            self.env.wait_s(0).await;
            let draft = CheckDraft { kind: "place".into(), unchecked: false };
            if let Ok(made) = self.env.admin.request_check(&self.order, draft).await {
                self.phone.wait_s(61);
                return made.check;
            }
        }
        panic!("an officer may not ask");
    }

    /// Syncs until nothing waits.
    pub(crate) async fn tells_all(&self) {
        for _ in 0..4 {
            self.phone.wait_s(180);
            self.sync().await;
            if self.unsent() == 0 {
                return self.is_all_told().await;
            }
        }
        panic!("{} items wait", self.unsent());
    }
}
