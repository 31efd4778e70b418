//! Settings of the service: flags over the environment over a file over defaults, and everything wrong told at once.

use crate::program::{Told, program, told};
use crate::temp::TempFolder;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

fn shown(arguments: &[&str], environment: &[(&str, &str)]) -> Told {
    let mut command = program(&[&["serve", "--print-config"], arguments].concat());
    told(command.envs(environment.iter().copied()).output().unwrap())
}

/// Value and origin of every setting that is printed.
fn settings(arguments: &[&str], environment: &[(&str, &str)]) -> BTreeMap<String, (String, String)> {
    let Told { code, out, err } = shown(arguments, environment);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let line = |line: &str| {
        let (setting, origin) = line.split_once(" # ").unwrap();
        let (name, value) = setting.split_once(" = ").unwrap();
        (name.to_owned(), (value.trim_end().to_owned(), origin.to_owned()))
    };
    out.lines().map(line).collect()
}

fn of<'s>(settings: &'s BTreeMap<String, (String, String)>, name: &str) -> (&'s str, &'s str) {
    let (value, origin) = &settings[name];
    (value, origin)
}

#[test]
fn flags_go_over_the_environment_that_over_a_file_that_over_defaults() {
    let folder = TempFolder::new();
    let file = folder.path.join("verdeelsleutel.toml");
    fs::write(&file, "# of the house\nworkers = 3\nbind = \"127.0.0.1:81\"\n\nfile_seconds = 120\n").unwrap();
    let path = file.display().to_string();
    let environment =
        [("VERDEELSLEUTEL_WORKERS", "4"), ("VERDEELSLEUTEL_BIND", "127.0.0.1:82"), ("VERDEELSLEUTEL_CONFIG", &path)];
    let found = settings(&["--bind", "127.0.0.1:83"], &environment);
    assert_eq!(of(&found, "bind"), ("\"127.0.0.1:83\"", "--bind"));
    assert_eq!(of(&found, "workers"), ("4", "VERDEELSLEUTEL_WORKERS"));
    assert_eq!(of(&found, "file_seconds"), ("120", format!("{path}:5").as_str()));
    assert_eq!(of(&found, "head_seconds"), ("30", "default"));
    assert_eq!(of(&found, "database_url"), ("\"verdeelsleutel.db\"", "default"));
    // A flag that names another file goes over the variable that names this one.
    let other = folder.path.join("other.toml");
    fs::write(&other, "workers = 9\n").unwrap();
    let found = settings(&["--config", &other.display().to_string()], &[("VERDEELSLEUTEL_CONFIG", &path)]);
    assert_eq!((of(&found, "workers").0, of(&found, "file_seconds").0), ("9", "600"));
}

#[test]
fn what_is_printed_is_a_file_of_the_same_settings() {
    let folder = TempFolder::new();
    let told = shown(&["--workers", "2", "--most-json-bytes", "5000"], &[]);
    let file = folder.path.join("again.toml");
    fs::write(&file, &told.out).unwrap();
    let values = |settings: BTreeMap<String, (String, String)>| -> Vec<(String, String)> {
        settings.into_iter().map(|(name, (value, _))| (name, value)).collect()
    };
    let before = values(settings(&["--workers", "2", "--most-json-bytes", "5000"], &[]));
    assert_eq!(values(settings(&["--config", &file.display().to_string()], &[])), before);
    assert_eq!(before.len(), 15);
}

#[test]
fn no_password_is_printed() {
    for address in ["postgres://igo:geheim@db.example/igo", "postgres://db.example/igo?user=igo&password=geheim"] {
        let out = shown(&[], &[("VERDEELSLEUTEL_DATABASE_URL", address)]).out;
        assert!(out.contains("db.example/igo") && out.contains("igo:…@") | out.contains("password=…"), "{out}");
        assert!(!out.contains("geheim"), "{out}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_line() {
    let folder = TempFolder::new();
    let file = folder.path.join("wrong.toml");
    fs::write(&file, "workerz = 3\nworkers = true\n\nhead_seconds = 0\nmost_file_bytes = \"veel\"\n").unwrap();
    let path = file.display().to_string();
    let told = shown(&["--config", &path, "--file-seconds", "999999999"], &[("VERDEELSLEUTEL_BODY_SECONDS", "lang")]);
    assert_eq!((told.code, told.out.as_str()), (Some(3), ""));
    for place in [
        format!("{path}:1 workerz [unknown_column]"),
        format!("{path}:2 workers [invalid_toml]"),
        format!(
            "{path}:4 head_seconds [invalid_number] Geef voor head_seconds een geheel getal van 1 tot en met 3600."
        ),
        format!("{path}:5 most_file_bytes [invalid_number]"),
        "VERDEELSLEUTEL_BODY_SECONDS [invalid_number]".to_owned(),
        "--file-seconds [invalid_number]".to_owned(),
    ] {
        assert!(told.err.contains(&place), "{place}\n{}", told.err);
    }
    assert!(told.err.contains("6 fouten"), "{}", told.err);
    let gone = shown(&["--config", "fixtures/nergens.toml"], &[]);
    assert!(gone.code == Some(2) && gone.err.starts_with("fixtures/nergens.toml: "), "{}", gone.err);
    fs::write(&file, "workers = [\n").unwrap();
    assert_eq!(shown(&["--config", &path], &[]).code, Some(3));
}

/// A program that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _gone = self.0.wait();
    }
}

#[test]
fn the_service_serves_by_its_file() {
    let folder = TempFolder::new();
    let file = folder.path.join("verdeelsleutel.toml");
    let database = folder.path.join("house.db").display().to_string();
    fs::write(&file, format!("database_url = {database:?}\nbind = \"127.0.0.1:0\"\nworkers = 1\n")).unwrap();
    let path = file.display().to_string();
    let arguments = ["serve", "--config", path.as_str(), "--language", "en"];
    let mut child = Running(program(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(child.0.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("The service is at http://").and_then(|rest| rest.split_once('/')).unwrap().0;
    let mut socket = TcpStream::connect(address).unwrap();
    socket.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    drop(child);
    assert!(answer.starts_with("HTTP/1.1 200") && fs::metadata(&database).is_ok(), "{answer}");
}
