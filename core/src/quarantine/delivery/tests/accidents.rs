//! Entries, requests and accidents in any order: in the end the authority has what the phone has, each
//! item once.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::authority::Authority;
use super::phone::{Accident, Broken, Phone, Wrong};
use super::*;
use crate::quarantine::delivery::Said;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Declare,
    Look,
    /// Where the patient stands, which goes ahead of what waits.
    Stand,
    /// Something that is not reported.
    Fix,
    /// An order's next version comes, or an earlier one counts again.
    Version(u64),
    Sync(Accident),
    /// From now on so many items are too many.
    TooMany(Option<usize>),
    /// What is said next is not taken.
    Dislike,
    CopyPhone,
    RestorePhone,
    CopyAuthority,
    RestoreAuthority,
    Update,
}

const ACCIDENTS: [Accident; 11] = [
    Accident::RequestLost,
    Accident::AnswerLost,
    Accident::KilledBeforeSending,
    Accident::KilledAtTheAnswer,
    Accident::Busy,
    Accident::NotTaken,
    Accident::ReceiptOf(Wrong::Chain),
    Accident::ReceiptOf(Wrong::Key),
    Accident::ReceiptOf(Wrong::Head),
    Accident::ReceiptOf(Wrong::TooHigh),
    Accident::ReceiptOf(Wrong::Lower),
];

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => select(vec![Step::Declare, Step::Declare, Step::Look, Step::Look, Step::Stand, Step::Fix]),
        4 => Just(Step::Sync(Accident::None)),
        4 => select(ACCIDENTS.map(Step::Sync).to_vec()),
        1 => select(vec![Step::Version(1), Step::Version(2), Step::Version(3)]),
        2 => select(vec![Step::TooMany(Some(1)), Step::TooMany(Some(3)), Step::TooMany(None)]),
        1 => Just(Step::Dislike),
        1 => Just(Step::Update),
    ]
}

fn any_step_back() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any_step(),
        1 => select(vec![
            Step::CopyPhone, Step::RestorePhone, Step::CopyAuthority, Step::RestoreAuthority,
        ]),
    ]
}

fn run(steps: &[Step], broken: Broken) -> (Phone, Authority) {
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    phone.broken = broken;
    phone.window = 7;
    let mut copies = (phone.disk.clone(), authority.clone());
    for (number, step) in (1_000..).zip(steps) {
        phone.now_ms += 2 * HOUR;
        match *step {
            Step::Declare => phone.write(&declared(number)),
            Step::Look => phone.write(&looked(number)),
            Step::Stand => phone.write(&stood(number)),
            Step::Fix => phone.write(&one(Kind::Fix)),
            Step::Version(version) => phone.disk.numbering.under = under(version),
            Step::Sync(accident) => drop(phone.sync(&mut authority, accident)),
            Step::TooMany(most) => authority.most = most,
            Step::Dislike => {
                authority.dislikes.push(number);
                phone.write(&looked(number));
            }
            Step::CopyPhone => copies.0 = phone.disk.clone(),
            Step::RestorePhone => phone.disk = copies.0.clone(),
            Step::CopyAuthority => copies.1 = authority.clone(),
            Step::RestoreAuthority => authority = copies.1.clone(),
            Step::Update => {
                if let Some(delivery) = phone.disk.delivery.updated() {
                    phone.disk.delivery = delivery;
                }
            }
        }
    }
    (phone, authority)
}

/// Whether everything is as it should be once both are left in peace.
fn outcome(steps: &[Step], broken: Broken) -> Result<(Phone, Authority), String> {
    let (mut phone, mut authority) = run(steps, broken);
    // One that was restored has to be heard once more, whether something waits or not.
    phone.write(&declared(1));
    if !phone.settle(&mut authority) {
        return Err("it never ends".into());
    }
    let is_back = |step: &Step| matches!(step, Step::RestorePhone | Step::RestoreAuthority);
    phone.check(&authority, steps.iter().any(is_back))?;
    Ok((phone, authority))
}

proptest! {
    #[test]
    fn each_item_arrives_once(steps in vec(any_step(), 0..50)) {
        let (mut phone, mut authority) = outcome(&steps, Broken::No).map_err(TestCaseError::fail)?;
        prop_assert!(phone.said.iter().all(|said| *said != Said::NewEpoch), "nobody was restored");
        // After an update everything is taken as it was said, however it was refused before.
        authority.dislikes.clear();
        authority.most = None;
        if let Some(delivery) = phone.disk.delivery.updated() {
            phone.disk.delivery = delivery;
            prop_assert!(phone.settle(&mut authority));
            phone.check(&authority, false).map_err(TestCaseError::fail)?;
        }
        prop_assert!(authority.items.iter().all(|kept| kept.values.is_some()));
    }

    #[test]
    fn whatever_is_restored_nothing_is_lost(steps in vec(any_step_back(), 0..50)) {
        outcome(&steps, Broken::No).map_err(TestCaseError::fail)?;
    }
}

