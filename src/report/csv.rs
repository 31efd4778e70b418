//! A result as CSV: a line per participant with the columns of spec 2.10.

use crate::calc::outcome::Outcome;
use crate::domain::dossier::Dossier;
use crate::report::written;

/// UTF-8, comma, decimal point, a header; amounts in euro.
pub fn participants_csv(dossier: &Dossier, outcome: &Outcome) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "participant",
        "name",
        "discipline",
        "allocated",
        "shift_credit",
        "shift_charge",
        "shift_balance",
        "cap_excess",
        "cap_back",
        "levy",
        "top_up",
        "repaid",
        "funds",
        "reserve_levy",
        "entitlement",
        "mono_baseline",
        "guarantee_baseline",
        "floor",
        "carried_forward",
        "advances",
        "due",
    ])?;
    for (who, discipline, row) in &outcome.participants {
        let participant = &dossier.reference.participants[who.at()];
        let names: [&str; 3] = [&participant.code, &participant.name, dossier.reference.discipline_code(*discipline)];
        let amounts = [
            row.allocated,
            row.shift_credit,
            row.shift_charge,
            row.shift_balance,
            row.cap_excess,
            row.cap_back,
            row.levy,
            row.top_up,
            row.repaid,
            row.funds,
            row.reserve_levy,
            row.entitlement,
            row.mono_baseline,
            row.guarantee_baseline,
            row.floor,
            row.carried_forward,
            row.advances,
            row.due,
        ];
        let cells = names.iter().map(|name| (*name).to_owned()).chain(amounts.iter().map(ToString::to_string));
        writer.write_record(cells)?;
    }
    written::text(writer)
}
