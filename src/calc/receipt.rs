//! What a result rests on: engine, model and inputs by hash, so that anyone can compute it again (spec 2.10).

use crate::domain::dossier::{Account, Dossier};
use crate::domain::reference::Unit;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::fmt::{Display, Write};

/// Version of the calculation; the same inputs, model and engine give the same bytes.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Lowercase hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 over every row of a dossier, whatever the order of the rows or the form of their cells: each row is hashed in
/// its plainest form, and the sorted hashes of the rows are hashed together.
pub fn input_sha256(dossier: &Dossier) -> String {
    let mut rows = Rows::default();
    reference_rows(dossier, &mut rows);
    claim_rows(dossier, &mut rows);
    delivery_rows(dossier, &mut rows);
    ledger_rows(dossier, &mut rows);
    rows.finish()
}

#[derive(Default)]
struct Rows {
    hashes: Vec<[u8; 32]>,
    line: String,
}

impl Rows {
    /// One row.
    fn add(&mut self, kind: &str, cells: &[&dyn Display]) {
        self.hashes.push(row_hash(&mut self.line, kind, cells));
    }

    /// The rows of a large file, on all threads: `row` hands the cells of a position to what it is given.
    fn add_all(&mut self, kind: &str, count: usize, row: impl Fn(usize, &mut dyn FnMut(&[&dyn Display])) + Sync) {
        let hash = |line: &mut String, at: usize| {
            let mut hash = [0; 32];
            row(at, &mut |cells| hash = row_hash(line, kind, cells));
            hash
        };
        self.hashes.par_extend((0..count).into_par_iter().map_init(String::new, hash));
    }

    fn finish(mut self) -> String {
        self.hashes.par_sort_unstable();
        let mut all = Sha256::new();
        self.hashes.iter().for_each(|hash| all.update(hash));
        hex(&all.finalize())
    }
}

/// SHA-256 of the kind of file and the cells, each ended by the unit separator, which no id may contain. The room of the
/// line is used again.
fn row_hash(line: &mut String, kind: &str, cells: &[&dyn Display]) -> [u8; 32] {
    line.clear();
    line.push_str(kind);
    for cell in cells {
        // Writing to a String cannot fail.
        let _ = write!(line, "\u{1f}{cell}");
    }
    Sha256::digest(line.as_bytes()).into()
}

/// An absent value is an empty cell.
fn or_empty<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn reference_rows(dossier: &Dossier, rows: &mut Rows) {
    let reference = &dossier.reference;
    let organisation = &reference.organisation;
    rows.add("organisation", &[&organisation.code, &organisation.name, &organisation.currency]);
    for row in &reference.disciplines {
        rows.add("discipline", &[&row.code, &row.name]);
    }
    for row in &reference.participants {
        let payee = or_empty(row.payee.map(|payee| reference.payee_code(payee)));
        let into = or_empty(row.merger.map(|merger| reference.participant_code(merger.into)));
        let on = or_empty(row.merger.map(|merger| merger.on));
        let discipline = reference.discipline_code(row.discipline);
        rows.add("participants", &[&row.code, &row.name, &discipline, &row.agb, &payee, &row.active, &into, &on]);
    }
    for row in &reference.payees {
        rows.add("payees", &[&row.code, &row.name, &row.iban, &row.agb]);
    }
    for row in &reference.insurers {
        rows.add("insurers", &[&row.code, &row.name, &row.concern, &row.self_pay]);
    }
    for row in &reference.performances {
        let unit = if row.unit == Unit::Hour { "hour" } else { "case" };
        rows.add(
            "performances",
            &[&row.code, &row.name, &reference.bundles[row.bundle.at()], &unit, &row.claimed_by_participant],
        );
    }
    for row in &reference.activities {
        let disciplines: Vec<&str> = row.disciplines.iter().map(|at| reference.discipline_code(*at)).collect();
        let (cost, hours) = (or_empty(row.variable_cost), or_empty(row.hours));
        rows.add(
            "activities",
            &[&row.code, &row.name, &disciplines.join("|"), &reference.bundles[row.bundle.at()], &cost, &hours],
        );
    }
    for row in &reference.integral_tariffs {
        let performance = reference.performance_code(row.performance);
        let severity = &reference.severities[row.severity.at()];
        rows.add(
            "integral_tariffs",
            &[&row.insurer, &performance, severity, &row.validity, &row.tariff, &row.provisional, &row.source],
        );
    }
    for row in &reference.shadow_tariffs {
        let activity = reference.activity_code(row.activity);
        let participant = or_empty(row.participant.map(|who| reference.participant_code(who)));
        rows.add("shadow_tariffs", &[&activity, &participant, &row.validity, &row.tariff, &row.source]);
    }
    for row in &reference.contracts {
        let performance = or_empty(row.performance.map(|performance| reference.performance_code(performance)));
        let (ceiling, support) = (or_empty(row.ceiling), or_empty(row.support_limit));
        rows.add("contracts", &[&row.insurer, &row.year, &performance, &ceiling, &support]);
    }
}

