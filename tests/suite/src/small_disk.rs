//! A disk that can be filled to its last byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::phone::Phone;

/// A small file system of its own; unmounted in the end.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Four megabytes at this place; nothing where none can be mounted, which is said.
    #[expect(clippy::print_stdout, reason = "what is skipped is said")]
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(at.to_owned()));
        }
        println!("skipped: no small file system can be mounted here");
        None
    }

    /// The same in place of a phone's folder, which is empty then; the phone is switched off.
    pub fn under(phone: &mut Phone) -> Option<Self> {
        phone.kill();
        let _ = fs::remove_dir_all(phone.folder());
        Self::mount(&phone.folder())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Fills it to the last byte.
    pub fn fill(&self) {
        use std::io::Write as _;
        let mut file = fs::File::create(self.0.join("ballast")).unwrap();
        for block in [1 << 16, 1 << 12, 1 << 8, 1] {
            for _ in 0..8192 {
                if file.write_all(&vec![0; block]).is_err() {
                    break;
                }
            }
        }
        assert!(file.write_all(&[0]).is_err(), "full to the last byte");
    }

    pub fn make_room(&self) {
        fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
