//! From the terms of a version to its document: floors, then the signature.

use doorstep::crypto::{SystemRandom, slow_hash};
use doorstep::documents::numbers::limit;
use doorstep::documents::{Checks, Device, Order, PlaceOpening, ReleaseCode, Released, Report};
use doorstep::model::{HolderHint, OrderId, ReleaseSymbols, Thumbprint};
use doorstep::ports::Random;
use doorstep::quarantine::journal::Interval;
use doorstep::quarantine::order::{Floor, KnownPlace, OpenedOrder, Orders, Version, floor};

use super::terms::{ReportTerms, Terms};
use super::{Desk, OrderError};
use crate::online::{ServerKey, close};
use crate::store::{SignedVersion, StoredOrder, StoredVersion};

/// Random bytes of the operating system.
pub(super) fn drawn<const N: usize>() -> Result<[u8; N], OrderError> {
    let random: &dyn Random = &SystemRandom::default();
    random.draw().map_err(|_| OrderError::Failed)
}

/// The code that ends this order: drawn from its name by the server's key, so that it stands nowhere.
pub(super) fn release_code(server: &ServerKey, id: OrderId) -> Result<ReleaseSymbols, OrderError> {
    let mut drawn = (0_u64..).map(|n| server.mac(format!("release-code:{id}:{n}").as_bytes())[0]);
    ReleaseSymbols::drawn(|| drawn.next().ok_or(OrderError::Failed))
}

/// How a phone recognises that code.
pub(super) fn release_hash(code: &ReleaseSymbols, salt: &[u8; 16]) -> [u8; 32] {
    slow_hash(code.to_string().as_bytes(), salt)
}

/// The document that says these terms.
pub(super) fn document(
    desk: &Desk<'_>,
    order: &StoredOrder,
    terms: &Terms,
    version: u64,
    before: Option<[u8; 32]>,
) -> Result<Order, OrderError> {
    let malformed = || OrderError::Malformed;
    let key = |name: &String| name.parse::<Thumbprint>().map_err(|_| OrderError::Malformed);
    let released = |released: &super::terms::ReleasedTerms| Released {
        at: released.at,
        why: released.why.clone(),
    };
    Ok(Order {
        iss: desk.published.iss().to_owned(),
        iat: desk.now,
        id: order.id,
        chain: order.chain,
        sub: HolderHint::from_wire(terms.sub.as_deref().unwrap_or("-")).ok_or_else(malformed)?,
        version,
        before,
        replaces: None,
        act: terms.act,
        legal: terms.legal.clone(),
        from: terms.from,
        until: terms.until,
        start_grace_s: terms.start_grace_s,
        device: match &order.loan {
            Some(number) => Device::Loan(number.clone()),
            None => Device::Keys(terms.keys.iter().map(key).collect::<Result<_, _>>()?),
        },
        places: terms
            .places
            .iter()
            .map(|place| place.sealed().ok_or_else(malformed))
            .collect::<Result<_, _>>()?,
        quiet: terms.quiet.hours().ok_or_else(malformed)?,
        checks: Checks {
            n: terms.checks.n,
            window_min: terms.checks.window_min,
            gap_min: terms.checks.gap_min,
            seed: order.seed,
            photo: terms.checks.photo,
            surprises: terms.checks.surprises,
        },
        child: terms.child,
        report: match terms.report {
            ReportTerms::Presence => Report::Presence,
            ReportTerms::Coordinates => Report::Coordinates,
        },
        interval_s: terms.interval_s,
        batch_s: terms.batch_s,
        pauses: terms.pauses.iter().map(Into::into).collect(),
        permissions: terms.permissions.iter().map(Into::into).collect(),
        travel: terms.travel.map(Into::into),
        release: ReleaseCode { salt: order.salt, hash: order.hash },
        released: terms.released.as_ref().map(released),
        contact: terms.contact.clone(),
        help: terms.help.clone(),
        appeal: terms.appeal.as_ref().map(Into::into),
        texts: Vec::new(),
        critical: terms.critical.clone(),
    })
}

/// A document with its places, as a phone has it that was handed what opens them.
pub(super) fn opened(order: Order, terms: &Terms) -> Result<OpenedOrder, OrderError> {
    let places = terms.places.iter().map(|place| {
        Some(KnownPlace {
            id: place.id.clone(),
            label: place.label.clone(),
            at: place.coordinates()?,
            radius_m: place.radius_m,
            from: place.from,
            until: place.until,
        })
    });
    let places = places.collect::<Option<_>>().ok_or(OrderError::Malformed)?;
    let digest = order.digest();
    // Whoever signs it changes nothing of what it asks.
    Ok(OpenedOrder { order, digest, signer: Thumbprint::new([0; 32]), places })
}

/// The versions that were signed, as phones hold them that had each at once.
pub(super) fn held(desk: &Desk<'_>, versions: &[StoredVersion]) -> Orders {
    let mut orders = Orders::default();
    for version in versions {
        let Some(signed) = &version.signed else { continue };
        if let Some(opened) = read(desk, version) {
            orders.take(opened, Interval::exactly(signed.at), Some(&desk.published.region));
        }
    }
    orders
}

/// A version that was signed, if its key still counts.
pub(super) fn read(desk: &Desk<'_>, version: &StoredVersion) -> Option<OpenedOrder> {
    let signed = version.signed.as_ref()?;
    let terms: Terms = serde_json::from_str(&version.terms).ok()?;
    let openings: Vec<PlaceOpening> =
        terms.places.iter().map(|place| place.opening()).collect::<Option<_>>()?;
    let trust = &desk.published.trust_list;
    let order = Order::read(&signed.bytes, trust, desk.published.iss()).ok()?;
    OpenedOrder::open(&order, &openings).ok()
}

/// The same with the moment at which it was signed, for what is said of it.
pub(super) fn as_held(opened: OpenedOrder, at: u64) -> Version {
    let OpenedOrder { order, digest, signer, places } = opened;
    let delivered = Interval::exactly(at);
    Version { order, digest, signer, places, delivered, seen: None, came_late: false }
}

/// The first floor that this version is beyond.
pub(super) fn check(
    desk: &Desk<'_>,
    opened: &OpenedOrder,
    before: &[StoredVersion],
) -> Option<Floor> {
    floor(opened, &held(desk, before), &desk.published.region, desk.now)
}

/// The document, signed by the key of orders.
pub(super) fn sign(desk: &Desk<'_>, order: &Order) -> Result<SignedVersion, OrderError> {
    let key = desk.published.keys.order.as_ref().ok_or(OrderError::Failed)?;
    let bytes = close(key, order.draft(key.public())).map_err(|_| OrderError::Failed)?;
    if bytes.len() > limit::ORDER {
        return Err(OrderError::Malformed);
    }
    Ok(SignedVersion { digest: order.digest(), bytes, at: desk.now })
}
