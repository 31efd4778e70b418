//! Tables for people, CSV for spreadsheets, files instead of a screen, and two languages.

use crate::ordered::Ordered;
use crate::program::{argument, done, glide};
use crate::temp::TempFolder;
use std::collections::BTreeMap;
use std::fs;

#[test]
fn the_table_has_a_line_for_every_participant_with_its_amounts() {
    let table = done(&glide(&[]));
    let document = Ordered::parse(&done(&glide(&["--format", "json"])));
    for row in document.get("participants").list() {
        let code = row.get("participant").text();
        let line =
            table.lines().find(|line| line.starts_with(&format!(" {code} "))).unwrap_or_else(|| panic!("{code}"));
        for key in ["mono_baseline", "allocated", "entitlement"] {
            let amount = in_dutch(row.get(key).text());
            assert!(line.contains(&format!(" {amount} ")), "{code} {key} {amount}: {line}");
        }
    }
    let totals = document.get("totals");
    for key in ["revenue", "entitlements", "mono_baseline"] {
        assert!(table.contains(&in_dutch(totals.get(key).text())), "{key}");
    }
}

/// `1234.50` as `1.234,50`.
fn in_dutch(amount: &str) -> String {
    let (euros, cents) = amount.split_once('.').unwrap();
    let mut grouped = String::new();
    for (at, sign) in euros.chars().enumerate() {
        if at > 0 && (euros.len() - at).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push('.');
        }
        grouped.push(sign);
    }
    format!("{grouped},{cents}")
}

#[test]
fn the_lines_of_a_table_are_equally_wide() {
    let table = done(&glide(&[]));
    let widths: Vec<usize> = table
        .lines()
        .skip_while(|line| !line.starts_with('─'))
        .take_while(|line| !line.contains("Van opbrengst naar aanspraak"))
        .map(|line| line.chars().count())
        .collect();
    // The last of these is already the rule above the next table.
    let (_, own) = widths.split_last().unwrap();
    assert!(own.len() > 20 && own.iter().all(|width| *width == own[0]), "{own:?}");
}

#[test]
fn the_csv_has_the_amounts_of_the_document() {
    let text = done(&glide(&["--format", "csv"]));
    let document = Ordered::parse(&done(&glide(&["--format", "json"])));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.unwrap()).collect();
    let expected = document.get("participants").list();
    assert_eq!(rows.len(), expected.len());
    for (row, participant) in rows.iter().zip(expected) {
        for (key, value) in participant.object() {
            assert_eq!(&row[key], value.text(), "{key} of {}", row["participant"]);
        }
        assert_eq!(row.len(), participant.object().len() + 1, "the columns of the document and the name");
        assert!(!row["name"].is_empty());
    }
}

#[test]
fn output_goes_to_a_file_and_then_nowhere_else() {
    let folder = TempFolder::new();
    for format in ["table", "json", "csv"] {
        let file = folder.path.join(format);
        fs::write(&file, "what was here before, and is longer than nothing").unwrap();
        assert_eq!(done(&glide(&["--format", format, "--output", argument(&file)])), "");
        assert!(fs::read_to_string(&file).unwrap() == done(&glide(&["--format", format])), "{format}");
    }
}

#[test]
fn tables_speak_the_language_that_is_asked_for() {
    let (dutch, english) = (done(&glide(&["--language", "nl"])), done(&glide(&["--language", "en"])));
    for (nl, en) in [
        ("eindafrekening, toegekend, tot en met", "settlement, accepted, up to and including"),
        ("aanspraak", "entitlement"),
        ("Wie betaalt de garantie", "Who pays the guarantee"),
        ("11.996.339,33", "11,996,339.33"),
        ("+0,8%", "+0.8%"),
    ] {
        assert!(dutch.contains(nl) && !english.contains(nl), "{nl}");
        assert!(english.contains(en) && !dutch.contains(en), "{en}");
    }
}

#[test]
fn a_document_is_the_same_in_every_language() {
    for format in ["json", "csv"] {
        let told = |language| done(&glide(&["--format", format, "--language", language]));
        assert!(told("nl") == told("en"), "{format}");
    }
}
