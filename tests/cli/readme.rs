//! The README is true: its commands work, and its table of files is what the program reads.

use crate::program::{argument, done, failed};
use crate::temp::TempFolder;
use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn every_command_of_the_readme_works_as_it_stands() {
    let text = readme();
    let commands: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("cargo run -- ")).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split(" #").next().unwrap().split_whitespace().collect();
        assert!(done(&words).len() > 100, "{command}");
    }
}

/// File and columns of each row of the table, columns in order and required ones with their star.
fn files_of_the_readme() -> Vec<(String, Vec<String>)> {
    let text = readme();
    let rows = text.lines().filter(|line| line.starts_with("| `") && line.contains(".csv`"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let file = cells[1].split('`').nth(1).unwrap().to_owned();
        let columns = cells[2].split_whitespace().map(|column| column.replace('`', "")).collect();
        (file, columns)
    })
    .collect()
}

#[test]
fn the_table_of_files_has_the_columns_that_the_program_reads() {
    let files = files_of_the_readme();
    assert_eq!(files.len(), 19);
    let folder = TempFolder::new();
    for (file, _) in &files {
        fs::write(folder.path.join(file), "nothing_of_the_sort\n").unwrap();
    }
    let told = failed(3, &["check", argument(&folder.path), "--language", "en"]);
    for (file, columns) in &files {
        let of_file: Vec<&str> = told.lines().filter(|line| line.starts_with(&format!("{file}:1 "))).collect();
        let known = of_file.iter().find_map(|line| line.split_once("The columns are: ")).unwrap().1;
        let plain: Vec<&str> = columns.iter().map(|column| column.trim_end_matches('★')).collect();
        assert_eq!(known, format!("{}.", plain.join(", ")), "{file}");
        for column in columns {
            let missing =
                of_file.iter().any(|line| line.contains(&format!("{} [missing_column]", column.trim_end_matches('★'))));
            assert_eq!(missing, column.ends_with('★'), "{file} {column}");
        }
    }
    assert!(!told.contains("unknown_file"), "{told}");
}
