//! Photos of people, which stand beside the repository: good ones are taken, bad ones get the hint that
//! says why, and no bytes break anything.

#[cfg(test)]
mod faceless;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod worn;
