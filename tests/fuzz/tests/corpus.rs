//! Every target over its files in the tree, and over changes of them. Real fuzzing begins with the same files:
//! `tests/fuzz/run`.

use std::panic::catch_unwind;

use doorstep_fuzz::corpus::{changed, samples};
use doorstep_fuzz::{TARGETS, target};

/// Changes of one file, and of a large one.
const MOST: usize = 96;
const MOST_OF_LARGE: usize = 16;
const LARGE: usize = 4096;
/// All files together, in bytes.
const MOST_BYTES: usize = 300_000;

#[test]
fn every_target_keeps_its_promises_about_its_files_and_changes_of_them() {
    let mut broken = Vec::new();
    for target in TARGETS {
        for sample in samples(*target) {
            let most = if sample.bytes.len() > LARGE { MOST_OF_LARGE } else { MOST };
            let others = changed(&sample.bytes, most);
            for (number, bytes) in std::iter::once(sample.bytes.clone()).chain(others).enumerate() {
                if catch_unwind(|| (target.run)(&bytes)).is_err() {
                    broken.push(format!("{}, change {number}", sample.path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_corpus_is_small_and_of_these_targets_alone() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(target(&name).is_some(), "{name} is no target");
    }
    let sizes = TARGETS.iter().flat_map(|target| {
        let samples = samples(*target);
        assert!(!samples.is_empty(), "{} has no files", target.name);
        samples.into_iter().map(|sample| sample.bytes.len())
    });
    let all: usize = sizes.sum();
    assert!(all <= MOST_BYTES, "{all} bytes");
}
