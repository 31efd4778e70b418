//! Files as a whole: encodings, separators, lines and header rows.

use crate::folder::Folder;
use verdeelsleutel::domain::problem::ProblemCode::*;

#[test]
fn a_file_that_every_dossier_has_must_be_there() {
    for file in ["participants.csv", "insurers.csv", "performances.csv", "activities.csv", "integral_tariffs.csv"] {
        Folder::valid().without(file).refused(MissingFile, file, 0, "", "");
    }
    for file in ["organisation.toml", "shadow_tariffs.csv", "deliveries.csv"] {
        Folder::valid().without("settled.csv").without(file).refused(MissingFile, file, 0, "", "");
    }
    Folder::valid().without("claims.csv").refused(MissingFile, "claims.csv", 0, "", "");
}

#[test]
fn the_other_files_may_be_absent() {
    let optional = ["contracts.csv", "claim_events.csv", "settled.csv", "episodes.csv", "adjustments.csv"];
    let folder = optional.into_iter().fold(Folder::valid(), Folder::without);
    let small = ["reference.csv", "other_income.csv", "scores.csv", "balances.csv", "advances.csv"];
    assert!(small.into_iter().fold(folder, Folder::without).read().is_ok());
}

#[test]
fn a_folder_where_a_file_should_be_is_a_file_that_cannot_be_read() {
    let folder = Folder::valid().without("scores.csv");
    std::fs::create_dir(folder.path.join("scores.csv")).unwrap();
    folder.refused(MissingFile, "scores.csv", 0, "", "");
}

#[test]
fn a_file_without_a_header_row_is_empty() {
    for text in ["", "\u{feff}", "\n\r\n"] {
        Folder::valid().write("scores.csv", text).refused(EmptyFile, "scores.csv", 0, "", "");
    }
}

#[test]
fn a_header_row_alone_is_a_file_without_rows() {
    let dossier = Folder::valid().write("scores.csv", "fund,participant,year,weight").dossier();
    assert!(dossier.scores.is_empty());
}

#[test]
fn bytes_that_are_no_text_are_refused_at_their_line() {
    let text = b"fund,participant,year,weight\nkwaliteit,MI01,2026,1\nkwali\x81teit,HO01,2026,1\n";
    Folder::valid().write("scores.csv", text).refused(NotUtf8Or1252, "scores.csv", 3, "", "");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_column() {
    let folder = Folder::valid();
    let text = format!("\u{feff}{}", folder.text("claims.csv"));
    assert_eq!(folder.write("claims.csv", text).dossier().claims.id.len(), 3);
}

#[test]
fn several_byte_order_marks_are_as_good_as_one() {
    let folder = Folder::valid();
    let text = format!("\u{feff}\u{feff}{}", folder.text("claims.csv"));
    assert_eq!(folder.write("claims.csv", text).dossier().claims.id.len(), 3);
}

#[test]
fn a_byte_order_mark_further_on_belongs_to_its_cell_wherever_a_large_file_is_cut() {
    let rows: String = (0..100_000).map(|n| format!("\u{feff}K{n},T1,2026-03-01,3311,PRE,,1\n")).collect();
    let text = format!("claim_id,episode_id,date,insurer,performance,severity,quantity\n{rows}");
    let folder = Folder::valid().without("claim_events.csv").write("claims.csv", text);
    assert!(folder.dossier().claims.id.iter().all(|id| id.starts_with('\u{feff}')));
}

#[test]
fn a_required_column_that_is_absent_is_named() {
    let text = "fund,participant,weight\nkwaliteit,MI01,1\n";
    Folder::valid().write("scores.csv", text).refused(MissingColumn, "scores.csv", 1, "year", "");
}

#[test]
fn an_unknown_column_is_refused_by_name() {
    let text = "fund,participant,year,weight,kleur\nkwaliteit,MI01,2026,1,rood\n";
    Folder::valid().write("scores.csv", text).refused(UnknownColumn, "scores.csv", 1, "kleur", "kleur");
}

#[test]
fn a_column_that_is_there_twice_is_refused() {
    let text = "fund,participant,year,weight,year\nkwaliteit,MI01,2026,1,2027\n";
    Folder::valid().write("scores.csv", text).refused(DuplicateConflict, "scores.csv", 1, "year", "year");
}

#[test]
fn the_rows_under_a_wrong_header_are_checked_all_the_same() {
    let text = "fund,participant,weight,kleur\nkwaliteit,MI01,veel,rood\n";
    let errors = Folder::valid().write("scores.csv", text).errors();
    let codes: Vec<_> = errors.iter().map(|problem| (problem.line, problem.code)).collect();
    assert_eq!(codes, [(1, UnknownColumn), (1, MissingColumn), (2, InvalidNumber)]);
}

#[test]
fn a_row_with_more_cells_than_the_header_is_too_long() {
    Folder::valid().add("scores.csv", "kwaliteit,MI02,2026,1,5").refused(RowTooLong, "scores.csv", 4, "", "");
}

#[test]
fn a_row_with_fewer_cells_than_the_header_is_too_short() {
    Folder::valid().add("scores.csv", "kwaliteit,MI02,2026").refused(RowTooShort, "scores.csv", 4, "", "");
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_a_large_file_in_silence() {
    let rows: String = (0..10_000).map(|n| format!("fonds{n},MI02,2026,1\n")).collect();
    let folder = Folder::valid().add("scores.csv", &format!("\"kwaliteit,MI02,2026,1\n{rows}"));
    folder.refused(RowTooLong, "scores.csv", 4, "", "");
}

#[test]
fn lines_are_counted_as_in_the_file_also_with_windows_line_ends_and_blank_lines() {
    let text = "fund,participant,year,weight\r\n\r\nkwaliteit,MI01,2026,1\r\n\r\n\r\nkwaliteit,XX,2026,1\r\n";
    Folder::valid().write("scores.csv", text).refused(UnknownParticipant, "scores.csv", 6, "participant", "XX");
}

#[test]
fn a_quoted_line_end_counts_and_the_row_is_told_at_its_first_line() {
    let rows = "E8,C1,2026-06-02,paid,1.00,\"eerste\nen \"\"tweede\"\" regel\"\nE9,C1,2026-06-02,paid,x,\"nog\neen\"";
    let folder = Folder::valid().add("claim_events.csv", rows);
    folder.refused(InvalidNumber, "claim_events.csv", 7, "amount", "x");
    let events = folder.replace("claim_events.csv", ",x,", ",1,").dossier().events;
    assert_eq!(events.reason.get(3), "eerste\nen \"tweede\" regel");
}

#[test]
fn more_than_a_thousand_errors_of_a_file_are_counted() {
    let rows: Vec<String> = (0..1500).map(|n| format!("fonds{n},XX,2026,1")).collect();
    let problems = Folder::valid().add("scores.csv", &rows.join("\n")).read().unwrap_err();
    assert_eq!((problems.errors.len(), problems.not_shown), (1000, 500));
}

#[test]
fn more_than_a_thousand_warnings_of_a_file_end_in_their_number() {
    let row = "kwaliteit,MI01,2026,2.15\n".repeat(1200);
    let warnings = Folder::valid().add("scores.csv", row.trim_end()).warnings();
    assert_eq!(warnings.len(), 1001);
    let last = warnings.last().unwrap();
    assert_eq!((last.code, last.line), (DuplicateIgnored, 0));
    assert_eq!(last.message_nl, "En nog 200 waarschuwingen in dit bestand.");
}
