//! Dense positions: every code of a dossier is looked up once, after which the calculation only knows small integers.
//!
//! The lists they point into are sorted by code, so the order of positions is the order of codes (byte by byte).

/// `n` as a position in 32 bits. The intake refuses files of 2^32−1 rows or more, so nothing real becomes `u32::MAX`.
pub fn position_of(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

macro_rules! positions {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Stands for "no position" in a column.
            pub const NONE: $name = $name(u32::MAX);

            /// Position `n`; see [`position_of`].
            pub fn of(n: usize) -> $name {
                $name(position_of(n))
            }

            /// For indexing.
            pub fn at(self) -> usize {
                self.0 as usize
            }

            /// `None` for [`Self::NONE`].
            pub fn some(self) -> Option<$name> {
                (self != $name::NONE).then_some(self)
            }
        }
    )*};
}

positions!(
    DisciplineIx,
    ParticipantIx,
    PayeeIx,
    InsurerIx,
    PerformanceIx,
    ActivityIx,
    BundleIx,
    /// Position in the severities that occur; 0 is always "no severity".
    SeverityIx,
    EpisodeIx,
    ClaimIx,
    DeliveryIx,
    /// A price table: 0 is `shadow`, the model's own follow.
    TableIx,
    /// A node of the rule trees of a model.
    NodeIx,
);

impl TableIx {
    /// The table of shadow tariffs.
    pub const SHADOW: TableIx = TableIx(0);
}

impl SeverityIx {
    /// No severity (zorgzwaarte) given.
    pub const NO_SEVERITY: SeverityIx = SeverityIx(0);
}
