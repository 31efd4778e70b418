//! The committed files are those of the generator, byte for byte.

use crate::make;
use crate::runs::repository;
use crate::temp::TempFolder;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const EXAMPLE: &str = "fixtures/voorbeeld";
/// Made by hand.
const BY_HAND: [&str; 3] = ["README.md", "models", "scenarios"];

#[test]
fn the_committed_files_are_what_the_generator_makes() {
    let folder = TempFolder::new();
    make::dossier(&folder.path, 1).unwrap();
    let committed = repository(EXAMPLE);
    let made = names(&folder.path);
    let mut there = names(&committed);
    there.retain(|name| !BY_HAND.contains(&name.as_str()));
    assert_eq!(made, there);
    let different: Vec<String> = made
        .iter()
        .filter_map(|name| {
            let (new, old) = (fs::read(folder.path.join(name)).unwrap(), fs::read(committed.join(name)).unwrap());
            let line =
                || new.split(|byte| *byte == b'\n').zip(old.split(|byte| *byte == b'\n')).position(|(a, b)| a != b);
            (new != old).then(|| {
                format!(
                    "{name}: {} bytes made, {} committed, first at line {:?}",
                    new.len(),
                    old.len(),
                    line().map(|at| at + 1)
                )
            })
        })
        .collect();
    assert!(different.is_empty(), "make the example again, or mend the generator:\n{}", different.join("\n"));
}

#[test]
fn the_readme_lists_the_awkward_cases_that_the_generator_made() {
    let folder = TempFolder::new();
    let table = make::dossier(&folder.path, 1).unwrap();
    let readme = fs::read_to_string(repository(EXAMPLE).join("README.md")).unwrap();
    assert!(readme.contains(&table), "the table of awkward cases in the README should be:\n{table}");
}

#[test]
fn every_id_that_the_readme_names_is_in_its_file_and_of_its_episode() {
    let readme = fs::read_to_string(repository(EXAMPLE).join("README.md")).unwrap();
    let (claims, deliveries) = (episodes_by_id("claims.csv"), episodes_by_id("deliveries.csv"));
    let episodes = episodes_by_id("episodes.csv");
    let mut seen = 0;
    for line in readme.lines().filter(|line| line.contains("| T26-")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, episode, claim_ids, delivery_ids] = cells[..] else { panic!("no row of four cells: {line}") };
        assert!(episodes.contains(&(episode.to_owned(), episode.to_owned())), "{line}");
        for (ids, known) in [(claim_ids, &claims), (delivery_ids, &deliveries)] {
            for id in ids.split(", ").filter(|id| !id.is_empty()) {
                assert!(known.contains(&(id.to_owned(), episode.to_owned())), "{id}: {line}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 40, "only {seen} ids were looked at");
}

/// The first column of a file with the episode of each row.
fn episodes_by_id(file: &str) -> BTreeSet<(String, String)> {
    let mut reader = csv::Reader::from_path(repository(EXAMPLE).join(file)).unwrap();
    let episode = reader.headers().unwrap().iter().position(|name| name == "episode_id").unwrap();
    reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[episode].to_owned())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
