//! What a lent device becomes, step by step.

use proptest::prelude::*;

use super::*;

fn taken() -> Loan {
    Loan::taken(LoanId::new([7; 16]), LoanNumber::new("L-17").unwrap())
}

fn handed_over(at: u64) -> HandedOver {
    HandedOver { at: Interval::exactly(at), signed: vec![1] }
}

/// What happens to a loan.
#[derive(Debug, Clone, Copy)]
enum Happens {
    HandedOver(u64),
    Closed,
    Wiped,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        (0..9_u64).prop_map(Happens::HandedOver),
        Just(Happens::Closed),
        Just(Happens::Wiped)
    ]
}

#[test]
fn a_device_is_lent_once_and_done_with_its_orders() {
    let loan = taken();
    assert_eq!((loan.state(false), loan.state(true)), (LoanState::Taken, LoanState::Taken));
    let loan = loan.hand_over(handed_over(5)).unwrap();
    assert_eq!((loan.state(false), loan.state(true)), (LoanState::Running, LoanState::Returning));
    assert_eq!(loan.hand_over(handed_over(6)), None);
    let loan = loan.close("replaced").unwrap();
    assert_eq!(loan.state(false), LoanState::Returning);
    assert_eq!((loan.hand_over(handed_over(6)), loan.close("again")), (None, None));
    assert_eq!(loan.wipe().close("late"), None);
}

proptest! {
    #[test]
    fn duties_may_run_between_the_handover_and_the_first_end(all in prop::collection::vec(happens(), 0..12)) {
        let mut loan = taken();
        let (mut was_handed_over, mut is_over) = (None, false);
        for one in all {
            let next = match one {
                Happens::HandedOver(at) => loan.hand_over(handed_over(at)),
                Happens::Closed => loan.close("replaced"),
                Happens::Wiped => Some(loan.wipe()),
            };
            if let Some(next) = next {
                loan = next;
                match one {
                    Happens::HandedOver(at) => was_handed_over = Some(at),
                    Happens::Closed | Happens::Wiped => is_over = true,
                }
            }
            let expected = was_handed_over.filter(|_| !is_over).map(handed_over);
            prop_assert_eq!(loan.handed_over(), expected.as_ref());
            prop_assert_eq!(loan.is_open(), !is_over);
        }
    }
}
