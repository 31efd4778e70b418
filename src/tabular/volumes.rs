//! How much a dossier holds: rows and quantities of claims per insurer and per performance, of deliveries per
//! participant. What a controller holds against the control totals of whoever delivered the files.

use super::BlobFault;
use crate::domain::decimal::{Quantity, scaled_text};
use crate::domain::dossier::Dossier;
use polars::prelude::{Column, DataFrame, GroupsIndicator};
use serde::Serialize;

/// Rows and quantity of one code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Volume {
    pub code: String,
    pub rows: u64,
    pub quantity: String,
}

/// The volumes of a dossier, each in the order of its codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Volumes {
    pub claims_by_insurer: Vec<Volume>,
    pub claims_by_performance: Vec<Volume>,
    pub deliveries_by_participant: Vec<Volume>,
}

impl Volumes {
    pub fn of(dossier: &Dossier) -> Result<Volumes, BlobFault> {
        let (reference, claims, deliveries) = (&dossier.reference, &dossier.claims, &dossier.deliveries);
        Ok(Volumes {
            claims_by_insurer: grouped(claims.insurer.iter().map(|at| at.0), &claims.quantity, |at| {
                &reference.insurers[at as usize].code
            })?,
            claims_by_performance: grouped(claims.performance.iter().map(|at| at.0), &claims.quantity, |at| {
                &reference.performances[at as usize].code
            })?,
            deliveries_by_participant: grouped(
                deliveries.participant.iter().map(|at| at.0),
                &deliveries.quantity,
                |at| &reference.participants[at as usize].code,
            )?,
        })
    }
}

/// polars finds the groups; the sums are ours, because its own wrap in silence.
fn grouped<'r>(
    positions: impl Iterator<Item = u32>,
    quantities: &[Quantity],
    code: impl Fn(u32) -> &'r String,
) -> Result<Vec<Volume>, BlobFault> {
    let positions: Vec<u32> = positions.collect();
    let frame = DataFrame::new(positions.len(), vec![Column::new("code".into(), &positions)])?;
    let mut volumes = Vec::new();
    for group in frame.group_by(["code"])?.get_groups().iter() {
        let (first, rows, total) = match group {
            GroupsIndicator::Idx((first, rows)) => (first, rows.len(), sum(quantities, rows.iter().copied())),
            GroupsIndicator::Slice([first, length]) => (first, length as usize, sum(quantities, first..first + length)),
        };
        let position = positions[first as usize];
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        volumes.push((
            position,
            Volume { code: code(position).clone(), rows, quantity: scaled_text(total, Quantity::PLACES) },
        ));
    }
    volumes.sort_by_key(|(position, _)| *position);
    Ok(volumes.into_iter().map(|(_, volume)| volume).collect())
}

fn sum(quantities: &[Quantity], rows: impl Iterator<Item = u32>) -> i128 {
    rows.map(|row| i128::from(quantities[row as usize].0)).sum()
}
