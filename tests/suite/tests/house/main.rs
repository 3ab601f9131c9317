//! The rules of the house: rooms, dependencies, generated sources, and the scripts that pack the core.

mod bindings;
mod dependencies;
mod releasing;
mod rooms;
