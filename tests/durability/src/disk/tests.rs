use std::collections::BTreeSet;

use super::*;

const SECTORS: usize = 3;

fn open(name: &str, fd: i32) -> Call {
    Call::Open { file: Path::new("/home").join(name), fd, creates: true, truncates: false }
}

fn write(fd: i32, at: u64, byte: u8) -> Call {
    Call::Write { fd, at: Some(at), bytes: vec![byte; 4096] }
}

fn disk(calls: &[Call]) -> Disk {
    let mut disk = Disk::under(Path::new("/home"));
    let folder = Call::Open { file: "/home".into(), fd: 9, creates: false, truncates: false };
    [folder].iter().chain(calls).for_each(|call| disk.apply(call));
    disk
}

/// What many power cuts leave of a file: `None` where its name is not there.
fn left(disk: &Disk, name: &str) -> BTreeSet<Option<Vec<u8>>> {
    let cut = |seed| match disk.after_power_loss(&Draws::of(seed)).remove(Path::new(name)) {
        Some(Left::File(bytes)) => Some(bytes),
        Some(Left::Folder) => panic!("a folder"),
        None => None,
    };
    (0..300).map(cut).collect()
}

#[test]
fn what_was_synced_is_there() {
    let disk = disk(&[open("a", 3), write(3, 0, 1), Call::Sync { fd: 3 }, Call::Sync { fd: 9 }]);
    assert!(disk.is_safe());
    assert_eq!(left(&disk, "a"), BTreeSet::from([Some(vec![1; 4096])]));
}

#[test]
fn a_name_is_not_there_before_its_folder_is_synced() {
    let disk = disk(&[open("a", 3), write(3, 0, 1), Call::Sync { fd: 3 }]);
    assert!(!disk.is_safe());
    assert_eq!(left(&disk, "a"), BTreeSet::from([None, Some(vec![1; 4096])]));
}

#[test]
fn what_was_not_synced_is_torn_anywhere() {
    let mut calls = vec![open("a", 3)];
    calls.extend((0..SECTORS as u64).map(|n| write(3, n * 4096, 1)));
    calls.extend([Call::Sync { fd: 3 }, Call::Sync { fd: 9 }]);
    calls.extend((0..SECTORS as u64).map(|n| write(3, n * 4096, 2)));
    let left = left(&disk(&calls), "a");
    let whole = left.iter().flatten().filter(|bytes| {
        bytes.len() == SECTORS * 4096
            && bytes.chunks(4096).all(|one| one.iter().all(|byte| *byte == one[0]))
    });
    // Each sector is old or new, whatever became of the others.
    let of_sectors: BTreeSet<Vec<u8>> =
        whole.map(|bytes| bytes.chunks(4096).map(|one| one[0]).collect()).collect();
    assert_eq!(of_sectors.len(), 1 << SECTORS, "{of_sectors:?}");
    // And a write is cut inside, where sectors are small.
    assert!(left.iter().flatten().any(|bytes| bytes[..4096].windows(2).any(|of| of[0] != of[1])));
}

#[test]
fn a_file_that_grew_may_be_short_or_hold_noise() {
    let calls = [open("a", 3), Call::Sync { fd: 9 }, write(3, 0, 1), write(3, 4096, 1)];
    let left = left(&disk(&calls), "a");
    let lengths: BTreeSet<usize> = left.iter().flatten().map(Vec::len).collect();
    assert_eq!(lengths, BTreeSet::from([0, 4096, 8192]));
    assert!(left.iter().flatten().flatten().any(|byte| *byte > 1));
}

#[test]
fn a_move_is_done_or_not() {
    let move_it = Call::Rename { from: "/home/new".into(), to: "/home/a".into() };
    let calls = [
        open("a", 3),
        write(3, 0, 1),
        Call::Sync { fd: 3 },
        Call::Sync { fd: 9 },
        open("new", 4),
        write(4, 0, 2),
        Call::Sync { fd: 4 },
        move_it,
    ];
    let wanted = BTreeSet::from([Some(vec![1; 4096]), Some(vec![2; 4096])]);
    assert_eq!(left(&disk(&calls), "a"), wanted);
    let mut moved = disk(&calls);
    moved.apply(&Call::Sync { fd: 9 });
    assert_eq!(left(&moved, "a"), BTreeSet::from([Some(vec![2; 4096])]));
    assert_eq!(left(&moved, "new"), BTreeSet::from([None]));
}
