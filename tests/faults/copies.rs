//! An organisation that is imported, exported and imported again is the same: the same hashes of everything it rests on,
//! and the same bytes of every result (spec 4, "Storage").

use crate::database::Database;
use crate::house::ORG;
use crate::process::{Process, program};
use crate::temp::TempFolder;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Bytes of every file under a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(one) = folders.pop() {
        for path in fs::read_dir(one).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What a database has: documents and batches by hash, and for some models the input, the result and its bytes.
fn contents(database: &str) -> BTreeSet<String> {
    let key = |role: &str| {
        let wish = ["key", "create", "--organisation", ORG, "--holder", role, "--role", role];
        let made = program(&[&wish[..], &["--database-url", database]].concat());
        made.trim().rsplit('\t').next().unwrap().to_owned()
    };
    let tokens = BTreeMap::from([("controller", key("controller")), ("auditor", key("auditor"))]);
    let process = Process::start(database, &tokens);
    let desk = &process.desk;
    let mut found = BTreeSet::new();
    for document in desk.get("auditor", "/reference").is(200).json()["items"].as_array().unwrap() {
        found.insert(format!("{} {}", document["kind"], document["sha256"]));
    }
    for model in ["glide", "mono"] {
        let wish = json!({"year": 2026, "model": {"name": model}});
        let run = desk.post("controller", "/runs", &wish).is(201).json();
        for batch in run["inputs"]["batches"].as_array().unwrap() {
            found.insert(format!("{} {}", batch["kind"], batch["sha256"]));
        }
        let id = run["id"].as_str().unwrap();
        let result = desk.get("auditor", &format!("/runs/{id}/result")).is(200).body;
        let told: Value = serde_json::from_str(&result).unwrap();
        assert_eq!(told["input_sha256"], run["input_sha256"]);
        found.insert(format!("{model} {} {}", run["input_sha256"], run["result_sha256"]));
        found.insert(result);
        program(&["verify", id, "--organisation", ORG, "--database-url", database]);
    }
    found
}

on_both! {
    fn an_organisation_comes_back_as_it_went(backend: Backend) {
        let folder = TempFolder::new();
        let (first, second) = (Database::new(backend).unwrap(), Database::new(backend).unwrap());
        let (out, again) = (folder.path.join("out"), folder.path.join("again"));
        let steps = [("fixtures/voorbeeld".to_owned(), &first, &out), (out.display().to_string(), &second, &again)];
        for (from, database, to) in steps {
            program(&["import", &from, "--database-url", &database.address]);
            let to = to.display().to_string();
            program(&["export", &to, "--organisation", ORG, "--database-url", &database.address]);
            program(&["audit", "verify", "--organisation", ORG, "--database-url", &database.address]);
        }
        assert!(files(&out) == files(&again));
        // Small files and models come out as they went in, byte for byte.
        let came_in = files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/voorbeeld")));
        let went_out = files(&out);
        for name in ["organisation.toml", "shadow_tariffs.csv", "reference.csv", "models/glide.toml"] {
            assert!(came_in[name] == went_out[name], "{name}");
        }
        let contents = contents(&first.address);
        // Documents, five kinds of rows, and two lines per model.
        assert!(contents.len() > 20, "{}", contents.len());
        assert!(contents == self::contents(&second.address), "hashes or results differ");
    }
}