/// How often the ledger says each of these in the end.
fn ledger<const N: usize>(steps: &[Step], events: [Event; N]) -> [usize; N] {
    let (phone, authority) = outcome(steps, Broken::No).unwrap();
    let arrived = phone.arrived(&authority).unwrap();
    events.map(|event| arrived.get(event.values()[0].1.bytes()).copied().unwrap_or(0))
}

/// The authority loses everything and is told all again; then the phone is put back to before that.
/// What it said first stands under a number that this phone no longer has.
const TOLD_AGAIN_AND_FORGOTTEN: [Step; 12] = [
    Step::Declare,
    Step::CopyPhone,
    Step::Declare,
    Step::Sync(Accident::None),
    Step::RestorePhone,
    Step::Declare,
    Step::Sync(Accident::None),
    Step::CopyPhone,
    Step::RestoreAuthority,
    Step::Sync(Accident::None),
    Step::Sync(Accident::None),
    Step::RestorePhone,
];

#[test]
fn what_was_told_again_and_forgotten_is_not_lost() {
    // Nobody has the second any more: the phone was put back, and then the authority was.
    let said = ledger(&TOLD_AGAIN_AND_FORGOTTEN, [1_000, 1_002, 1_005].map(declared));
    assert_eq!(said, [1, 0, 2], "the last is told once more, for no receipt is known of it");
    let lost = outcome(&TOLD_AGAIN_AND_FORGOTTEN, Broken::ForgetsWhatIsWrittenAgain).err();
    assert_eq!(lost.as_deref(), Some("something is lost"));
}

#[test]
fn what_nobody_has_any_more_is_nobodys_loss() {
    let steps = [
        Step::Declare,
        Step::CopyPhone,
        Step::Dislike,
        Step::RestoreAuthority,
        Step::Sync(Accident::None),
        Step::RestorePhone,
        Step::Sync(Accident::None),
        Step::RestoreAuthority,
        Step::CopyPhone,
        Step::Sync(Accident::None),
        Step::Sync(Accident::None),
        Step::Declare,
        Step::RestorePhone,
    ];
    // The authority was put back after the phone had forgotten one, and another was never sent. The
    // first is said once more: it is under another number than the one that a receipt covers.
    assert_eq!(ledger(&steps, [declared(1_000), looked(1_002), declared(1_011)]), [2, 0, 0]);
}

/// Two copies of the phone: the older one goes on with an authority that has lost everything, and then
/// the newer one comes back, with a receipt for what the authority now has otherwise.
#[test]
fn what_a_receipt_covers_is_said_once_more_where_the_authority_has_other_words() {
    let (mut phone, mut authority) = (Phone::new(), Authority::default());
    let older = phone.disk.clone();
    phone.write(&declared(1_000));
    phone.sync(&mut authority, Accident::None);
    let newer = std::mem::replace(&mut phone.disk, older);
    authority = Authority::default();
    phone.write(&declared(1_001));
    phone.sync(&mut authority, Accident::None);
    phone.disk = newer;
    phone.write(&declared(1));
    assert!(phone.settle(&mut authority));
    phone.check(&authority, true).unwrap();
    assert!(phone.said.contains(&Said::NewEpoch));
}

/// A phone that is put back, goes on otherwise and is heard.
const PUT_BACK: [Step; 8] = [
    Step::Declare,
    Step::CopyPhone,
    Step::Declare,
    Step::Sync(Accident::None),
    Step::RestorePhone,
    Step::Declare,
    Step::Declare,
    Step::Sync(Accident::None),
];

#[test]
fn a_phone_that_loses_an_item_is_found_out() {
    assert!(outcome(&PUT_BACK, Broken::No).is_ok());
    let lost = outcome(&PUT_BACK, Broken::ForgetsWhatIsWrittenAgain).err();
    assert_eq!(lost.as_deref(), Some("something is lost"));
    let refused = [Step::Declare, Step::Sync(Accident::NotTaken), Step::Declare];
    assert!(outcome(&refused, Broken::No).is_ok());
    let dropped = outcome(&refused, Broken::DropsWhatIsNotTaken).err();
    assert_eq!(dropped.as_deref(), Some("something is lost"));
}
