//! A real photo, changed at random.

use doorstep::photo::{InCoreFinder, intake};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::worn::{jpeg, people};

#[test]
fn no_change_of_a_real_photo_panics() {
    let Some((_, image)) = people().into_iter().next() else { return };
    let (photo, finder) = (jpeg(&image), InCoreFinder::new());
    let change = (any::<prop::sample::Index>(), any::<u8>(), any::<bool>());
    let changes = prop::collection::vec(change, 1..16);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(60));
    let done = runner.run(&changes, |changes| {
        let mut changed = photo.clone();
        for (at, byte, is_early) in changes {
            let length = if is_early { 700 } else { changed.len() };
            changed[at.index(length)] = byte;
        }
        let _either = intake(&changed, Some(&finder), |_| {});
        Ok(())
    });
    done.unwrap();
}
