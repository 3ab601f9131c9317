//! What goes along when an account moves to another phone, and what is done with it there
//! (`PROTOCOL.md §26`).

use super::{Patient, Writing};
use crate::documents::{LinkedChain, Order};
use crate::error::{Code, CoreError};
use crate::model::ChainId;
use crate::moving::{Arrived, BroughtAlias, MOST_ALIASES, Move};
use crate::quarantine::journal::{Event, alias, link};
use crate::quarantine::order::State as Standing;
use crate::quarantine::presence::Position;
use crate::state::State;

/// What goes along beside the link.
#[derive(Default)]
pub struct GoesAlong {
    /// Chains whose orders the person had begun.
    pub begun: Vec<ChainId>,
    pub aliases: Vec<BroughtAlias>,
}

impl Patient<'_> {
    /// Nothing more is told by a phone whose account goes on on another: that one speaks.
    pub(super) fn has_not_moved(self, state: &State) -> Result<(), CoreError> {
        let has_moved = state.person(self.person)?.registration.has_moved();
        if has_moved { Err(Code::NoOrder.into()) } else { Ok(()) }
    }

    /// What this phone knows of a quarantine and the authority does not.
    pub fn goes_along(self) -> Result<GoesAlong, CoreError> {
        let state = self.core.lock();
        let known = state.person(self.person)?.quarantine.clone();
        let Some(known) = known else { return Ok(GoesAlong::default()) };
        let (Some(journal), Some(order)) = (known.journal(), known.orders.current()) else {
            return Ok(GoesAlong::default());
        };
        let writing = self.begin(&state)?;
        let life = state.life(self.person, &known.orders, order, &writing.reading);
        let has_begun = order.begun().is_some()
            || life.is_some_and(|life| matches!(life.state, Standing::Running | Standing::Paused));
        let now = writing.instant(&state);
        let watched = state.watched(self.person, &known, &writing.reading)?;
        let watch = watched.map(|watched| watched.watch(&now));
        let places = watch.iter().flat_map(|watch| watch.presence().places().aliases());
        let chain = journal.chain;
        let aliases = places.take(MOST_ALIASES).map(|place| BroughtAlias {
            chain,
            lat: place.at.latitude(),
            lon: place.at.longitude(),
        });
        Ok(GoesAlong {
            begun: has_begun.then_some(chain).into_iter().collect(),
            aliases: aliases.collect(),
        })
    }

    /// How far this phone has written, for a link.
    pub fn linked_chains(self, state: &State) -> Result<Vec<LinkedChain>, CoreError> {
        let Some(known) = &state.person(self.person)?.quarantine else { return Ok(Vec::new()) };
        let (Some(journal), Some(delivery)) = (known.journal(), &known.delivery) else {
            return Ok(Vec::new());
        };
        if self.signer(state)?.is_none() {
            return Ok(Vec::new());
        }
        let ahead = self.followed(state, known, delivery, &[])?.ahead();
        let (reports, h) = (ahead.reports, ahead.journal.h);
        Ok(vec![LinkedChain { chain: journal.chain, seq: reports.seq, r: reports.r, h }])
    }

    /// The first order of a chain that another phone has written: what the person did there is done, and
    /// what that phone had learned is known. What is left to come; none if nothing of this chain came.
    pub(super) fn arrive(
        self,
        state: &State,
        writing: &mut Writing,
        order: &Order,
        is_refused: bool,
    ) -> Result<Option<Move>, CoreError> {
        let known = state.person(self.person)?.moving.readable();
        let Some(Move::Arrived(arrived)) = known.cloned() else { return Ok(None) };
        if is_refused || !arrived.chains.contains(&order.chain) {
            return Ok(None);
        }
        let at = writing.moment(state);
        writing.write(&Event::Link { open: link::Open { at, digest: arrived.link } })?;
        self.learn(state, writing, &arrived, order.chain)?;
        if arrived.begun.contains(&order.chain) {
            let within = writing.within(state);
            writing.edit.see_order(order.id, order.version, within);
            super::deciding::say(state, writing, order.version, None)?;
            writing.edit.begin_order(order.id, order.version, within);
        }
        Ok(Some(Move::Arrived(arrived.without(order.chain))))
    }

    fn learn(
        self,
        state: &State,
        writing: &mut Writing,
        arrived: &Arrived,
        chain: ChainId,
    ) -> Result<(), CoreError> {
        let of_chain = arrived.aliases.iter().filter(|alias| alias.chain == chain);
        let positions: Vec<Position> = of_chain
            .filter_map(|alias| Position::new(alias.lat.into(), alias.lon.into()))
            .collect();
        if positions.is_empty() {
            return Ok(());
        }
        let at = writing.moment(state);
        for position in &positions {
            let place = alias::Place { position: *position };
            writing.write(&Event::Alias { open: alias::Open { at }, place })?;
        }
        let now = writing.instant(state);
        let watched = state.watched(self.person, &writing.edit.after, &writing.reading)?;
        if let Some(watched) = watched {
            let mut watch = watched.watch(&now);
            watch.bring_aliases(&positions);
            writing.edit.set_watch(watch);
        }
        Ok(())
    }
}
