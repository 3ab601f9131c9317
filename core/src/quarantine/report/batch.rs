//! What goes into the next request (`PROTOCOL.md §20.2`).

use std::collections::BTreeSet;

use super::disclosing::Disclosed;
use super::item::ReportItem;
use super::limits::{MOST_BYTES, MOST_ITEMS};
use super::request::VersionSecrets;
use crate::model::{OrderId, in_order};
use crate::quarantine::journal::{ChainSecret, Entry, Kind};

/// Left for heads, secrets, names of what is held and what is live.
const RESERVED_BYTES: usize = 32 * 1024;
/// Most items that are live.
const MOST_LIVE: usize = 32;

/// A batch and what it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled<'e> {
    pub items: Vec<ReportItem>,
    /// The words of the disputes among them.
    pub disclosed: Vec<Disclosed>,
    /// The reported entries that wait still; `live` is made of them.
    pub rest: &'e [Entry],
}

/// As many of the reported entries that wait, oldest first, as go into one request: of one epoch,
/// and at most `most`. Those whose numbers are `aside` go without what they say.
pub fn fill<'e>(
    waiting: &'e [Entry],
    aside: &BTreeSet<u64>,
    secret: &ChainSecret,
    most: usize,
) -> Filled<'e> {
    let most = most.min(MOST_ITEMS - MOST_LIVE);
    let mut items: Vec<ReportItem> = Vec::new();
    let mut all_disclosed: Vec<Disclosed> = Vec::new();
    let mut bytes = RESERVED_BYTES;
    let mut taken = 0;
    for entry in waiting {
        let is_aside = entry.seq.is_some_and(|seq| aside.contains(&seq));
        let item = match is_aside {
            true => ReportItem::without_values(entry, secret),
            false => ReportItem::of(entry, secret),
        };
        let is_other_epoch = waiting.first().is_some_and(|first| first.epoch != entry.epoch);
        let Some(item) = item.filter(|_| !is_other_epoch && items.len() < most) else { break };
        // A run of fixes is shorter than its items.
        bytes += item.to_item().map_or(0, |item| item.to_bytes().len());
        let disclosed = if is_aside { None } else { Disclosed::of(entry, secret) };
        let opened = disclosed.as_ref().and_then(Disclosed::to_item);
        bytes += opened.map_or(0, |disclosed| disclosed.to_bytes().len());
        if bytes > MOST_BYTES && !items.is_empty() {
            break;
        }
        items.push(item);
        all_disclosed.extend(disclosed);
        taken += 1;
    }
    Filled { items, disclosed: all_disclosed, rest: waiting.get(taken..).unwrap_or_default() }
}

/// What of the rest has to be known now: the newest `presence`, and the declarations and pauses that
/// `is_open` knows to last.
pub fn live(
    rest: &[Entry],
    secret: &ChainSecret,
    is_open: impl Fn(&Entry) -> bool,
) -> Vec<ReportItem> {
    let newest = rest.iter().rev().find(|entry| entry.kind == Kind::Presence);
    let is_newest = |entry: &Entry| newest.is_some_and(|newest| newest.n == entry.n);
    let told = rest.iter().rev().filter(|entry| is_newest(entry) || is_open(entry));
    let items = told.filter_map(|entry| ReportItem::of(entry, secret)).take(MOST_LIVE);
    in_order::by_key(items, |item| item.seq)
}

/// What opens a batch of these entries, but for the versions whose secrets the authority has
/// confirmed to have.
pub fn secrets(
    entries: &[Entry],
    has: &[(OrderId, u64)],
    secret: &ChainSecret,
) -> Vec<VersionSecrets> {
    let mut all: Vec<VersionSecrets> = Vec::new();
    for entry in entries {
        let under = &entry.under;
        let name = (under.order, under.version);
        let is_there = all.iter().any(|given| (given.order, given.version) == name);
        let Some(from) = entry.seq.filter(|_| !is_there && !has.contains(&name)) else { continue };
        let of_class = |class: &crate::quarantine::journal::Class| {
            (class.name().to_owned(), secret.of_class(*class, under))
        };
        let secrets = under.report.classes().iter().map(of_class).collect();
        all.push(VersionSecrets { order: under.order, version: under.version, from, secrets });
    }
    all
}
