//! The example as workbooks that a spreadsheet made: the same result, byte for byte.
//!
//! LibreOffice makes them from what Dutch Excel would show, in one run for all files. Cells in quotes become text, as a
//! person makes codes; all others become what LibreOffice in Dutch makes of them, which has to be numbers and dates.

use crate::copies::copy_of;
use crate::excel::{gives_the_same_bytes, tables};
use crate::kinds::{Holds, Shown, in_dutch};
use crate::program::EXAMPLE;
use crate::temp::TempFolder;
use calamine::{Data, Reader, Xlsx};
use std::fs;
use std::io::{Write, stderr};
use std::path::Path;
use std::process::{Command, Stdio};

/// When it says `required`, the absence of LibreOffice is a failure: `.ci/run` says so.
const DEMAND: &str = "VERDEELSLEUTEL_LIBREOFFICE";

/// Semicolons, quotes, UTF-8, from the first line, no formats by column, Dutch, quoted cells are text, and numbers and
/// dates in all their forms are recognised.
const IMPORT: &str = "--infilter=CSV:59,34,76,1,,1043,true,true";

fn is_installed() -> bool {
    Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A table with quotes around what a person wants as text.
fn with_text_in_quotes(table: &[Vec<Shown>]) -> String {
    let cell = |cell: &Shown| match cell.holds {
        Holds::Text if !cell.text.is_empty() => format!("\"{}\"", cell.text.replace('"', "\"\"")),
        _ => cell.text.clone(),
    };
    table.iter().map(|row| row.iter().map(cell).collect::<Vec<String>>().join(";") + "\n").collect()
}

/// Puts workbooks in the place of the tables of a folder.
fn convert(folder: &Path) {
    let (texts, profile) = (TempFolder::new(), TempFolder::new());
    let mut command = Command::new("soffice");
    // A profile of its own, because a second LibreOffice with the same one would leave the work to the first.
    command.arg(format!("-env:UserInstallation=file://{}", profile.path.display()));
    command.args(["--headless", "--convert-to", "xlsx", IMPORT, "--outdir"]).arg(folder);
    for table in tables(folder) {
        let text = texts.path.join(table.file_name().unwrap());
        fs::write(&text, with_text_in_quotes(&in_dutch(&table))).unwrap();
        fs::remove_file(&table).unwrap();
        command.arg(text);
    }
    let told = command.stdin(Stdio::null()).output().unwrap();
    assert!(told.status.success(), "{told:?}");
}

/// What is in a row of the first sheet, from 0.
fn cells(workbook: &Path, row: usize) -> Vec<Data> {
    let mut workbook: Xlsx<_> = calamine::open_workbook(workbook).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().nth(row).unwrap().to_vec()
}

#[test]
fn the_example_as_workbooks_made_by_libreoffice_gives_the_same_bytes() {
    if !is_installed() {
        assert!(std::env::var(DEMAND).as_deref() != Ok("required"), "soffice is not there, and {DEMAND} requires it");
        // Not `eprintln!`: of a test that passes, that would not be shown.
        let left_out = "left out: LibreOffice (soffice) is not installed, so that no workbook of its making was read\n";
        stderr().write_all(left_out.as_bytes()).unwrap();
        return;
    }
    let folder = copy_of(EXAMPLE);
    convert(&folder.path);
    // Were all cells texts, then a workbook would be no more than a CSV.
    let advance = cells(&folder.path.join("advances.xlsx"), 1);
    assert!(
        matches!(&advance[..], [Data::String(_), Data::DateTime(_), Data::Float(_), Data::Float(_)]),
        "{advance:?}"
    );
    let delivery = cells(&folder.path.join("deliveries.xlsx"), 1);
    assert!(matches!(&delivery[2..6], [Data::DateTime(_), Data::String(_), Data::String(_), Data::Float(_)]));
    assert_eq!(cells(&folder.path.join("insurers.xlsx"), 1)[0], Data::String("3311".to_owned()));
    gives_the_same_bytes(&folder);
}
