//! The command line as a contract: the real program, as other people's scripts drive it.

#[cfg(test)]
mod authority;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod city;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod damaged_homes;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod homes;
#[cfg(test)]
mod inspecting;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod loans;
mod lost_phones;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod old_homes;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod patients;
#[cfg(test)]
mod people;
#[cfg(test)]
mod photos;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod regions;
#[cfg(test)]
mod registering;
#[cfg(test)]
mod replay;
#[cfg(test)]
mod replay_map;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rotating;
#[cfg(test)]
mod sent;
#[cfg(test)]
mod sms;
#[cfg(test)]
mod time;
#[cfg(test)]
mod tour;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod waking;
