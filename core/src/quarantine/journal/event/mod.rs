//! What is written down: each kind of entry with its fields, class by class (`PROTOCOL.md §19.3`).

/// Kinds of entries: for each an enum's member, and a module with a struct a class.
macro_rules! kinds {
    ($(
        $(#[$about:meta])*
        $kind:ident $name:literal in $module:ident {
            $($(#[$of_class:meta])* $class:ident $part:ident {
                $($(#[$doc:meta])* $field:ident: $type:ty = $key:literal,)*
            })*
        }
    )*) => {
        /// What an entry is of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$about])* $kind,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// As it is written down.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// By its name.
            pub fn of(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|kind| kind.name() == name).copied()
            }

            /// Whether this is all that a class of such an entry says.
            pub fn reads(self, class: Class, values: &Values) -> bool {
                match (self, class) {
                    $($((Self::$kind, Class::$class) => $module::$class::read(values).is_some(),)*)*
                    _ => false,
                }
            }

            /// The classes of its entries: all of them in every one, so that no entry shows
            /// whether something was written in private.
            pub fn classes(self) -> &'static [Class] {
                match self { $(Self::$kind => &[$(Class::$class,)*],)* }
            }
        }

        /// What one entry says, whole.
        #[derive(Clone, PartialEq, Eq)]
        pub enum Event {
            $($(#[$about])* $kind { $($part: $module::$class,)* },)*
        }

        impl Event {
            pub fn kind(&self) -> Kind {
                match self { $(Self::$kind { .. } => Kind::$kind,)* }
            }

            /// The fields of each class, in the order of [`Kind::classes`].
            pub fn values(&self) -> Vec<(Class, Values)> {
                match self {
                    $(Self::$kind { $($part,)* } => vec![$((Class::$class, $part.values()),)*],)*
                }
            }

            /// The event of this kind whose classes say this. What is not known of them is ignored.
            pub fn read(kind: Kind, parts: &[(Class, Values)]) -> Option<Self> {
                let class = |class| parts.iter().find(|(of, _)| *of == class).map(|(_, values)| values);
                match kind {
                    $(Kind::$kind => Some(Self::$kind {
                        $($part: $module::$class::read(class(Class::$class)?)?,)*
                    }),)*
                }
            }
        }

        // A place or what a patient wrote stays out of logs and panics.
        impl std::fmt::Debug for Event {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}(…)", self.kind().name())
            }
        }

        $($(#[$about])* pub mod $module {
            #[allow(clippy::allow_attributes, unused_imports, reason = "not every kind has every type")]
            use super::*;

            $(
                $(#[$of_class])*
                #[derive(Clone, PartialEq, Eq)]
                pub struct $class { $($(#[$doc])* pub $field: $type,)* }

                impl std::fmt::Debug for $class {
                    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!($name, "::", stringify!($class), "(…)"))
                    }
                }

                impl $class {
                    /// As it is hashed and stored.
                    pub fn values(&self) -> Values {
                        let mut fields = Vec::new();
                        $(self.$field.put($key, &mut fields);)*
                        Values::of(fields)
                    }

                    /// None if a field is missing or not of its type.
                    pub fn read(values: &Values) -> Option<Self> {
                        let item = values.item()?;
                        Some(Self { $($field: Slot::take(&item, $key)?,)* })
                    }
                }
            )*
        })*
    };
}

mod kinds;

pub use kinds::{
    Event, Kind, alias, answer, aside, begin, check, declare, dispute, end, epoch, fix, link,
    notice, order, presence, receipt, seen, technical,
};
