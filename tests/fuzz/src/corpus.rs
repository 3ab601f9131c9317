//! Files in the tree for each target, and what is made of them in a test: every file, changed in a byte or cut short.

use std::fs;
use std::path::PathBuf;

use crate::Target;

/// A file of a target.
pub struct Sample {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// The files of a target, by their names.
pub fn samples(target: Target) -> Vec<Sample> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("no {}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let sample = |path: PathBuf| Sample { bytes: fs::read(&path).unwrap(), path };
    paths.into_iter().map(sample).collect()
}

/// So many changes of these bytes, always the same: each a byte that is another, or an end that is missing,
/// at places that are spread over all of it.
pub fn changed(bytes: &[u8], most: usize) -> impl Iterator<Item = Vec<u8>> {
    let length = bytes.len().max(1);
    let count = most.min(2 * length);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ bytes.len() as u64;
    (0..count).map(move |number| {
        // Steps of a linear congruential generator (Knuth's MMIX).
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (number * length / count + (state >> 33) as usize % (length / count + 1)) % length;
        let mut other = bytes.to_vec();
        match number % 3 {
            0 => other.truncate(at),
            1 => other.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (state >> 61)),
            _ => other.iter_mut().skip(at).take(1).for_each(|byte| *byte = (state >> 40) as u8),
        }
        other
    })
}
