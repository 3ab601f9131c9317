//! Random draws that can be repeated by their seed.

use doorstep::crypto::SystemRandom;
use doorstep::ports::Random;
use doorstep::testing::SeededRandom;

/// What `DOORSTEP_SEED` names, or one that is drawn.
pub fn seed() -> u64 {
    let random: &dyn Random = &SystemRandom::default();
    let drawn = || u64::from_be_bytes(random.draw().unwrap());
    std::env::var("DOORSTEP_SEED").map_or_else(|_| drawn(), |seed| seed.parse().unwrap())
}

pub struct Draws(SeededRandom);

impl Draws {
    pub fn of(seed: u64) -> Self {
        Self(SeededRandom::new(seed))
    }

    pub fn number(&self) -> u64 {
        let random: &dyn Random = &self.0;
        u64::from_be_bytes(random.draw().unwrap())
    }

    /// From 0 to one less than this.
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.number() % u64::try_from(end).unwrap()).unwrap()
    }

    pub fn percent(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn bytes(&self, many: usize) -> Vec<u8> {
        let mut bytes = vec![0; many];
        self.0.fill(&mut bytes).unwrap();
        bytes
    }
}
