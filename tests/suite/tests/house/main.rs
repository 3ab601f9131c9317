//! The rules of the house: rooms, dependencies, doc comments, generated sources, the protocol page, and the scripts
//! that pack the core.

mod accusing;
mod architecture;
mod bindings;
mod dependencies;
mod doc_comments;
mod pins;
mod protocol_page;
mod releasing;
mod rooms;
