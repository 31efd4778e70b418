//! Exit codes 1 and 2: what was asked does not exist, cannot be understood, or cannot be written.

use crate::program::{EXAMPLE, argument, compute, done, failed, glide};
use crate::temp::TempFolder;
use std::fs;

#[test]
fn an_unknown_dossier_folder_is_wrong_usage() {
    let unknown = "fixtures/nergens";
    for arguments in [
        compute(unknown, "models/glide.toml", &[]),
        vec!["check", unknown],
        vec!["demo", "--once", "--dossier", unknown],
    ] {
        assert_eq!(failed(2, &arguments), "De map fixtures/nergens bestaat niet.\n", "{arguments:?}");
    }
    let english = failed(2, &compute(unknown, "models/glide.toml", &["--language", "en"]));
    assert_eq!(english, "The folder fixtures/nergens does not exist.\n");
    // A file is no folder.
    assert_eq!(failed(2, &["check", "Cargo.toml"]), "De map Cargo.toml bestaat niet.\n");
}

#[test]
fn an_unknown_model_file_is_wrong_usage() {
    for model in ["models/nergens.toml", "models"] {
        let told = failed(2, &compute(EXAMPLE, model, &[]));
        assert!(told.starts_with(&format!("Het model {model} is niet te lezen: ")), "{told}");
    }
}

#[test]
fn arguments_that_cannot_be_understood_are_wrong_usage() {
    for more in [
        vec!["--to", "30-09-2026"],
        vec!["--to", "2026-02-30"],
        vec!["--as-of", "gisteren"],
        vec!["--basis", "beloofd"],
        vec!["--kind", "final"],
        vec!["--format", "xml"],
        vec!["--language", "de"],
        vec!["--nonsense"],
        vec!["--output"],
    ] {
        let told = failed(2, &compute(EXAMPLE, "models/glide.toml", &more));
        assert!(told.contains("--help"), "{more:?}: {told}");
    }
    for arguments in [
        vec![],
        vec!["nonsense"],
        vec!["compute"],
        vec!["compute", EXAMPLE, "--year", "2026"],
        vec!["compute", EXAMPLE, "--model", "models/glide.toml"],
        vec!["compute", EXAMPLE, "--model", "models/glide.toml", "--year", "volgend"],
    ] {
        failed(2, &arguments);
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    assert_eq!(done(&["--version"]), format!("verdeelsleutel {}\n", env!("CARGO_PKG_VERSION")));
    let help = done(&["--help"]);
    for command in ["compute", "explain", "check", "convert", "pseudonymise", "demo"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
        assert!(done(&[command, "--help"]).contains("Usage:"), "{command}");
    }
}

#[test]
fn a_result_that_cannot_be_written_is_unexpected() {
    let folder = TempFolder::new();
    let nowhere = folder.path.join("nergens").join("result.json");
    let told = failed(1, &glide(&["--output", argument(&nowhere)]));
    assert!(told.starts_with(argument(&nowhere)), "{told}");
    // A folder is no file.
    failed(1, &glide(&["--output", argument(&folder.path)]));
    assert_eq!(fs::read_dir(&folder.path).unwrap().count(), 0);
}
