//! Which modules of a crate a module reaches through others. A name that a module only hands on is
//! followed to where it stands, so that a room may hand on what is pure beside what is not.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use crate::rooms::{Named, files, module_of, own_and_handed_on};

type Module = Vec<String>;

/// A crate's modules with what each names.
pub struct Modules(BTreeMap<Module, Source>);

struct Source {
    names: BTreeSet<Named>,
    hands_on: BTreeMap<String, Named>,
}

/// What a module sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// An item of a module of this crate; of none, the whole module.
    Here(Module, Option<String>),
    /// A path of another crate.
    Outside(Named),
}

impl Modules {
    /// The modules whose sources stand in this folder.
    pub fn read(folder: &Path) -> Self {
        let sources = files(folder, &[".rs"]).into_iter().filter_map(|path| {
            let module = module_of(folder, &path)?;
            Some((module, fs::read_to_string(&path).unwrap()))
        });
        Self::of(sources)
    }

    /// The same of sources by their modules.
    pub fn of(sources: impl IntoIterator<Item = (Module, String)>) -> Self {
        let read = |(module, source): (Module, String)| {
            let parts: Vec<&str> = module.iter().map(String::as_str).collect();
            let (names, hands_on) = own_and_handed_on(&source, &parts);
            (module, Source { names, hands_on })
        };
        Self(sources.into_iter().map(read).collect())
    }

    /// Every module of a room.
    pub fn of_room(&self, room: &str) -> impl Iterator<Item = &Module> {
        self.0.keys().filter(move |module| module.first().is_some_and(|first| first == room))
    }

    /// The first way from a module to what is wrong, by the modules that it passes.
    pub fn way_to(&self, from: &Module, wrong: impl Fn(&Seen) -> bool) -> Option<Vec<String>> {
        let mut before: BTreeMap<&Module, Option<&Module>> = BTreeMap::from([(from, None)]);
        let mut open = VecDeque::from([from]);
        while let Some(module) = open.pop_front() {
            for seen in self.sees(module) {
                if wrong(&seen) {
                    let back = std::iter::successors(Some(module), |module| before[module]);
                    let mut way: Vec<String> = back.map(|module| module.join("::")).collect();
                    way.reverse();
                    way.push(format!("{seen:?}"));
                    return Some(way);
                }
                let Seen::Here(next, _) = &seen else { continue };
                let Some((next, _)) = self.0.get_key_value(next) else { continue };
                if !before.contains_key(next) {
                    before.insert(next, Some(module));
                    open.push_back(next);
                }
            }
        }
        None
    }

    fn sees(&self, module: &Module) -> BTreeSet<Seen> {
        let names = self.0.get(module).into_iter().flat_map(|source| &source.names);
        names.flat_map(|named| self.find(module, named)).collect()
    }

    /// Where a path stands that this module names.
    fn find(&self, module: &Module, named: &Named) -> Vec<Seen> {
        let path = match named.split_first() {
            Some((first, rest)) if first == "crate" => rest.to_vec(),
            Some((first, _))
                if self.0.contains_key(&[&module[..], std::slice::from_ref(first)].concat()) =>
            {
                [&module[..], &named[..]].concat()
            }
            _ => return vec![Seen::Outside(named.clone())],
        };
        let Some(length) = (0..=path.len()).rev().find(|n| self.0.contains_key(&path[..*n])) else {
            return Vec::new();
        };
        let (at, rest) = path.split_at(length);
        let Some(item) = rest.first().filter(|item| !["*", "self"].contains(&item.as_str())) else {
            let beneath = self.0.keys().filter(|module| module.starts_with(at));
            return beneath.map(|module| Seen::Here(module.clone(), None)).collect();
        };
        match self.0[at].hands_on.get(item) {
            Some(path) => self.find(&at.to_vec(), path),
            None => vec![Seen::Here(at.to_vec(), Some(item.clone()))],
        }
    }
}
