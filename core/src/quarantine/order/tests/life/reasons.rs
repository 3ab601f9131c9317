//! Why nothing is asked.

use super::super::{DAY, HOUR, Interval, NOON, Order, Orders, opened, order, rules};
use super::{RUNNING, World, key, paused, trust, unanchored};
use crate::documents::{Act, Covers, Device, Pause, Permission, Rules, Travel, cose_key};
use crate::model::{PauseWhy, Thumbprint};
use crate::quarantine::order::{Declaration, Declared, OpenedOrder, State, Why};

#[test]
fn nothing_is_asked_for_the_first_reason_that_there_is() {
    let now = NOON + 2 * DAY;
    let pause = |why| vec![Pause { from: now - HOUR, until: Some(now + HOUR), why, names: None }];
    let permission = Permission {
        id: "p".into(),
        from: now - HOUR,
        to: now + HOUR,
        purpose: String::new(),
        text: String::new(),
    };
    let away = Order {
        permissions: vec![permission],
        travel: Some(Travel { from: now - HOUR, to: now + HOUR }),
        ..order()
    };
    let travelling = Order { permissions: Vec::new(), ..away.clone() };
    let declared =
        |what| vec![Declaration { seq: 4, what, from: now - HOUR, until: Some(now + HOUR) }];
    let world = || World::of(&order());
    let paused_for = |why| World::of(&Order { pauses: pause(why), ..order() });
    let ended =
        Rules { acts: vec![Act { until: Some(now), ..rules().acts[0].clone() }], ..rules() };
    for (expected, world) in [
        (Why::ActEnded, World { rules: Some(ended.clone()), ..paused_for(PauseWhy::Moved) }),
        (Why::ActEnded, World { rules: None, ..world() }),
        (Why::Hospital, paused_for(PauseWhy::Hospital)),
        (Why::Moved, paused_for(PauseWhy::Moved)),
        (Why::Loan, paused_for(PauseWhy::Loan)),
        (Why::Other, paused_for(PauseWhy::Other)),
        (Why::Hospital, World { declarations: declared(Declared::Hospital), ..World::of(&away) }),
        (Why::Personal, World { declarations: declared(Declared::Personal), ..World::of(&away) }),
        (Why::Permission, World { declarations: declared(Declared::Permission), ..world() }),
        (Why::Permission, World::of(&away)),
        (Why::Travel, World::of(&travelling)),
        (Why::Other, World { device: Thumbprint::new([4; 32]), is_with_other: true, ..world() }),
        (Why::DeviceWithOther, World { is_with_other: true, ..world() }),
    ] {
        assert_eq!(world.stands(), paused(expected), "{}", expected.name());
    }
    // Each has its edges.
    let at = |world: World, second| world.at(second).stands();
    assert_eq!(at(paused_for(PauseWhy::Moved), now + HOUR - 1), paused(Why::Moved));
    assert_eq!(at(paused_for(PauseWhy::Moved), now + HOUR), RUNNING);
    assert_eq!(at(paused_for(PauseWhy::Moved), now - HOUR - 1), RUNNING);
    let hospital = || World { declarations: declared(Declared::Hospital), ..world() };
    assert_eq!(at(hospital(), now + HOUR), RUNNING);
    // An act that no longer covers quarantine is over; one that the phone's clock alone calls over
    // may not be.
    let mut passes = rules();
    passes.acts[0].covers = Covers::PASSES;
    assert_eq!(World { rules: Some(passes), ..world() }.stands(), paused(Why::ActEnded));
    let now = unanchored(now - 1, now);
    let world = World { rules: Some(ended), now, ..world() };
    assert_eq!(world.stands(), paused(Why::ClockUnknown));
}

#[test]
fn a_pause_takes_over_the_declaration_that_it_names() {
    let now = NOON + 2 * DAY;
    let named = |names| {
        let pauses = vec![Pause {
            from: now - HOUR,
            until: Some(now),
            why: PauseWhy::Hospital,
            names: Some(names),
        }];
        let declaration =
            Declaration { seq: 4, what: Declared::Hospital, from: now - DAY, until: None };
        let world = World::of(&Order { pauses, ..order() });
        World { declarations: vec![declaration], ..world }.stands()
    };
    assert_eq!(named(4), RUNNING, "the pause is over, and the declaration with it");
    assert_eq!(named(5), paused(Why::Hospital), "another declaration goes on");
}

#[test]
fn a_key_is_withdrawn_for_what_did_not_surely_come_before() {
    let signer = cose_key::thumbprint(&key());
    let world = |latest, revoked_at| {
        let mut orders = Orders::default();
        let opened = OpenedOrder { signer, ..opened(&order()) };
        orders.take(opened, Interval::new(NOON, latest).unwrap(), Some(&rules()));
        let world = World { orders, trust: trust(revoked_at), ..World::of(&order()) };
        world.begin(Interval::exactly(NOON)).stands()
    };
    let withdrawn = paused(Why::OrderKeyWithdrawn);
    assert_eq!(world(Some(NOON), None), RUNNING);
    assert_eq!(world(Some(NOON), Some(NOON + 1)), RUNNING);
    assert_eq!(world(Some(NOON), Some(NOON)), withdrawn);
    assert_eq!(world(Some(NOON + 9), Some(NOON + 1)), withdrawn);
    assert_eq!(world(None, Some(NOON + DAY)), withdrawn);
}

#[test]
fn a_lent_device_waits_until_it_is_handed_over() {
    let lent = Order { device: Device::Loan("A-17".into()), ..order() };
    let loan = (State::Announced, Some(Why::Loan));
    let world = |handed_over| World { handed_over, ..World::of(&lent) }.stands();
    let now = NOON + 2 * DAY;
    assert_eq!(world(None), loan);
    assert_eq!(world(Some(Interval::exactly(now + 1))), loan);
    assert_eq!(world(Some(Interval::new(NOON, None).unwrap())), loan);
    assert_eq!(world(Some(Interval::exactly(now))), RUNNING);
}
