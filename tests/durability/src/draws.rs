//! Random draws that can be repeated by their seed.

use doorstep::ports::Random;
use doorstep::testing::SeededRandom;

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
