//! This phone as a device that is lent: taken by its form, handed over, brought back empty
//! (`PROTOCOL.md §25`).

mod handing_over;
mod returning;
mod taking;

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::error::CoreError;
use crate::loan::LoanStage;
use crate::model::PersonId;
use crate::registration::Registration;
use crate::store::{WipeStage, wipe_certificate};
use crate::views::LoanView;

pub use handing_over::send_handover;
pub use returning::LoanReturned;
pub use taking::send_invitation;

/// Who has a lent device: one person, of whom it knows no name.
const BORROWER: PersonId = PersonId::FIRST;

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoanStep {
    /// It is done.
    Done(Box<LoanView>),
    /// The request is kept and goes by itself.
    WaitingToSend {
        /// Why it was not sent.
        why: ClientError,
        /// Where the loan stands meanwhile; none before the authority knows of this device.
        loan: Option<Box<LoanView>>,
    },
}

/// This phone as a lent device.
#[derive(Clone, Copy)]
struct Lending<'c> {
    core: &'c Core,
}

impl Client {
    /// The loan, if this phone is a lent device or was one that is wiped.
    pub fn loan(&self) -> Option<LoanView> {
        self.core.loan_view()
    }
}

impl Core {
    pub fn loan_view(&self) -> Option<LoanView> {
        let reading = self.ports.clock.read();
        let wiped = self.wiped();
        self.lock().loan_view(BORROWER, &reading, wiped.as_ref())
    }

    /// The certificate of a device that was wiped, or is about to be. Snapshots are many, and who is registered
    /// has none: only for others the folder is looked into.
    pub fn wiped(&self) -> Option<(WipeStage, Vec<u8>)> {
        let may_be_wiped = match &self.lock().people.get(&BORROWER)?.registration {
            Registration::Nobody => true,
            Registration::Lent { loan, .. } => loan.stage == LoanStage::Wiping,
            _ => false,
        };
        if !may_be_wiped {
            return None;
        }
        match wipe_certificate(&self.setup.folder) {
            Ok(wiped) => wiped,
            Err(error) => {
                log::warn!("certificate-not-read code={error}");
                None
            }
        }
    }
}

impl<'c> Lending<'c> {
    fn of(core: &'c Core) -> Self {
        Self { core }
    }

    /// How a step ended whose request is, or was, in this row.
    fn step(self, row: i64, sent: Result<(), CoreError>) -> Result<LoanStep, CoreError> {
        match sent {
            Ok(()) => Ok(self.done()),
            Err(error) if self.core.lock().is_open(BORROWER, row) => Ok(LoanStep::WaitingToSend {
                why: self.core.say(&error),
                loan: self.core.loan_view().map(Box::new),
            }),
            Err(error) => Err(error),
        }
    }

    fn done(self) -> LoanStep {
        match self.core.loan_view() {
            Some(view) => LoanStep::Done(Box::new(view)),
            // Erased meanwhile.
            None => LoanStep::WaitingToSend {
                why: self.core.say(&crate::error::Code::NotRegistered.into()),
                loan: None,
            },
        }
    }
}
