//! Parts that belong to no room of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Part, Reader, Writer};
use crate::model::in_order;

macro_rules! plain {
    ($($type:ty: $write:ident, $read:ident;)*) => {$(
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                to.$write((*self).into());
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                from.0.$read().ok()
            }
        }
    )*};
}

plain! {
    bool: bool, bool;
    u32: whole, u32;
    u64: whole, u64;
    i64: number, i64;
}

impl Part for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl<const N: usize> Part for [u8; N] {
    fn write(&self, to: &mut Writer) {
        to.bytes(self);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.fixed()
    }
}

impl<T: Part> Part for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.null(),
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        if from.null()? { Some(None) } else { T::read(from).map(Some) }
    }
}

impl<T: Part> Part for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.array(self.len());
        self.iter().for_each(|value| value.write(to));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        (0..from.length()?).map(|_| T::read(from)).collect()
    }
}

impl<A: Part, B: Part> Part for (A, B) {
    fn write(&self, to: &mut Writer) {
        to.array(2);
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.array(2)?;
        Some((A::read(from)?, B::read(from)?))
    }
}

/// Pairs in the order of their keys.
impl<K: Part + Ord, V: Part> Part for BTreeMap<K, V> {
    fn write(&self, to: &mut Writer) {
        to.array(self.len());
        for (key, value) in self {
            to.array(2);
            key.write(to);
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Vec::<(K, V)>::read(from).map(in_order::map)
    }
}

/// Each once, in their order; nothing else is read.
impl<T: Part + Ord> Part for BTreeSet<T> {
    fn write(&self, to: &mut Writer) {
        to.array(self.len());
        self.iter().for_each(|value| value.write(to));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let values = Vec::<T>::read(from)?;
        values.is_sorted_by(|one, next| one < next).then(|| in_order::set(values))
    }
}
