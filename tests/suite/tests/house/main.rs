//! The rules of the house: rooms, dependencies, generated sources, the protocol page, and the scripts that pack the
//! core.

mod bindings;
mod dependencies;
mod protocol_page;
mod releasing;
mod rooms;
