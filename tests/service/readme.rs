//! The lines of the README work when pasted, and a dossier that went in comes out the same.

use crate::house::{House, repository};
use std::fs;
use std::process::Command;

/// The lines that ask the service, as the README has them.
fn pasted() -> String {
    let text = fs::read_to_string(repository("README.md")).unwrap();
    let start = text.find("IGO=http://").expect("the README asks the service");
    let rest = &text[start..];
    rest[..rest.find("```").unwrap()].to_owned()
}

#[test]
fn the_lines_of_the_readme_work_when_pasted() {
    let house = House::without_rows();
    let script = format!("set -euo pipefail\n{}", pasted().replace("127.0.0.1:8080", &house.address.to_string()));
    let mut bash = Command::new("bash");
    bash.args(["-c", &script]).env("KEY", house.token("controller")).current_dir(repository(""));
    let done = bash.output().expect("bash");
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for part in [
        "\"kind\":\"settled\"",
        "\"input_sha256\"",
        "VP07",
        "\"insurer\": \"3311\"",
        "wacht op declaratie",
        "\"tariff\":\"1134.50\"",
        "\"id\":null",
        "event: done",
        ",2027,reserve,,end,",
        "\"engine_version\"",
    ] {
        assert!(told.contains(part), "{part}");
    }
}

fn program(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verdeelsleutel"));
    let done = command.args(arguments).current_dir(repository("")).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn an_organisation_that_is_exported_and_imported_gives_the_same_result() {
    let folder = std::env::temp_dir().join(format!("verdeelsleutel-export-{}", std::process::id()));
    let _old = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).display().to_string();
    let (first, second, out, again) = (path("first.db"), path("second.db"), path("out"), path("again"));
    let organisation = "igo-rivierenland";
    program(&["import", "fixtures/voorbeeld", "--database-url", &first]);
    program(&["export", &out, "--organisation", organisation, "--database-url", &first]);
    program(&["import", &out, "--database-url", &second]);
    program(&["export", &again, "--organisation", organisation, "--database-url", &second]);
    let compute = |folder: &str| {
        program(&["compute", folder, "--model", "models/glide.toml", "--year", "2026", "--format", "json"])
    };
    let result = compute("fixtures/voorbeeld");
    assert_eq!((compute(&out), compute(&again)), (result.clone(), result));
    for entry in fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let name = entry.file_name().unwrap();
        assert_eq!(fs::read(&entry).unwrap(), fs::read(folder.join("again").join(name)).unwrap(), "{name:?}");
    }
    assert!(program(&["audit", "verify", "--organisation", organisation, "--database-url", &second]).len() > 5);
    let made = program(&[
        "key",
        "create",
        "--organisation",
        organisation,
        "--holder",
        "x",
        "--role",
        "auditor",
        "--database-url",
        &first,
    ]);
    assert!(made.contains("vsl_"));
    let listed = program(&["key", "list", "--organisation", organisation, "--database-url", &first]);
    assert!(listed.contains("auditor") && !listed.contains("vsl_"));
    let _gone = fs::remove_dir_all(&folder);
}
