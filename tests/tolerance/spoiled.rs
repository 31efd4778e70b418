//! What Excel leaves in a cell of a CSV in place of what was meant.

use crate::given::{Files, clean};
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn an_error_of_excel_is_told_in_every_column_and_is_nowhere_an_id_or_a_name() {
    for error in ["#N/B", "#WAARDE!", "#VERW!", "#DEEL/0!", "#NAAM?", "#GETAL!", "#LEEG!", "#N/A", "#REF!", "########"]
    {
        let text = format!("{}{error},{error},{error},{error},{error},{error},{error}\n", clean("claims.csv"));
        let told = |column| (5, MissingValue, column, error);
        Files::with("claims.csv", text).refused(&[
            told("claim_id"),
            told("episode_id"),
            told("date"),
            told("insurer"),
            told("performance"),
            told("severity"),
            told("quantity"),
        ]);
        let text = clean("adjustments.csv").replace("toeslag", error);
        Files::with("adjustments.csv", text).refused(&[(2, MissingValue, "kind", error)]);
    }
    let files = Files::with("claims.csv", clean("claims.csv").replace("T1,", "#N/B,"));
    assert_eq!(files.sentence(), "'#N/B' is een foutmelding van Excel; in deze cel moet een waarde staan of niets.");
}

#[test]
fn a_sign_in_front_is_no_error() {
    for id in ["#", "#1", "#N", "#12!", "N/B", "#n/b", "# N/B"] {
        let text = clean("claims.csv").replace("C3", id).replace("T1", id);
        assert_eq!(Files::with("claims.csv", text).dossier().claims.id.get(2), id);
    }
}

#[test]
fn a_long_number_that_excel_has_rounded_is_no_id() {
    for id in ["1,23457E+11", "1.23457E+15", "1E+12", "2,5E+100"] {
        let quoted = format!("\"{id}\"");
        let text = clean("claims.csv").replace("C3", &quoted).replace("T1", &quoted);
        Files::with("claims.csv", text).refused(&[(2, InvalidId, "episode_id", id), (4, InvalidId, "claim_id", id)]);
        let text = clean("deliveries.csv").replace("D4", &quoted).replace("prenatal,D1", &format!("prenatal,{quoted}"));
        let told = Files::with("deliveries.csv", text).told().errors;
        assert_eq!(told.iter().map(|e| (e.line, e.code)).collect::<Vec<_>>(), [(4, InvalidId), (5, InvalidId)]);
    }
    let files = Files::with("claims.csv", clean("claims.csv").replace("C3", "\"1,23457E+11\""));
    assert_eq!(
        files.sentence(),
        "'1,23457E+11' is een lang nummer dat Excel heeft afgerond; maak de kolom op als tekst en haal het bestand opnieuw op."
    );
}

#[test]
fn an_id_that_looks_a_little_like_one_is_an_id() {
    for id in [
        "E+11",
        "1,2E11",
        "12E+11",
        "1,E+11",
        "1E+",
        "1E+1x",
        "A1,5E+11",
        "1.2.3E+11",
        "1+1",
        "E-1,23E-11",
        "123456789012",
    ] {
        let text = clean("claims.csv").replace("C3", &format!("\"{id}\""));
        assert_eq!(Files::with("claims.csv", text).dossier().claims.id.get(2), id);
    }
}

#[test]
fn an_id_that_excel_made_a_day_of_is_at_least_unknown_where_it_is_referred_to() {
    let text = clean("claims.csv").replace("C3", "3-mrt");
    let events = clean("claim_events.csv").replace("E3,C1", "E3,3-3");
    Files::with("claims.csv", text).and("claim_events.csv", events).refused(&[(4, UnknownClaim, "claim_id", "3-3")]);
}

#[test]
fn tables_that_are_no_csv_and_no_xlsx_are_named() {
    for file in [
        "contracts.xls",
        "Contracts.XLSM",
        "contracts.xlsb",
        "contracts.ods",
        "contracts.txt",
        "contracts.tsv",
        "contracts (1).csv",
    ] {
        let told = Files::valid().beside(file, "insurer,year\n").told();
        let named: Vec<_> = told.warnings.iter().map(|warning| (warning.code, warning.file.as_str())).collect();
        assert_eq!((told.errors.len(), named), (0, vec![(UnknownFile, file)]));
    }
    for file in ["README.txt", "notities.docx", "~$contracts.xlsx", ".~lock.contracts.ods#", "contracts.csv.bak"] {
        assert_eq!(Files::valid().beside(file, "insurer,year\n").told().warnings.len(), 0, "{file}");
    }
}
