//! Commas, semicolons and tabs between cells.

use crate::given::{Files, clean};
use verdeelsleutel::domain::problem::ProblemCode::*;
use verdeelsleutel::intake::convention::Convention;

fn said(separator: u8) -> Convention {
    Convention { separator: Some(separator), ..Convention::default() }
}

#[test]
fn every_file_may_have_every_separator() {
    for separator in [',', ';', '\t'] {
        let tables = crate::folder::Folder::files().filter(|file| file.ends_with(".csv"));
        let parted = |file: &str| clean(file).replace(',', &separator.to_string());
        tables.fold(Files::valid(), |files, file| files.and(file, parted(file))).is_clean();
    }
}

#[test]
fn every_separator_can_be_stated() {
    for separator in [b',', b';', b'\t'] {
        let text = clean("scores.csv").replace(',', &char::from(separator).to_string());
        Files::with("scores.csv", text).stating_of("scores.csv", said(separator)).is_clean();
    }
}

#[test]
fn a_line_that_tells_excel_the_separator_is_no_row() {
    for separator in [',', ';', '\t'] {
        for line_end in ["\n", "\r\n"] {
            let text = clean("scores.csv").replace(',', &separator.to_string()).replace("MI01", "XX");
            let text = format!("sep={separator}{line_end}{}", text.replace('\n', line_end));
            for mark in ["", "\u{feff}"] {
                let files = Files::with("scores.csv", format!("{mark}{text}"));
                files.refused(&[(3, UnknownParticipant, "participant", "XX")]);
            }
        }
    }
}

#[test]
fn a_stated_separator_goes_above_that_of_the_line() {
    let text = format!("sep=,\n{}", clean("scores.csv").replace(',', ";"));
    Files::with("scores.csv", &text).stating_of("scores", said(b';')).is_clean();
    assert!(Files::with("scores.csv", text).read().is_err());
}

#[test]
fn a_header_row_may_be_quoted() {
    for separator in [',', ';', '\t'] {
        let quoted = |line: &str| line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<String>>();
        let lines =
            clean("scores.csv").lines().map(|line| quoted(line).join(&separator.to_string())).collect::<Vec<String>>();
        Files::with("scores.csv", lines.join("\r\n")).is_clean();
    }
}

#[test]
fn separators_within_quotes_part_nothing() {
    for separator in [',', ';', '\t'] {
        let text = "payee,name,iban,agb\nCOOP,@,,\n08000001,y,,\n".replace(',', &separator.to_string());
        let text = text.replace('@', "\"a, b; c\td \"\"e\"\"\"");
        let reference = Files::with("payees.csv", text).dossier().reference;
        assert_eq!(reference.payees[1].name, "a, b; c\td \"e\"");
    }
}

#[test]
fn the_separator_is_that_of_the_header_row_whatever_the_rows_have_more_of() {
    let text = "payee;name;iban;agb\nCOOP;a,b,c,d,e,f,g,h;;\n08000001;,,,,;;\n";
    assert_eq!(Files::with("payees.csv", text).dossier().reference.payees[1].name, "a,b,c,d,e,f,g,h");
    let text = "fund,participant,year,weight\nk;w;a,MI01,2026,1\n";
    assert_eq!(Files::with("scores.csv", text).dossier().scores[0].fund, "k;w;a");
}

#[test]
fn a_file_with_another_separator_is_refused_by_its_only_column() {
    let text = clean("scores.csv").replace(',', "|");
    let header = "fund|participant|year|weight";
    Files::with("scores.csv", text).refused(&[
        (1, UnknownColumn, header, header),
        (1, MissingColumn, "fund", ""),
        (1, MissingColumn, "participant", ""),
        (1, MissingColumn, "year", ""),
        (1, MissingColumn, "weight", ""),
    ]);
}

#[test]
fn a_header_row_without_one_known_name_is_refused_name_by_name() {
    for separator in [",", ";", "\t"] {
        let errors =
            Files::with("scores.csv", ["potje", "wie", "wanneer", "hoeveel"].join(separator) + "\n").told().errors;
        let unknown: Vec<&str> =
            errors.iter().filter(|error| error.code == UnknownColumn).map(|error| error.value.as_str()).collect();
        assert_eq!(unknown, ["potje", "wie", "wanneer", "hoeveel"]);
    }
}

#[test]
fn a_title_above_the_header_row_is_told_and_not_every_row_below_it() {
    for title in ["Scores 2026", "Scores 2026;;;", ";;Scores 2026;"] {
        let rows = clean("scores.csv").replace(',', ";").replace('\n', "\r\n");
        let errors = Files::with("scores.csv", format!("{title}\r\n{rows}")).told().errors;
        assert!(errors.iter().all(|error| error.line == 1), "{errors:#?}");
        assert!(errors.iter().any(|error| (error.code, error.value.as_str()) == (UnknownColumn, "Scores 2026")));
    }
}

#[test]
fn a_wrong_statement_is_refused_at_the_header_row() {
    let errors = Files::with("scores.csv", clean("scores.csv")).stating_of("scores.csv", said(b';')).told().errors;
    assert_eq!((errors[0].code, errors[0].value.as_str()), (UnknownColumn, "fund,participant,year,weight"));
}

#[test]
fn a_file_of_one_column_has_no_separator() {
    let dossier = Files::with("episodes.csv", "traject_id\r\nT1\r\nT9\r\n").dossier();
    assert_eq!(dossier.episodes.len(), 2);
}
