//! An order read aloud, made from its fields alone: nothing is asked that these sentences do not say.

use super::held::Version;
use super::opened::KnownPlace;
use crate::documents::{Device, Order, Report, Rules, Zone};
use crate::model::{Language, Sentence, When};
use crate::words::{OrderText, Say as _};

const HOUR: u64 = 3600;
const DAY: u64 = 86_400;

/// What, when, where, why, by which act, how long, what if one cannot, whom to call, how to object. `now`
/// says which year need not be named, Unix seconds.
pub fn explained(
    version: &Version,
    rules: Option<&Rules>,
    now: u64,
    language: Language,
) -> Vec<Sentence> {
    let nowhere = Zone::UTC;
    let when = Dates { zone: rules.map_or(&nowhere, |rules| &rules.zone), now };
    let order = &version.order;
    let title = rules.and_then(|rules| rules.act(order.act));
    let title = title.map(|act| (act.title(language), act.number.as_str()));
    let mut said = what(order);
    said.extend(leave(order, &when));
    said.extend(times(order, &when));
    said.extend(version.places.iter().map(|place| where_to_be(place, &when)));
    said.push(match title {
        Some((title, number)) => OrderText::Act { title, number, legal: &order.legal },
        None => OrderText::ActUnknown { legal: &order.legal },
    });
    said.extend([OrderText::Cannot, OrderText::Hospital, OrderText::Danger]);
    said.extend(order.contact.as_deref().map(|number| OrderText::Contact { number }));
    said.extend(order.help.iter().map(|number| OrderText::Help { number }));
    if let Some(appeal) = &order.appeal {
        said.push(OrderText::Object { how: &appeal.text, days: appeal.days });
        said.extend(appeal.url.as_deref().map(|url| OrderText::ObjectOnline { url }));
    }
    if !order.texts.is_empty() {
        said.push(OrderText::Added(language.best_of(&order.texts)));
    }
    said.iter().map(|say| say.sentence(language)).collect()
}

fn what(order: &Order) -> Vec<OrderText<'_>> {
    let checks = &order.checks;
    let who = if order.child { OrderText::ChildStaysAtHome } else { OrderText::StayAtHome };
    let asks = if checks.n == 0 {
        OrderText::AsksNothing
    } else {
        let (window_min, gap_min) = (checks.window_min, checks.gap_min);
        OrderText::Asks { times_a_day: checks.n, window_min, gap_min }
    };
    let mut said = vec![who, asks];
    if checks.surprises > 0 {
        said.push(OrderText::Surprises { times_a_day: checks.surprises });
    }
    if checks.photo && !order.child {
        said.push(OrderText::Photo);
    }
    let (from_min, to_min) = (order.quiet.from_min, order.quiet.to_min);
    said.push(OrderText::Quiet { from_min, to_min });
    let (interval_s, batch_s) = (order.interval_s, order.batch_s);
    said.push(match order.report {
        Report::Presence => OrderText::TellsPresence { interval_s, batch_s },
        Report::Coordinates => OrderText::TellsCoordinates { interval_s, batch_s },
    });
    if matches!(order.device, Device::Loan(_)) {
        said.push(OrderText::Loan);
    }
    said
}

fn times<'o>(order: &'o Order, when: &Dates<'_>) -> Vec<OrderText<'o>> {
    let from = when.at(order.from);
    let mut said = vec![
        OrderText::Times { from, until: when.at(order.until) },
        OrderText::Days(order.until.saturating_sub(order.from).div_ceil(DAY)),
        OrderText::Grace { hours: order.start_grace_s / HOUR },
    ];
    said.extend(
        order.released.as_ref().map(|released| OrderText::Released { at: when.at(released.at) }),
    );
    said
}

fn leave<'o>(order: &'o Order, when: &Dates<'_>) -> Vec<OrderText<'o>> {
    let mut said = Vec::new();
    for pause in &order.pauses {
        let (why, from) = (pause.why, when.at(pause.from));
        said.push(match pause.until {
            Some(until) => OrderText::Pause { why, from, until: when.at(until) },
            None => OrderText::OpenPause { why, from },
        });
    }
    for permission in &order.permissions {
        let (from, until) = (when.at(permission.from), when.at(permission.to));
        said.push(OrderText::Permission { from, until, what: &permission.text });
    }
    said.extend(
        order
            .travel
            .map(|way| OrderText::Travel { from: when.at(way.from), until: when.at(way.to) }),
    );
    said
}

fn where_to_be<'p>(place: &'p KnownPlace, when: &Dates<'_>) -> OrderText<'p> {
    let KnownPlace { label, radius_m, .. } = place;
    let (label, radius_m) = (label.as_str(), *radius_m);
    match (place.from.map(|from| when.at(from)), place.until.map(|until| when.at(until))) {
        (None, None) => OrderText::Place { label, radius_m },
        (Some(from), None) => OrderText::PlaceFrom { label, radius_m, from },
        (None, Some(until)) => OrderText::PlaceUntil { label, radius_m, until },
        (Some(from), Some(until)) => OrderText::PlaceTimes { label, radius_m, from, until },
    }
}

/// Moments by their dates at the region: what is read again tomorrow never says "today".
pub(super) struct Dates<'z> {
    pub zone: &'z Zone,
    /// Unix seconds.
    pub now: u64,
}

impl Dates<'_> {
    pub(super) fn at(&self, second: u64) -> When {
        let signed = |second: u64| i64::try_from(second).unwrap_or(i64::MAX);
        When::dated(self.zone, signed(second), signed(self.now))
    }
}
