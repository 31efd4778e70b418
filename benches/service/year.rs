//! A year in the store: taken in, and computed.

use crate::ORGANISATION;
use crate::process::{Process, folder};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Bytes of the large upload.
const LARGE: usize = 100_000_000;
const PROGRAM: &str = env!("CARGO_BIN_EXE_verdeelsleutel");

fn path(rest: &str) -> String {
    format!("/api/v1/organisations/{ORGANISATION}{rest}")
}

/// The service over a dossier on SQLite, asked as a controller.
pub fn service(dossier: &Path, without_rows: bool) -> Process {
    let place = folder();
    let database = place.join("bench.db");
    let our = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).arg("--database-url").arg(&database);
        command
    };
    let mut import = our(&["import"]);
    import.arg(dossier).args(without_rows.then_some("--without-rows"));
    assert!(import.output().expect("it starts").status.success(), "the dossier is imported");
    let create =
        ["key", "create", "--organisation", ORGANISATION, "--holder", "bench", "--role", "controller"].as_slice();
    let told = String::from_utf8(our(create).output().expect("it starts").stdout).expect("text");
    let token = told.split_whitespace().find(|word| word.starts_with("vsl_")).expect("a token").to_owned();
    // The most that can be set, so that no limit is met; and a run is answered itself, not as a job.
    let most = ["--most-requests-per-minute", "60000000", "--job-rows", "1000000000000"];
    let serve = our(&[["serve", "--bind", "127.0.0.1:0"].as_slice(), &most].concat());
    Process::start(serve, place, Some(token))
}

/// Computes thrice and says how long it took: first what has to be fetched, then what is there. Gives the last run.
pub fn run(service: &Process, what: &str) -> String {
    let wish = br#"{"year": 2026, "model": {"name": "mono"}}"#;
    let compute = || service.post(&path("/runs"), "application/json", wish);
    let (_, first) = compute();
    let (_, second) = compute();
    let (text, third) = compute();
    let (held, peak) = service.memory();
    println!(
        "a run of {what} from the store: {:.1} ms at first, {:.1} ms after that; {held} MB held, {peak} MB at most",
        millis(first),
        millis(second.min(third))
    );
    let (_, rest) = text.split_once("\"id\":\"").expect("an id");
    rest.split('"').next().expect("an id").to_owned()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Takes a large dossier in, file by file, with the deliveries at 100 MB a time, and computes it.
pub fn large(dossier: &Path) {
    println!();
    let service = service(dossier, true);
    // The generator makes dossiers without models.
    if !dossier.join("models/mono.toml").exists() {
        let toml = fs::read_to_string("fixtures/voorbeeld/models/mono.toml").expect("the model of the example");
        let wish = serde_json::json!({"toml": toml}).to_string();
        service.post(&path("/models/mono/versions"), "application/json", wish.as_bytes());
    }
    for kind in ["episodes", "claims", "claim_events", "deliveries", "settled"] {
        let Ok(bytes) = fs::read(dossier.join(format!("{kind}.csv"))) else { continue };
        for part in parts(&bytes) {
            let (before, _) = service.memory();
            service.forget_peak();
            let (_, took) = service.post(&path(&format!("/uploads?kind={kind}")), "text/csv", &part);
            let (after, peak) = service.memory();
            let size = part.len() as f64 / 1e6;
            println!(
                "upload of {kind}, {size:.1} MB: {:.1} s, {:.0} MB/s; {before} MB held before, {peak} MB at most ({:.1} × \
                 its size more), {after} MB after",
                took.as_secs_f64(),
                size / took.as_secs_f64(),
                peak.saturating_sub(before) as f64 * 1.048_576 / size
            );
        }
    }
    run(&service, &dossier.display().to_string());
}

/// A file in parts of at most [`LARGE`] bytes, cut at the ends of lines, each with the header.
fn parts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let end_of_line = |within: &[u8]| within.iter().rposition(|byte| *byte == b'\n').map_or(within.len(), |at| at + 1);
    let header = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let (header, mut rest) = bytes.split_at(header);
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let most = LARGE - header.len();
        let cut = if rest.len() <= most { rest.len() } else { end_of_line(&rest[..most]) };
        parts.push([header, &rest[..cut]].concat());
        rest = &rest[cut..];
    }
    parts
}
