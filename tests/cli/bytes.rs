//! The same inputs give the same bytes, however the files happen to be written.

use crate::copies::copy_of;
use crate::program::{EXAMPLE, argument, compute, done, glide};
use crate::temp::TempFolder;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::fs;

#[test]
fn the_same_run_gives_the_same_bytes_twice() {
    for format in ["json", "table", "csv"] {
        assert_eq!(done(&glide(&["--format", format])), done(&glide(&["--format", format])), "{format}");
    }
}

#[test]
fn the_order_of_rows_and_columns_in_the_files_means_nothing() {
    let plain = done(&glide(&["--format", "json"]));
    for seed in [1, 2] {
        let copy = copy_of(EXAMPLE);
        shuffle_files(&copy, seed);
        let arguments =
            compute(argument(&copy.path), "models/glide.toml", &["--kind", "settlement", "--format", "json"]);
        let shuffled = done(&arguments);
        assert!(shuffled == plain, "seed {seed}: {}", first_difference(&plain, &shuffled));
    }
}

#[test]
fn another_cent_in_a_file_gives_another_hash_of_the_inputs() {
    let copy = copy_of(EXAMPLE);
    let file = copy.path.join("reference.csv");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("5144318.40", "5144318.41", 1)).unwrap();
    let changed =
        done(&compute(argument(&copy.path), "models/glide.toml", &["--kind", "settlement", "--format", "json"]));
    let hash = |text: &str| text.lines().find(|line| line.contains("\"input_sha256\"")).unwrap().to_owned();
    assert_ne!(hash(&changed), hash(&done(&glide(&["--format", "json"]))));
}

/// Puts the rows and the columns of every CSV of a folder in another order.
fn shuffle_files(folder: &TempFolder, seed: u64) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut files: Vec<_> = fs::read_dir(&folder.path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let tables: Vec<_> = files.iter().filter(|path| path.extension().is_some_and(|kind| kind == "csv")).collect();
    assert!(tables.len() > 15, "the example has its files");
    for file in tables {
        let mut reader = csv::Reader::from_path(file).unwrap();
        let mut columns: Vec<usize> = (0..reader.headers().unwrap().len()).collect();
        shuffle(&mut columns, &mut dice);
        let header = reader.headers().unwrap().clone();
        let mut rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        shuffle(&mut rows, &mut dice);
        let mut writer = csv::Writer::from_path(file).unwrap();
        for row in [header].iter().chain(&rows) {
            writer.write_record(columns.iter().map(|at| &row[*at])).unwrap();
        }
        writer.flush().unwrap();
    }
}

/// Fisher and Yates.
fn shuffle<T>(items: &mut [T], dice: &mut ChaCha8Rng) {
    for last in (1..items.len()).rev() {
        let other = usize::try_from(dice.next_u64() % (last as u64 + 1)).unwrap();
        items.swap(last, other);
    }
}

fn first_difference(left: &str, right: &str) -> String {
    let pair = left.lines().zip(right.lines()).enumerate().find(|(_, (left, right))| left != right);
    pair.map_or_else(|| "one is longer".to_owned(), |(at, pair)| format!("line {}: {pair:?}", at + 1))
}
