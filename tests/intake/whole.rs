//! A whole dossier: all of it read, or all that is wrong with it told.

use crate::folder::{Folder, places};
use std::collections::BTreeSet;
use verdeelsleutel::domain::date::Date;
use verdeelsleutel::domain::dossier::{Account, EventKind};
use verdeelsleutel::domain::money::Cents;
use verdeelsleutel::domain::problem::ProblemCode::*;
use verdeelsleutel::domain::reference::Unit;

#[test]
fn a_dossier_without_problems_is_read_whole() {
    let (dossier, warnings) = Folder::valid().read().unwrap();
    assert_eq!(warnings, []);
    let reference = &dossier.reference;
    assert_eq!((reference.organisation.code.as_str(), reference.organisation.currency.as_str()), ("igo", "EUR"));
    assert_eq!((reference.participants.len(), reference.payees.len(), reference.insurers.len()), (4, 2, 3));
    assert_eq!((reference.performances.len(), reference.activities.len()), (4, 3));
    assert_eq!((reference.integral_tariffs.len(), reference.shadow_tariffs.len()), (3, 4));
    assert_eq!((dossier.claims.id.len(), dossier.events.id.len(), dossier.deliveries.id.len()), (3, 3, 4));
    assert_eq!((dossier.episodes.len(), dossier.episode_ids.len(), dossier.adjustments.len()), (2, 4, 2));
}

#[test]
fn reference_data_says_what_the_files_say() {
    let reference = Folder::valid().dossier().reference;
    let merged = &reference.participants[0];
    let merger = merged.merger.unwrap();
    assert_eq!((reference.participant_code(merger.into), Some(merger.on)), ("MI01", Date::parse("2027-01-01")));
    assert_eq!(merged.payee.map(|payee| reference.payee_code(payee)), Some("08000001"));
    assert_eq!(reference.discipline_code(merged.discipline), "midwifery");
    assert!(reference.insurers[2].self_pay && !reference.insurers[0].self_pay);
    let unit = |code: &str| reference.performances[reference.find_performance(code).unwrap().at()].unit;
    assert_eq!((unit("PRE"), unit("KRAAM")), (Unit::Case, Unit::Hour));
    let ctg = &reference.activities[reference.find_activity("CTG").unwrap().at()];
    assert_eq!((ctg.disciplines.len(), ctg.hours.unwrap().to_string()), (2, "0.25".to_owned()));
    let provisional: Vec<bool> = reference.integral_tariffs.iter().map(|tariff| tariff.provisional).collect();
    assert_eq!(provisional, [false, true, false]);
    assert_eq!(reference.integral_tariffs[1].tariff.to_string(), "1010.5");
    assert_eq!(reference.integral_tariffs[1].validity.to, Date::MAX);
    assert_eq!(reference.contracts[1].insurer, "COOPVGZ");
    assert_eq!(reference.contracts[0].support_limit, Some(Cents(500_000)));
}

#[test]
fn the_large_files_say_what_the_files_say() {
    let dossier = Folder::valid().dossier();
    assert_eq!(dossier.claims.quantity[1].to_string(), "1.5");
    assert_eq!(dossier.reference.severities[dossier.claims.severity[1].at()], "Z");
    assert_eq!(dossier.events.kind, [EventKind::Accepted, EventKind::Paid, EventKind::Paid]);
    assert_eq!(dossier.events.amount, [None, Some(Cents(100_000)), Some(Cents(-1_000))]);
    let deliveries = &dossier.deliveries;
    let bundles: Vec<&str> = deliveries.bundle.iter().map(|at| dossier.reference.bundles[at.at()].as_str()).collect();
    assert_eq!(bundles, ["prenatal", "natal", "prenatal", "prenatal"]);
    let replaced: Vec<Option<&str>> =
        deliveries.replaces.iter().map(|at| at.some().map(|at| deliveries.id.get(at.at()))).collect();
    assert_eq!(replaced, [None, None, Some("D1"), None]);
    assert_eq!(deliveries.settled, [0, 2025, 0, 0]);
    assert_eq!(dossier.episode_ids.get(deliveries.episode[2].at()), "T1");
    let balances: Vec<_> = dossier.balances.iter().map(|balance| (balance.account, balance.amount)).collect();
    assert_eq!(balances, [(Account::Reserve, Cents(101_240)), (Account::CarriedForward, Cents(-18_293))]);
}

#[test]
fn problems_in_every_file_are_told_at_once() {
    let mut folder = Folder::valid();
    for file in Folder::files().filter(|file| file.ends_with(".csv")) {
        folder = folder.add(file, "x");
    }
    let folder = folder.replace("organisation.toml", "code = \"igo\"", "kode = \"igo\"");
    let errors = folder.errors();
    let told: BTreeSet<&str> = errors.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!(told, Folder::files().collect());
    let short = errors.iter().filter(|problem| problem.code == RowTooShort).count();
    assert_eq!(short, Folder::files().count() - 1);
}

