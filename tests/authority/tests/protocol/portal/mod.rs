//! The portal over real HTTPS: what somebody without the app gets, and what nobody gets.

pub mod browser;
mod forgery;
mod journey;
mod paper;
mod privacy;
mod signing_in;
mod tables;
