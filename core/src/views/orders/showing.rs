//! From what is held of an order to what is shown of it.

use super::{
    OrderPauseView, OrderPermissionView, OrderPlaceView, OrderState, OrderView, RefusedVersionView,
};
use crate::documents::{Pause, Permission, Report};
use crate::model::Sentence;
use crate::quarantine::order::{
    Declaration, HeldOrder, KnownPlace, Life, Refused, State, Version, Why, changed, explained,
};
use crate::time::milliseconds;
use crate::views::Viewed;
use crate::words::QuarantineText;

/// An order with what else is known of it.
#[derive(Clone, Copy)]
pub(crate) struct OrderToShow<'a> {
    pub order: &'a HeldOrder,
    pub life: Life,
    /// Versions that do not count, also those of other orders.
    pub refused: &'a [Refused],
    /// What the person has declared.
    pub declarations: &'a [Declaration],
    /// It never counted.
    pub is_rejected: bool,
    /// The person said that it is not theirs.
    pub is_disowned: bool,
}

impl Viewed<'_> {
    pub fn order(&self, shown: &OrderToShow<'_>) -> OrderView {
        let version = shown.order.newest();
        let order = &version.order;
        let now = self.now.best_s();
        let OrderToShow { life, .. } = *shown;
        let before = order.version.checked_sub(1).and_then(|number| shown.order.version(number));
        let changed = before.map(|before| changed(before, version, self.rules, now, self.language));
        let seen = shown.order.versions().filter(|version| version.seen.is_some());
        let authority_pauses = order.pauses.iter().map(pause);
        let declared = shown.declarations.iter().map(declaration);
        let appeal = order.appeal.as_ref();
        let is_rejected = shown.is_rejected || shown.is_disowned;
        OrderView {
            id: order.id.to_string(),
            chain: order.chain.to_string(),
            version: order.version,
            digest: version.digest.to_vec(),
            state: if is_rejected { OrderState::Rejected } else { life.state.into() },
            why: life.why.map(|why| why.name().to_owned()),
            headline: self.headline(shown),
            from_ms: milliseconds(order.from),
            until_ms: milliseconds(order.until),
            starts_at_ms: life.starts_at.map(milliseconds),
            released_at_ms: shown.order.released().map(|released| milliseconds(released.at)),
            begun: shown.order.begun().is_some(),
            seen_version: seen.map(|version| version.order.version).max(),
            places: version.places.iter().map(place).collect(),
            quiet_from_min: order.quiet.from_min,
            quiet_to_min: order.quiet.to_min,
            zone: self.rules.map(|rules| rules.zone.name.clone()).unwrap_or_default(),
            checks_a_day: order.checks.n,
            surprises_a_day: order.checks.surprises,
            window_min: order.checks.window_min,
            gap_min: order.checks.gap_min,
            photo: order.checks.photo && !order.child,
            tells_coordinates: order.report == Report::Coordinates,
            interval_s: order.interval_s,
            batch_s: order.batch_s,
            pauses: authority_pauses.chain(declared).collect(),
            permissions: order.permissions.iter().map(permission).collect(),
            act: order.act,
            legal: order.legal.clone(),
            contact: order.contact.clone(),
            help: order.help.clone(),
            appeal: appeal.map(|appeal| appeal.text.clone()),
            appeal_days: appeal.map(|appeal| appeal.days),
            appeal_url: appeal.and_then(|appeal| appeal.url.clone()),
            child: order.child,
            mark: (!order.sub.is_absent()).then(|| order.sub.as_str().to_owned()),
            explained: explained(version, self.rules, now, self.language),
            changed: changed.unwrap_or_default(),
            refused: refused_of(shown, version),
        }
    }

    /// Where the order stands, in a line.
    fn headline(&self, shown: &OrderToShow<'_>) -> Sentence {
        let OrderToShow { life, order, .. } = shown;
        let at = |second: u64| self.when(milliseconds(second));
        let end = at(order.end());
        let say = match life.state {
            _ if shown.is_disowned => QuarantineText::NotMine,
            _ if shown.is_rejected => QuarantineText::Refused,
            State::Announced => match (life.why, life.starts_at) {
                (Some(Why::Grace), Some(until)) => QuarantineText::Grace { until: at(until) },
                (_, Some(starts)) => QuarantineText::StartsAt { at: at(starts) },
                (_, None) => QuarantineText::Announced,
            },
            State::Running => QuarantineText::Runs { until: end },
            State::Paused => QuarantineText::Paused { why: life.why.unwrap_or(Why::Other) },
            State::Ended => QuarantineText::Ended { at: end },
            State::Released => {
                let released = order.released().map_or(order.end(), |released| released.at);
                QuarantineText::Released { at: at(released) }
            }
        };
        self.say(&say)
    }
}

fn place(place: &KnownPlace) -> OrderPlaceView {
    OrderPlaceView {
        id: place.id.clone(),
        label: place.label.clone(),
        latitude: place.at.lat,
        longitude: place.at.lon,
        radius_m: place.radius_m,
        from_ms: place.from.map(milliseconds),
        until_ms: place.until.map(milliseconds),
    }
}

fn pause(pause: &Pause) -> OrderPauseView {
    OrderPauseView {
        from_ms: milliseconds(pause.from),
        until_ms: pause.until.map(milliseconds),
        why: pause.why.name().to_owned(),
        declared: false,
    }
}

fn declaration(declared: &Declaration) -> OrderPauseView {
    OrderPauseView {
        from_ms: milliseconds(declared.from),
        until_ms: declared.until.map(milliseconds),
        why: Why::from(declared.what).name().to_owned(),
        declared: true,
    }
}

fn permission(permission: &Permission) -> OrderPermissionView {
    OrderPermissionView {
        id: permission.id.clone(),
        from_ms: milliseconds(permission.from),
        to_ms: milliseconds(permission.to),
        purpose: permission.purpose.clone(),
        text: permission.text.clone(),
    }
}

/// Those of this order, and other orders that overlapped it.
fn refused_of(shown: &OrderToShow<'_>, version: &Version) -> Vec<RefusedVersionView> {
    let of_this = |refused: &&Refused| {
        refused.order == version.order.id
            || refused.why == crate::quarantine::order::Refusal::Overlap
    };
    let view = |refused: &Refused| RefusedVersionView {
        version: refused.version,
        digest: refused.digest.to_vec(),
        rule: refused.why.name().to_owned(),
        at_ms: milliseconds(refused.at.earliest()),
    };
    shown.refused.iter().filter(of_this).map(view).collect()
}
