//! The rows of a dossier back to the CSV files that it is read from (spec 1, "A dossier"; spec 4, "Storage": `export`).
//!
//! UTF-8, a comma, a decimal point, every column of the kind, the rows in the order in which they are kept. Read again they
//! give the same inputs, whatever is read beside them.

use crate::domain::batch::BatchKind;
use crate::domain::decimal::Quantity;
use crate::domain::dossier::{Account, Adjustment, Balance, Dossier};
use crate::domain::reference::Reference;
use crate::report::written::{self, cell};
use std::io::Write;

/// Writes all rows of one kind, below a header row, as the file `kind.file()` of a dossier.
///
/// Errors: those of `target`.
pub fn write(dossier: &Dossier, kind: BatchKind, target: impl Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(target);
    match kind {
        BatchKind::Claims => claims(dossier, &mut writer)?,
        BatchKind::ClaimEvents => claim_events(dossier, &mut writer)?,
        BatchKind::Deliveries => deliveries(dossier, &mut writer)?,
        BatchKind::Episodes => episodes(dossier, &mut writer)?,
        BatchKind::Settled => settled(dossier, &mut writer)?,
    }
    Ok(writer.flush()?)
}

fn claims<W: Write>(dossier: &Dossier, writer: &mut csv::Writer<W>) -> Result<(), csv::Error> {
    let Dossier { claims, reference, .. } = dossier;
    writer.write_record(["claim_id", "episode_id", "date", "insurer", "performance", "severity", "quantity"])?;
    for at in 0..claims.id.len() {
        writer.write_record([
            claims.id.get(at),
            dossier.episode_ids.get(claims.episode[at].at()),
            &claims.date[at].to_string(),
            reference.insurer_code(claims.insurer[at]),
            reference.performance_code(claims.performance[at]),
            &reference.severities[claims.severity[at].at()],
            &decimals(claims.quantity[at]),
        ])?;
    }
    Ok(())
}

fn claim_events<W: Write>(dossier: &Dossier, writer: &mut csv::Writer<W>) -> Result<(), csv::Error> {
    let events = &dossier.events;
    writer.write_record(["event_id", "claim_id", "date", "kind", "amount", "reason"])?;
    for at in 0..events.id.len() {
        writer.write_record([
            events.id.get(at),
            dossier.claims.id.get(events.claim[at].at()),
            &events.date[at].to_string(),
            events.kind[at].word(),
            &cell(events.amount[at]),
            events.reason.get(at),
        ])?;
    }
    Ok(())
}

fn deliveries<W: Write>(dossier: &Dossier, writer: &mut csv::Writer<W>) -> Result<(), csv::Error> {
    let Dossier { deliveries, reference, .. } = dossier;
    writer.write_record([
        "delivery_id",
        "episode_id",
        "date",
        "participant",
        "activity",
        "quantity",
        "bundle",
        "replaces",
        "reason",
    ])?;
    for at in 0..deliveries.id.len() {
        writer.write_record([
            deliveries.id.get(at),
            dossier.episode_ids.get(deliveries.episode[at].at()),
            &deliveries.date[at].to_string(),
            reference.participant_code(deliveries.participant[at]),
            reference.activity_code(deliveries.activity[at]),
            &decimals(deliveries.quantity[at]),
            &reference.bundles[deliveries.bundle[at].at()],
            deliveries.replaces[at].some().map_or("", |replaced| deliveries.id.get(replaced.at())),
            deliveries.reason.get(at),
        ])?;
    }
    Ok(())
}

fn episodes<W: Write>(dossier: &Dossier, writer: &mut csv::Writer<W>) -> Result<(), csv::Error> {
    writer.write_record(["episode_id", "start", "due", "end", "end_reason", "children", "lead_participant"])?;
    for row in &dossier.episodes {
        writer.write_record([
            dossier.episode_ids.get(row.id.at()),
            &cell(row.start),
            &cell(row.due),
            &cell(row.end),
            &row.end_reason,
            &cell(row.children),
            row.lead_participant.map_or("", |lead| dossier.reference.participant_code(lead)),
        ])?;
    }
    Ok(())
}

fn settled<W: Write>(dossier: &Dossier, writer: &mut csv::Writer<W>) -> Result<(), csv::Error> {
    let deliveries = &dossier.deliveries;
    writer.write_record(["delivery_id", "year"])?;
    for at in (0..deliveries.id.len()).filter(|at| deliveries.settled[*at] != 0) {
        writer.write_record([deliveries.id.get(at), &deliveries.settled[at].to_string()])?;
    }
    Ok(())
}

/// `balances.csv` of some balances.
pub fn balances(reference: &Reference, rows: &[Balance]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["year", "account", "participant", "amount"])?;
    for row in rows {
        let account = match row.account {
            Account::Reserve => "reserve",
            Account::CarriedForward => "carried_forward",
        };
        let participant = row.participant.map_or("", |who| reference.participant_code(who));
        writer.write_record([&row.year.to_string(), account, participant, &row.amount.to_string()])?;
    }
    written::bytes(writer)
}

/// `adjustments.csv` of some adjustments.
pub fn adjustments(reference: &Reference, rows: &[Adjustment]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["adjustment_id", "date", "kind", "amount", "insurer", "performance", "reason"])?;
    for row in rows {
        writer.write_record([
            row.id.as_str(),
            &row.date.to_string(),
            &row.kind,
            &row.amount.to_string(),
            row.insurer.map_or("", |insurer| reference.insurer_code(insurer)),
            row.performance.map_or("", |performance| reference.performance_code(performance)),
            &row.reason,
        ])?;
    }
    written::bytes(writer)
}

/// A quantity that can be read in one way only: with three decimals the point could be one between thousands.
fn decimals(quantity: Quantity) -> String {
    let text = quantity.to_string();
    let has_three = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if has_three { format!("{text}0") } else { text }
}