#[test]
fn problems_of_a_file_are_told_in_the_order_of_its_lines() {
    let folder = Folder::valid()
        .replace("deliveries.csv", "prenatal,D1", "prenatal,D9")
        .replace("deliveries.csv", "HO01", "HO09")
        .replace("deliveries.csv", "1.2345", "veel");
    let lines: Vec<u64> = folder.errors().iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [3, 4, 5]);
}

#[test]
fn warnings_of_a_refused_dossier_are_told_too() {
    let folder = Folder::valid().replace("claims.csv", "03-09,0101", "03-09,101").replace("scores.csv", "2.15", "x");
    let problems = folder.read().unwrap_err();
    assert_eq!((problems.errors.len(), problems.warnings.len()), (1, 1));
}

#[test]
fn an_organisation_has_a_code_a_name_and_disciplines() {
    let errors = Folder::valid().write("organisation.toml", "").errors();
    let missing = |column| (MissingValue, "organisation.toml", 1, column, "");
    assert_eq!(places(&errors), [missing("code"), missing("name"), missing("discipline")]);
}

#[test]
fn the_organisation_is_told_by_line_and_path() {
    let file = "organisation.toml";
    let valid = Folder::valid;
    valid().replace(file, "name = \"Ziekenhuis\"\n", "").refused(MissingValue, file, 8, "discipline[2].name", "");
    valid().replace(file, "\"Ziekenhuis\"", "1").refused(InvalidToml, file, 10, "discipline[2].name", "");
    valid().replace(file, "\n\n[[discipline]]\ncode = \"m", "\nkleur = 1\n\n[[discipline]]\ncode = \"m").refused(
        UnknownColumn,
        file,
        3,
        "kleur",
        "kleur",
    );
    valid().replace(file, "\"igo\"", "\"igo\"\ncurrency = \"USD\"").refused(InvalidChoice, file, 2, "currency", "USD");
    valid().replace(file, "\"igo\"", "\"i\\tgo\"").refused(InvalidId, file, 1, "code", "i\tgo");
}

#[test]
fn a_file_that_is_no_toml_is_told_at_its_line() {
    let errors = Folder::valid().replace("organisation.toml", "code = \"midwifery\"", "code = midwifery").errors();
    assert_eq!((errors[0].code, errors[0].line), (InvalidToml, 5));
}

#[test]
fn thousands_of_claims_keep_their_own_events_and_episodes() {
    let claims: String = (0..5000).map(|n| format!("K{n},E{},2026-03-01,3311,PRE,,1\n", n / 3)).collect();
    let events: String = (0..5000).rev().map(|n| format!("V{n},K{n},2026-04-01,accepted,,\n")).collect();
    let folder = Folder::valid().add("claims.csv", claims.trim_end()).add("claim_events.csv", events.trim_end());
    let dossier = folder.dossier();
    assert_eq!(dossier.claims.id.len(), 5003);
    for (event, claim) in dossier.events.id.iter().zip(&dossier.events.claim).skip(3) {
        assert_eq!(event[1..], dossier.claims.id.get(claim.at())[1..]);
    }
    for (claim, episode) in dossier.claims.id.iter().zip(&dossier.claims.episode).skip(3) {
        let number: u32 = claim[1..].parse().unwrap();
        assert_eq!(dossier.episode_ids.get(episode.at()), format!("E{}", number / 3));
    }
}

#[test]
fn a_file_with_the_content_of_another_is_refused_and_stops_nothing() {
    for file in Folder::files() {
        for other in Folder::files().filter(|other| *other != file) {
            let folder = Folder::valid();
            let text = folder.text(other);
            let errors = folder.write(file, text).errors();
            assert!(errors.iter().any(|problem| problem.file == file), "{other} as {file}");
        }
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_stops_nothing() {
    for file in Folder::files() {
        let text = Folder::valid().text(file).into_bytes();
        for end in (0..text.len()).step_by(7) {
            let folder = Folder::valid().write(file, &text[..end]);
            let problems = folder.read().err().unwrap_or_default();
            assert!(problems.errors.iter().all(|problem| !problem.message_nl.is_empty()));
        }
    }
}

#[test]
fn a_bundle_of_the_organisation_itself_is_known_but_told_when_the_igo_claims_in_it() {
    let folder = Folder::valid();
    let text = folder.text("performances.csv").replace("NAT,Nataal,natal", "NAT,Nataal,bevalling");
    let folder = folder.write("performances.csv", text);
    let (dossier, warnings) = verdeelsleutel::intake::dossier::read(&folder.path).unwrap();
    assert!(dossier.reference.find_bundle("bevalling").is_some());
    assert_eq!(warnings.len(), 1);
    let warning = &warnings[0];
    assert_eq!((warning.code.as_str(), warning.line, warning.column.as_str()), ("unknown_bundle", 3, "bundle"));
    assert_eq!(warning.value, "bevalling");
}

#[test]
fn a_csv_file_that_no_dossier_has_is_told() {
    let folder = Folder::valid().write("contract.csv", "insurer,year\n");
    let (_, warnings) = verdeelsleutel::intake::dossier::read(&folder.path).unwrap();
    assert_eq!(warnings.len(), 1);
    assert_eq!((warnings[0].code.as_str(), warnings[0].file.as_str()), ("unknown_file", "contract.csv"));
}
