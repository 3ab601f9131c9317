//! A disk under a page cache, and what of it a power cut may leave.
//!
//! What a file held when it was last synced is there. Of what was written since, each sector holds what it held
//! after any of those writes, and the file has any of the lengths that it had; a sector that never reached the
//! disk holds zeros or noise. A name that was made, moved or removed is there as before or as after until its
//! folder is synced, each name for itself.
//!
//! That is less than file systems of phones give: on ext4, F2FS and APFS a synced file that is new brings its
//! name with it, and names change in order. POSIX promises neither, and what holds here holds there.

mod file;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::draws::Draws;
use crate::strace::Call;
use file::{Change, Cut, File};

/// Everything under one folder, which itself is safe.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    nodes: Vec<Node>,
    /// As every process sees them.
    names: BTreeMap<PathBuf, usize>,
    /// As they survive.
    safe_names: BTreeMap<PathBuf, usize>,
    unsafe_names: Vec<NameChange>,
    open: BTreeMap<i32, OpenFile>,
}

#[derive(Debug, Clone)]
enum Node {
    Folder,
    File(File),
}

#[derive(Debug, Clone)]
enum NameChange {
    Made(PathBuf, usize),
    Moved(PathBuf, PathBuf, usize),
    Removed(PathBuf),
}

#[derive(Debug, Clone)]
struct OpenFile {
    node: usize,
    path: PathBuf,
    at: usize,
}

/// A file or a folder that a power cut has left.
#[derive(Debug, Clone, PartialEq)]
pub enum Left {
    Folder,
    File(Vec<u8>),
}

impl Disk {
    /// An empty one.
    pub fn under(root: &Path) -> Self {
        let names = BTreeMap::from([(root.to_owned(), 0)]);
        let (safe_names, unsafe_names, open) = (names.clone(), Vec::new(), BTreeMap::new());
        Self {
            root: root.to_owned(),
            nodes: vec![Node::Folder],
            names,
            safe_names,
            unsafe_names,
            open,
        }
    }

    /// Does what a process has asked for.
    pub fn apply(&mut self, call: &Call) {
        match call {
            Call::Open { file, fd, creates, truncates } => {
                self.open(file, *fd, *creates, *truncates);
            }
            Call::Close { fd } => drop(self.open.remove(fd)),
            Call::Seek { fd, to } => {
                if let Some(file) = self.open.get_mut(fd) {
                    file.at = usize::try_from(*to).unwrap();
                }
            }
            Call::Write { fd, at, bytes } => self.write(*fd, *at, bytes),
            Call::OtherWrite { fd } => assert!(!self.open.contains_key(fd), "an unknown write"),
            Call::Truncate { fd, length } => {
                let length = Change::Length(usize::try_from(*length).unwrap());
                if let Some(OpenFile { node, .. }) = self.open.get(fd) {
                    self.change(*node, length);
                }
            }
            Call::Sync { fd } => self.sync(*fd),
            Call::Rename { from, to } => {
                if let Some(node) = self.names.remove(from) {
                    assert_eq!(from.parent(), to.parent(), "a move between folders");
                    self.names.insert(to.clone(), node);
                    self.unsafe_names.push(NameChange::Moved(from.clone(), to.clone(), node));
                }
            }
            Call::Remove { file } => {
                if self.names.remove(file).is_some() {
                    self.unsafe_names.push(NameChange::Removed(file.clone()));
                }
            }
            Call::MakeFolder { folder } if folder.starts_with(&self.root) => {
                self.make(folder, Node::Folder);
            }
            Call::MakeFolder { .. } | Call::Says(_) => {}
            Call::Ends => self.open.clear(),
        }
    }

    fn make(&mut self, path: &Path, node: Node) -> usize {
        let n = self.nodes.len();
        self.nodes.push(node);
        self.names.insert(path.to_owned(), n);
        self.unsafe_names.push(NameChange::Made(path.to_owned(), n));
        n
    }

    fn change(&mut self, node: usize, change: Change) {
        match &mut self.nodes[node] {
            Node::File(file) => file.change(change),
            Node::Folder => panic!("a folder is written to"),
        }
    }

    fn open(&mut self, path: &Path, fd: i32, creates: bool, truncates: bool) {
        self.open.remove(&fd);
        if !path.starts_with(&self.root) {
            return;
        }
        let node = match self.names.get(path) {
            Some(node) => *node,
            None => {
                assert!(creates, "opened before it was made: {}", path.display());
                self.make(path, Node::File(File::default()))
            }
        };
        if truncates {
            self.change(node, Change::Length(0));
        }
        self.open.insert(fd, OpenFile { node, path: path.to_owned(), at: 0 });
    }

    fn write(&mut self, fd: i32, at: Option<u64>, bytes: &[u8]) {
        let Some(file) = self.open.get_mut(&fd) else { return };
        let node = file.node;
        let begin = at.map_or(file.at, |at| usize::try_from(at).unwrap());
        if at.is_none() {
            file.at = begin + bytes.len();
        }
        self.change(node, Change::Write { at: begin, bytes: bytes.to_vec() });
    }

    fn sync(&mut self, fd: i32) {
        let Some(OpenFile { node, path, .. }) = self.open.get(&fd) else { return };
        match &mut self.nodes[*node] {
            Node::File(file) => file.sync(),
            Node::Folder => {
                let is_in = |change: &NameChange| change.names()[0].parent() == Some(path);
                let changes = std::mem::take(&mut self.unsafe_names).into_iter();
                let (safe, rest): (Vec<_>, Vec<_>) = changes.partition(is_in);
                self.unsafe_names = rest;
                safe.iter().for_each(|change| change.apply(&mut self.safe_names));
            }
        }
    }

    /// Whether a power cut could take anything now.
    pub fn is_safe(&self) -> bool {
        let is_safe = |node: &usize| match &self.nodes[*node] {
            Node::Folder => true,
            Node::File(file) => file.is_safe(),
        };
        self.unsafe_names.is_empty() && self.safe_names.values().all(is_safe)
    }

    /// What a power cut leaves, as drawn; paths are those inside the root.
    pub fn after_power_loss(&self, draws: &Draws) -> BTreeMap<PathBuf, Left> {
        let mut names = self.safe_names.clone();
        let mut stuck: BTreeSet<&Path> = BTreeSet::new();
        let kept = [0, 50, 90, 100][draws.below(4)];
        for change in &self.unsafe_names {
            let of = change.names();
            if of.iter().any(|name| stuck.contains(name)) || !draws.percent(kept) {
                stuck.extend(of);
            } else {
                change.apply(&mut names);
            }
        }
        let cut = Cut::of(draws);
        let mut left = BTreeMap::new();
        // A folder stands before what is in it.
        for (path, node) in names {
            let inside = path.strip_prefix(&self.root).unwrap().to_owned();
            let is_there = inside.parent().is_none_or(|folder| {
                folder == Path::new("") || left.get(folder) == Some(&Left::Folder)
            });
            if inside != Path::new("") && is_there {
                let is = match &self.nodes[node] {
                    Node::Folder => Left::Folder,
                    Node::File(file) => Left::File(file.cut(&cut)),
                };
                left.insert(inside, is);
            }
        }
        left
    }
}

impl NameChange {
    fn names(&self) -> Vec<&Path> {
        match self {
            Self::Made(name, _) | Self::Removed(name) => vec![name],
            Self::Moved(from, to, _) => vec![from, to],
        }
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Made(name, node) => drop(names.insert(name.clone(), *node)),
            Self::Removed(name) => drop(names.remove(name)),
            Self::Moved(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
        }
    }
}