fn claim_rows(dossier: &Dossier, rows: &mut Rows) {
    let (reference, claims, events) = (&dossier.reference, &dossier.claims, &dossier.events);
    rows.add_all("claims", claims.id.len(), |at, add| {
        let (id, episode) = (claims.id.get(at), dossier.episode_ids.get(claims.episode[at].at()));
        let (insurer, performance) =
            (reference.insurer_code(claims.insurer[at]), reference.performance_code(claims.performance[at]));
        let severity = &reference.severities[claims.severity[at].at()];
        add(&[&id, &episode, &claims.date[at], &insurer, &performance, severity, &claims.quantity[at]]);
    });
    rows.add_all("claim_events", events.id.len(), |at, add| {
        let kind = events.kind[at].word();
        let (id, claim, reason) = (events.id.get(at), claims.id.get(events.claim[at].at()), events.reason.get(at));
        add(&[&id, &claim, &events.date[at], &kind, &or_empty(events.amount[at]), &reason]);
    });
}

fn delivery_rows(dossier: &Dossier, rows: &mut Rows) {
    let (reference, deliveries) = (&dossier.reference, &dossier.deliveries);
    rows.add_all("deliveries", deliveries.id.len(), |at, add| {
        let (id, episode) = (deliveries.id.get(at), dossier.episode_ids.get(deliveries.episode[at].at()));
        let participant = reference.participant_code(deliveries.participant[at]);
        let activity = reference.activity_code(deliveries.activity[at]);
        let bundle = &reference.bundles[deliveries.bundle[at].at()];
        let replaces = or_empty(deliveries.replaces[at].some().map(|replaced| deliveries.id.get(replaced.at())));
        let (date, quantity) = (deliveries.date[at], deliveries.quantity[at]);
        add(&[&id, &episode, &date, &participant, &activity, &quantity, bundle, &replaces, &deliveries.reason.get(at)]);
    });
    for at in (0..deliveries.id.len()).filter(|at| deliveries.settled[*at] != 0) {
        rows.add("settled", &[&deliveries.id.get(at), &deliveries.settled[at]]);
    }
}

fn ledger_rows(dossier: &Dossier, rows: &mut Rows) {
    let reference = &dossier.reference;
    let participant = |who| reference.participant_code(who);
    for row in &dossier.episodes {
        let lead = or_empty(row.lead_participant.map(participant));
        let id = dossier.episode_ids.get(row.id.at());
        let (start, due, end) = (or_empty(row.start), or_empty(row.due), or_empty(row.end));
        rows.add("episodes", &[&id, &start, &due, &end, &row.end_reason, &or_empty(row.children), &lead]);
    }
    for row in &dossier.adjustments {
        let insurer = or_empty(row.insurer.map(|insurer| reference.insurer_code(insurer)));
        let performance = or_empty(row.performance.map(|performance| reference.performance_code(performance)));
        rows.add("adjustments", &[&row.id, &row.date, &row.kind, &row.amount, &insurer, &performance, &row.reason]);
    }
    for row in &dossier.reference_income {
        rows.add("reference", &[&participant(row.participant), &row.amount, &or_empty(row.episodes)]);
    }
    for row in &dossier.other_income {
        rows.add("other_income", &[&participant(row.participant), &row.year, &row.amount, &row.kind]);
    }
    for row in &dossier.scores {
        rows.add("scores", &[&row.fund, &participant(row.participant), &row.year, &row.weight]);
    }
    for row in &dossier.balances {
        let account = if row.account == Account::Reserve { "reserve" } else { "carried_forward" };
        rows.add("balances", &[&row.year, &account, &or_empty(row.participant.map(participant)), &row.amount]);
    }
    for row in &dossier.advances {
        rows.add("advances", &[&participant(row.participant), &row.date, &row.year, &row.amount]);
    }
}
