//! How files are written, stated on the command line.

use crate::folder::Folder;
use crate::given::clean;
use crate::program::{argument, done, failed, tell, without_hints};

/// A dossier with decimal commas, whose scores and advances can be read in two ways.
fn ambiguous() -> Folder {
    let tables = Folder::files().filter(|file| file.ends_with(".csv"));
    let dutch = |file: &str| clean(file).replace(',', ";").replace('.', ",");
    tables
        .fold(Folder::valid(), |folder, file| folder.write(file, dutch(file)))
        .write("scores.csv", "fund;participant;year;weight\nkwaliteit;MI01;2026;1.234\n")
        .write("advances.csv", "participant;date;year;amount\nMI01;2026-01-01;2026;1.234\n")
}

fn check<'a>(folder: &'a Folder, more: &[&'a str]) -> Vec<&'a str> {
    [&["check", argument(&folder.path)], more].concat()
}

/// The codes of the problems that are told.
fn codes(told: &str) -> Vec<String> {
    told.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
}

#[test]
fn the_decimal_mark_can_be_stated_for_all_files_and_for_one() {
    let folder = ambiguous();
    assert_eq!(codes(&failed(3, &check(&folder, &[]))), ["ambiguous_number", "ambiguous_number"]);
    done(&check(&folder, &["--decimal", "comma"]));
    done(&check(&folder, &["--decimal", "scores.csv=point", "--decimal", "advances.csv=comma"]));
    done(&check(&folder, &["--decimal", "scores=point", "--decimal", "comma"]));
    done(&check(&folder, &["--decimal", "comma", "--decimal", "scores.xlsx=point"]));
    assert_eq!(codes(&failed(3, &check(&folder, &["--decimal", "scores.csv=comma"]))), ["ambiguous_number"]);
    // An amount of three decimals.
    assert_eq!(
        codes(&failed(3, &check(&folder, &["--decimal", "advances=point", "--decimal", "comma"]))),
        ["too_many_decimals"]
    );
}

#[test]
fn the_last_statement_of_one_kind_holds() {
    let folder = ambiguous();
    done(&check(&folder, &["--decimal", "point", "--decimal", "comma"]));
    failed(3, &check(&folder, &["--decimal", "comma", "--decimal", "point"]));
}

#[test]
fn the_separator_can_be_stated() {
    let text = clean("scores.csv").replace(',', "\t");
    let folder = Folder::valid().write("scores.csv", text);
    done(&check(&folder, &["--separator", "scores.csv=tab"]));
    assert!(
        codes(&failed(3, &check(&folder, &["--separator", "scores.csv=semicolon"])))
            .contains(&"missing_column".to_owned())
    );
    // For all files, of which one has another.
    let told = failed(3, &check(&folder, &["--separator", "comma"]));
    let told = without_hints(&told);
    assert!(told.lines().skip(1).all(|line| line.starts_with("scores.csv")), "{told}");
}

#[test]
fn the_encoding_can_be_stated() {
    let folder = Folder::valid().write("payees.csv", b"payee,name,iban,agb\nCOOP,CAF\xc9\x92,,\n08000001,x,,\n");
    done(&check(&folder, &["--encoding", "payees.csv=windows-1252"]));
    let folder = folder.write("payees.csv", b"payee,name,iban,agb\nCOOP,Caf\xe9,,\n08000001,x,,\n");
    done(&check(&folder, &[]));
    assert_eq!(codes(&failed(3, &check(&folder, &["--encoding", "utf-8"]))), ["not_utf8_or_1252"]);
}

#[test]
fn every_command_that_reads_a_dossier_can_be_told() {
    let model =
        "name = \"M\"\n[[rule]]\nrule = {kind = \"participant_shares\", shares = {MI01 = \"60\", HO01 = \"40\"}}\n";
    let folder = ambiguous();
    std::fs::create_dir(folder.path.join("models")).unwrap();
    let folder = folder.write("models/m.toml", model);
    let run = ["--model", "models/m.toml", "--year", "2026", "--basis", "claimed"];
    let compute = [&["compute", argument(&folder.path)], &run[..]].concat();
    let explain = [&["explain", argument(&folder.path), "--participant", "MI01"], &run[..]].concat();
    for command in [compute, explain] {
        assert!(failed(3, &command).contains("[ambiguous_number]"));
        let told = tell(&[&command[..], &["--decimal", "comma"]].concat());
        assert!(!told.err.contains("ambiguous_number"), "{}", told.err);
    }
}

#[test]
fn a_statement_about_no_table_is_wrong_usage() {
    let folder = ambiguous();
    for file in ["scors.csv", "organisation.toml", "scores.xls", "models/m.toml", ""] {
        for (option, value) in [("--decimal", "comma"), ("--separator", "tab"), ("--encoding", "utf-8")] {
            let said = format!("{file}={value}");
            let told = failed(2, &check(&folder, &[option, &said]));
            assert_eq!(told, format!("'{file}' is geen tabel van een dossier, zoals deliveries.csv.\n"));
            let english = failed(2, &check(&folder, &[option, &said, "--language", "en"]));
            assert_eq!(english, format!("'{file}' is not a table of a dossier, such as deliveries.csv.\n"));
        }
    }
}

#[test]
fn a_word_that_is_no_convention_is_wrong_usage() {
    let folder = ambiguous();
    for (option, word) in [
        ("--decimal", "komma"),
        ("--decimal", ","),
        ("--decimal", "scores.csv="),
        ("--separator", "pipe"),
        ("--separator", ";"),
        ("--encoding", "latin1"),
        ("--encoding", "UTF-16"),
    ] {
        let told = failed(2, &check(&folder, &[option, word]));
        assert!(told.contains(option) && told.contains("choose from"), "{told}");
    }
}
