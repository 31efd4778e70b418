//! A dossier as the files that it could have been read from: the rows by the writer of the product, the small files here.

use std::collections::BTreeMap;
use std::fmt::Display;
use verdeelsleutel::domain::batch::BatchKind;
use verdeelsleutel::domain::date::{Date, Validity};
use verdeelsleutel::domain::dossier::Dossier;
use verdeelsleutel::domain::reference::{Reference, Unit};
use verdeelsleutel::intake::convention::{Convention, Conventions, DecimalMark};
use verdeelsleutel::intake::dossier::read_as;
use verdeelsleutel::intake::source::Source;
use verdeelsleutel::report::files;

/// Writes every file, and reads them as `compute` reads a folder.
#[track_caller]
pub fn written_and_read(dossier: &Dossier) -> Dossier {
    let files = written(dossier);
    let general = Convention { decimal: Some(DecimalMark::Point), ..Convention::default() };
    let conventions = Conventions { general, ..Conventions::default() };
    match read_as(Source::Memory(&files), &conventions) {
        Ok((dossier, _)) => dossier,
        Err(problems) => panic!("{:#?}", problems.errors.iter().take(5).collect::<Vec<_>>()),
    }
}

fn written(dossier: &Dossier) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for kind in BatchKind::ALL {
        let mut bytes = Vec::new();
        files::write(dossier, kind, &mut bytes).unwrap();
        all.insert(kind.file(), bytes);
    }
    let reference = &dossier.reference;
    all.insert("balances.csv".to_owned(), files::balances(reference, &dossier.balances).unwrap());
    all.insert("adjustments.csv".to_owned(), files::adjustments(reference, &dossier.adjustments).unwrap());
    for (name, text) in parties(reference).into_iter().chain(prices(reference)).chain(ledgers(dossier)) {
        all.insert(name.to_owned(), text.into_bytes());
    }
    all
}

fn table<const N: usize>(header: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).unwrap();
    rows.into_iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn text(value: &impl Display) -> String {
    value.to_string()
}

fn or_empty<T: Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// An open end is an empty cell.
fn ends(validity: Validity) -> [String; 2] {
    let end = |day: Date| if day == Date::MIN || day == Date::MAX { String::new() } else { day.to_string() };
    [end(validity.from), end(validity.to)]
}

fn parties(reference: &Reference) -> Vec<(&'static str, String)> {
    let of = &reference.organisation;
    let mut organisation = format!("code = {:?}\nname = {:?}\n", of.code, of.name);
    for row in &reference.disciplines {
        organisation.push_str(&format!("[[discipline]]\ncode = {:?}\nname = {:?}\n", row.code, row.name));
    }
    let participants = reference.participants.iter().map(|row| {
        let [from, to] = ends(row.active);
        let into = row.merger.map(|merger| reference.participant_code(merger.into));
        [
            row.code.clone(),
            row.name.clone(),
            reference.discipline_code(row.discipline).to_owned(),
            row.agb.clone(),
            or_empty(row.payee.map(|payee| reference.payee_code(payee))),
            from,
            to,
            or_empty(into),
            or_empty(row.merger.map(|merger| merger.on)),
        ]
    });
    let header =
        ["participant", "name", "discipline", "agb", "payee", "active_from", "active_to", "merged_into", "merged_on"];
    let participants = table(header, participants);
    let payees = reference.payees.iter().map(|row| [&row.code, &row.name, &row.iban, &row.agb].map(String::clone));
    let insurers = reference.insurers.iter().map(|row| {
        let kind = if row.self_pay { "self_pay" } else { "insurer" };
        [row.code.clone(), row.name.clone(), row.concern.clone(), kind.to_owned()]
    });
    let performances = reference.performances.iter().map(|row| {
        let unit = if row.unit == Unit::Case { "case" } else { "hour" };
        let by = if row.claimed_by_participant { "participant" } else { "igo" };
        let bundle = reference.bundles[row.bundle.at()].clone();
        [row.code.clone(), row.name.clone(), bundle, unit.to_owned(), by.to_owned()]
    });
    let activities = reference.activities.iter().map(|row| {
        let disciplines: Vec<&str> = row.disciplines.iter().map(|at| reference.discipline_code(*at)).collect();
        let bundle = reference.bundles[row.bundle.at()].clone();
        let (cost, hours) = (or_empty(row.variable_cost), or_empty(row.hours));
        [row.code.clone(), row.name.clone(), disciplines.join("|"), bundle, cost, hours]
    });
    vec![
        ("organisation.toml", organisation),
        ("participants.csv", participants),
        ("payees.csv", table(["payee", "name", "iban", "agb"], payees)),
        ("insurers.csv", table(["insurer", "name", "concern", "kind"], insurers)),
        ("performances.csv", table(["performance", "name", "bundle", "unit", "claimed_by"], performances)),
        ("activities.csv", table(["activity", "name", "discipline", "bundle", "variable_cost", "hours"], activities)),
    ]
}

fn prices(reference: &Reference) -> Vec<(&'static str, String)> {
    let integral = reference.integral_tariffs.iter().map(|row| {
        let [from, to] = ends(row.validity);
        let status = if row.provisional { "provisional" } else { "agreed" };
        [
            row.insurer.clone(),
            reference.performance_code(row.performance).to_owned(),
            reference.severities[row.severity.at()].clone(),
            from,
            to,
            text(&row.tariff),
            status.to_owned(),
            row.source.clone(),
        ]
    });
    let shadow = reference.shadow_tariffs.iter().map(|row| {
        let [from, to] = ends(row.validity);
        let who = or_empty(row.participant.map(|who| reference.participant_code(who)));
        [reference.activity_code(row.activity).to_owned(), who, from, to, text(&row.tariff), row.source.clone()]
    });
    let contracts = reference.contracts.iter().map(|row| {
        let performance = or_empty(row.performance.map(|of| reference.performance_code(of)));
        [row.insurer.clone(), text(&row.year), performance, or_empty(row.ceiling), or_empty(row.support_limit)]
    });
    let header = ["insurer", "performance", "severity", "valid_from", "valid_to", "tariff", "status", "source"];
    vec![
        ("integral_tariffs.csv", table(header, integral)),
        (
            "shadow_tariffs.csv",
            table(["activity", "participant", "valid_from", "valid_to", "tariff", "source"], shadow),
        ),
        ("contracts.csv", table(["insurer", "year", "performance", "ceiling", "support_limit"], contracts)),
    ]
}

fn ledgers(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let code = |who| dossier.reference.participant_code(who).to_owned();
    let reference =
        dossier.reference_income.iter().map(|row| [code(row.participant), text(&row.amount), or_empty(row.episodes)]);
    let other = dossier
        .other_income
        .iter()
        .map(|row| [code(row.participant), text(&row.year), text(&row.amount), row.kind.clone()]);
    let scores =
        dossier.scores.iter().map(|row| [row.fund.clone(), code(row.participant), text(&row.year), text(&row.weight)]);
    let advances =
        dossier.advances.iter().map(|row| [code(row.participant), text(&row.date), text(&row.year), text(&row.amount)]);
    vec![
        ("reference.csv", table(["participant", "amount", "episodes"], reference)),
        ("other_income.csv", table(["participant", "year", "amount", "kind"], other)),
        ("scores.csv", table(["fund", "participant", "year", "weight"], scores)),
        ("advances.csv", table(["participant", "date", "year", "amount"], advances)),
    ]
}
