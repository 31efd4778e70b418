//! States and answers that are stored as a word.

/// An enum whose members are stored as words. A word that is not one of them is a damaged row.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$of_member:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$of_member])* $member,)+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$member,)+];

            /// As it is stored and shown.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }

            pub fn parse(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$member),)+ _ => None }
            }

            fn stored(word: &str) -> Result<$name, crate::store::StoreFault> {
                $name::parse(word).ok_or(crate::store::StoreFault::Corrupt("a word is not one of those it can be"))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub(super) use words;
