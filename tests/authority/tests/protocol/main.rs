//! The authority over real HTTPS: what the protocol promises, and what it refuses.

#[cfg(test)]
mod admin;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod clock_file;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod deflated;
#[cfg(test)]
mod disputes;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod homes;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod loans;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod passes;
#[cfg(test)]
mod permitted;
#[cfg(test)]
mod photos;
#[cfg(test)]
mod portal;
#[cfg(test)]
mod registering;
#[cfg(test)]
mod repeating;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rotating;
#[cfg(test)]
mod siege;
#[cfg(test)]
mod signing;
#[cfg(test)]
mod sms;
#[cfg(test)]
mod support;
#[cfg(test)]
mod watching;
#[cfg(test)]
mod wire;
