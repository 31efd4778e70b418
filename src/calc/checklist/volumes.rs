//! How much was delivered in each month of a year.

use crate::domain::dossier::Dossier;
use crate::domain::index::EpisodeIx;
use std::collections::BTreeSet;

/// Deliveries dated in a month, and the episodes they are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthVolume {
    /// 1–12.
    pub month: u32,
    /// Without those that were replaced or taken back.
    pub deliveries: u64,
    pub episodes: u64,
}

/// Of the twelve months of a year.
pub fn volumes(dossier: &Dossier, year: i32) -> [MonthVolume; 12] {
    let rows = &dossier.deliveries;
    let mut replaced = vec![false; rows.id.len()];
    rows.replaces.iter().filter_map(|of| of.some()).for_each(|of| replaced[of.at()] = true);
    let mut deliveries = [0u64; 12];
    let mut episodes: [BTreeSet<EpisodeIx>; 12] = Default::default();
    for at in (0..rows.id.len()).filter(|at| !replaced[*at] && rows.quantity[*at].0 != 0) {
        if let Some(month) = super::month_of(rows.date[at], year) {
            deliveries[month] += 1;
            episodes[month].insert(rows.episode[at]);
        }
    }
    let mut month = 0;
    std::array::from_fn(|at| {
        month += 1;
        let count = u64::try_from(episodes[at].len()).unwrap_or(u64::MAX);
        MonthVolume { month, deliveries: deliveries[at], episodes: count }
    })
}
