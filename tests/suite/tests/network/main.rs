//! Networks and servers that mean ill.

mod certificates;
mod rogue_servers;
mod time;
mod transport;
