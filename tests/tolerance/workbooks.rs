//! Workbooks as files: which sheet is read, what stands in place of what, and which cannot be read.

use crate::given::{Files, clean, places};
use crate::sheets::{bytes, patched, put_texts, sheet, texts};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rust_xlsxwriter::{Chart, ChartType, Workbook};
use verdeelsleutel::domain::problem::ProblemCode::*;

/// A file of the dossier as a workbook of texts.
fn as_texts(file: &str) -> Vec<u8> {
    bytes(texts(&clean(file)))
}

#[test]
fn a_workbook_of_texts_says_what_its_csv_says() {
    let tables = crate::folder::Folder::files().filter(|file| file.ends_with(".csv"));
    let files = tables.fold(Files::valid(), |files, file| files.and(&file.replace(".csv", ".xlsx"), as_texts(file)));
    files.is_clean();
}

#[test]
fn a_workbook_that_is_called_csv_is_a_workbook() {
    Files::with("claims.csv", as_texts("claims.csv")).is_clean();
}

#[test]
fn a_csv_that_is_called_xlsx_is_a_csv() {
    Files::with("claims.xlsx", clean("claims.csv")).is_clean();
}

#[test]
fn a_problem_of_a_workbook_names_the_workbook() {
    let wrong = clean("claims.csv").replace("0101,NAT", "0101,NAP");
    let told = Files::with("claims.xlsx", bytes(texts(&wrong))).told();
    let at = ("claims.xlsx".to_owned(), 4, UnknownPerformance, "performance".to_owned(), "NAP".to_owned());
    assert_eq!(places(&told.errors), [at]);
}

#[test]
fn a_table_that_is_there_as_csv_and_as_workbook_is_refused() {
    let files = Files::valid().beside("deliveries.xlsx", as_texts("deliveries.csv"));
    assert_eq!(files.sentence(), "deliveries.csv en deliveries.xlsx staan er allebei; haal er een weg.");
    // Nothing is called unknown because of it.
    files.refused(&[(0, DuplicateConflict, "", "")]);
}

#[test]
fn other_sheets_are_not_read() {
    let mut workbook = texts(&clean("scores.csv"));
    put_texts(workbook.add_worksheet(), 0, "Toelichting\nniet,lezen,2026,9\n");
    Files::with("scores.xlsx", bytes(workbook)).is_clean();
}

#[test]
fn a_sheet_that_nobody_sees_is_not_the_first() {
    for hide in [rust_xlsxwriter::Worksheet::set_hidden, rust_xlsxwriter::Worksheet::set_very_hidden] {
        let mut workbook = Workbook::new();
        let hidden = workbook.add_worksheet();
        put_texts(hidden, 0, "fund,participant,year,weight\nkwaliteit,MI01,2026,99\n");
        hide(hidden, true);
        let seen = workbook.add_worksheet();
        put_texts(seen, 0, &clean("scores.csv"));
        seen.set_active(true).set_first_tab(true);
        Files::with("scores.xlsx", bytes(workbook)).is_clean();
    }
}

#[test]
fn a_chart_that_stands_before_the_first_sheet_is_passed_over() {
    let mut workbook = Workbook::new();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("Sheet1!$D$2:$D$3");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    put_texts(workbook.add_worksheet(), 0, &clean("scores.csv"));
    Files::with("scores.xlsx", bytes(workbook)).is_clean();
}

#[test]
fn an_empty_sheet_is_an_empty_file() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    put_texts(workbook.add_worksheet(), 0, &clean("scores.csv"));
    Files::with("scores.xlsx", bytes(workbook)).refused(&[(0, EmptyFile, "", "")]);
}

#[test]
fn a_sheet_with_a_header_row_alone_has_no_rows() {
    let dossier = Files::with("scores.xlsx", bytes(texts("fund,participant,year,weight\n"))).dossier();
    assert!(dossier.scores.is_empty());
}

#[test]
fn what_is_said_of_a_csv_holds_for_the_workbook_in_its_place() {
    use verdeelsleutel::intake::convention::{Convention, DecimalMark};
    let workbook = bytes(texts("fund,participant,year,weight\nkwaliteit,MI01,2026,\"1,234\"\n"));
    Files::with("scores.xlsx", &workbook).refused(&[(2, AmbiguousNumber, "weight", "1,234")]);
    let said = Convention { decimal: Some(DecimalMark::Comma), ..Convention::default() };
    for name in ["scores", "scores.csv", "scores.xlsx"] {
        let dossier = Files::with("scores.xlsx", &workbook).stating_of(name, said).dossier();
        assert_eq!(dossier.scores[0].weight.to_string(), "1.234", "{name}");
    }
}

#[test]
fn what_is_no_workbook_inside_cannot_be_read() {
    let mut cut = as_texts("scores.csv");
    cut.truncate(cut.len() / 2);
    let mut spoiled = as_texts("scores.csv");
    let middle = spoiled.len() / 2;
    spoiled[middle - 200..middle + 200].fill(0);
    for bytes in [b"PK\x03\x04".to_vec(), b"PK\x03\x04 and then nothing of the sort".to_vec(), cut, spoiled] {
        Files::with("scores.xlsx", bytes).refused(&[(0, MissingFile, "", "")]);
    }
}

#[test]
fn no_spoiled_workbook_makes_the_reader_panic() {
    let whole = as_texts("scores.csv");
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..300 {
        let mut spoiled = whole.clone();
        for _ in 0..=dice.next_u32() % 8 {
            let at = usize::try_from(dice.next_u32()).unwrap() % spoiled.len();
            spoiled[at] = u8::try_from(dice.next_u32() % 256).unwrap();
        }
        // Taken, where the byte means nothing, or refused.
        Files::with("scores.xlsx", spoiled).told();
    }
}

#[test]
fn a_workbook_of_an_old_excel_or_with_a_password_says_so() {
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on";
    for file in ["scores.xlsx", "scores.csv"] {
        let sentence = Files::with(file, old).sentence();
        assert!(
            sentence.starts_with("Dit is een werkboek van een oude Excel of een met een wachtwoord;"),
            "{sentence}"
        );
    }
}

#[test]
fn a_workbook_that_claims_to_unpack_into_gigabytes_is_not_unpacked() {
    let workbook = patched(&as_texts("scores.csv"), "docProps/app.xml", "Microsoft Excel", "Microsoft Excel");
    // The size in the archive's directory, where the name of the part stands for the second time.
    let name = b"docProps/app.xml";
    let at = workbook.windows(name.len()).rposition(|window| window == name).unwrap();
    let claiming = |size: u32| {
        let mut bytes = workbook.clone();
        bytes[at - 22..at - 18].copy_from_slice(&size.to_le_bytes());
        Files::with("scores.xlsx", bytes)
    };
    claiming(0xffff).is_clean();
    claiming(0x7fff_fff0).refused(&[(0, MissingFile, "", "")]);
}

#[test]
fn names_and_rows_of_a_sheet_may_be_dutch() {
    let dutch = "Fund,Deelnemer,Jaar,Weight\nkwaliteit,MI01,2026,\"2,15\"\nkwaliteit,HO01,2026,\"0,123456\"\n";
    Files::with("scores.xlsx", sheet(dutch, |_| ())).is_clean();
}
