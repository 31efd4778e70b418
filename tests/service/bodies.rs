//! What is sent: a file by itself or in a form, and not too slowly.

use crate::house::{Answer, House, Terms, repository};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;
use verdeelsleutel::web;

const BOUNDARY: &str = "grens-1234";

fn claims(rows: usize) -> String {
    let text = fs::read_to_string(repository("fixtures/voorbeeld/claims.csv")).unwrap();
    text.lines().take(rows + 1).map(|line| format!("{line}\n")).collect()
}

fn part(name: &str, extra: &str, value: &str) -> String {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{extra}\r\n\r\n{value}\r\n")
}

fn file(text: &str) -> String {
    part("file", "; filename=\"claims.csv\"\r\nContent-Type: text/csv", text)
}

fn send(house: &House, query: &str, parts: &[String], key: Option<&str>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let mut headers = vec![("Content-Type", kind.as_str())];
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    let body = format!("{}--{BOUNDARY}--\r\n", parts.concat());
    house.send("controller", "POST", &house.path(&format!("/uploads{query}")), &headers, body.as_bytes())
}

#[test]
fn a_form_is_taken_as_the_file_by_itself() {
    let house = House::without_rows();
    let raw = house.upload("controller", "claims", "&dry_run=true", claims(20).as_bytes()).is(200).json();
    let fields = [part("kind", "", "claims"), part("dry_run", "", "true"), file(&claims(20))];
    let form = send(&house, "", &fields, None).is(200).json();
    assert_eq!((&form["upload_sha256"], &form["totals"]), (&raw["upload_sha256"], &raw["totals"]));
    let fields = [file(&claims(20)), part("expected_rows", "", "20")];
    let made = send(&house, "?kind=claims", &fields, None).is(201).json();
    assert_eq!((made["rows"].as_u64(), made["control_totals"]["rows"].as_u64()), (Some(20), Some(20)));
}

#[test]
fn a_form_has_the_same_limits_and_errors() {
    let house = House::without_rows();
    let kind = part("kind", "", "claims");
    let refused = |fields: &[String], status, code| send(&house, "", fields, None).refused(status, code);
    refused(&[kind.clone(), part("expected_rows", "", "21"), file(&claims(20))], 422, "control_total");
    let told = refused(&[kind.clone(), file("claim_id;datum\nx;gisteren\n")], 422, "invalid_dossier");
    assert!(told["errors"].as_array().unwrap().len() > 1);
    // A total whose name is mistyped would not be held.
    refused(&[kind.clone(), part("expected_row", "", "20"), file(&claims(20))], 400, "invalid_request");
    house.upload("controller", "claims", "&expected_row=20", claims(20).as_bytes()).refused(400, "invalid_request");
    refused(&[file(&claims(20))], 400, "invalid_request");
    refused(std::slice::from_ref(&kind), 400, "invalid_request");
    refused(&[kind.clone(), kind.clone(), file(&claims(20))], 400, "invalid_request");
    refused(&[kind.clone(), file(&claims(2)), file(&claims(2))], 400, "invalid_request");
    refused(&[kind.clone(), part("expected_amount", "", &"9".repeat(2000)), file(&claims(2))], 413, "too_large");
    let cut = format!("{kind}{}", file(&claims(20)));
    let headers = [("Content-Type", "multipart/form-data; boundary=grens-1234")];
    house
        .send("controller", "POST", &house.path("/uploads"), &headers, &cut.as_bytes()[..300])
        .refused(400, "invalid_request");
    let headers = [("Content-Type", "multipart/form-data")];
    house.send("controller", "POST", &house.path("/uploads"), &headers, cut.as_bytes()).refused(400, "invalid_request");
    // The role is looked at before anything that was sent.
    house.send("auditor", "POST", &house.path("/uploads"), &headers, b"").refused(403, "forbidden");
    assert!(house.get("auditor", "/uploads").json()["items"].as_array().unwrap().is_empty());
}

#[test]
fn a_form_sent_again_is_the_same_request_whatever_its_boundary() {
    let house = House::without_rows();
    let fields = [part("kind", "", "claims"), part("expected_rows", "", "20"), file(&claims(20))];
    let first = send(&house, "", &fields, Some("form-1")).is(201);
    let turned = [file(&claims(20)), part("expected_rows", "", "20"), part("kind", "", "claims")];
    let again = send(&house, "", &turned, Some("form-1")).is(201);
    assert_eq!((again.body, again.headers.contains_key("idempotent-replayed")), (first.body, true));
    let other = [part("kind", "", "claims"), file(&claims(21))];
    send(&house, "", &other, Some("form-1")).refused(422, "idempotency_conflict");
}

fn with_limits() -> web::Settings {
    let (patience, file_patience) = (Duration::from_millis(200), Duration::from_millis(900));
    web::Settings { workers: 2, patience, file_patience, most_file: 5000, ..web::Settings::default() }
}

/// Sends a head and a beginning of the body, then a byte now and again, and reads the answer.
fn dawdle(house: &House, path: &str, kind: &str, beginning: &str, drip: Option<Duration>) -> String {
    let mut socket = TcpStream::connect(house.address).unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nAccept-Language: nl\r\nContent-Type: {kind}\r\n\
         Content-Length: 4000\r\n\r\n{beginning}",
        house.path(path),
        house.token("controller")
    );
    socket.write_all(head.as_bytes()).unwrap();
    if let Some(pause) = drip {
        let mut writer = socket.try_clone().unwrap();
        std::thread::spawn(move || {
            while writer.write_all(b"x").is_ok() {
                std::thread::sleep(pause);
            }
        });
    }
    let mut answer = Vec::new();
    let mut piece = [0; 1024];
    // Whoever still sends may find the door closed before the last byte is read.
    while let Ok(count @ 1..) = socket.read(&mut piece) {
        answer.extend_from_slice(&piece[..count]);
        if answer.ends_with(b"}") {
            break;
        }
    }
    String::from_utf8(answer).unwrap()
}

#[test]
fn who_sends_too_slowly_is_told_so() {
    let house = House::with(Terms { without_rows: true, web: with_limits(), ..Terms::default() });
    let form = format!("multipart/form-data; boundary={BOUNDARY}");
    let begun = format!("{}--{BOUNDARY}\r\n", part("kind", "", "claims"));
    for (path, kind, beginning, drip) in [
        ("/runs", "application/json", "{\"year\":", None),
        ("/uploads?kind=claims", "text/csv", "claim_id,", None),
        ("/uploads", form.as_str(), begun.as_str(), None),
        // A byte now and again is no progress either.
        ("/uploads?kind=claims", "text/csv", "claim_id,", Some(Duration::from_millis(100))),
    ] {
        let answer = dawdle(&house, path, kind, beginning, drip);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: {answer}"));
        assert!(head.starts_with("HTTP/1.1 408 "), "{head}");
        assert!(head.to_lowercase().contains("connection: close"), "{head}");
        let document: serde_json::Value =
            serde_json::from_str(body).unwrap_or_else(|_| panic!("{path} {drip:?}: {answer}"));
        assert_eq!((document["code"].as_str(), document["title"].as_str()), (Some("timeout"), Some("Duurde te lang")));
    }
    // Others are not kept waiting, and nothing was half kept.
    assert!(house.get("auditor", "/uploads").is(200).json()["items"].as_array().unwrap().is_empty());
    house.upload("controller", "claims", "", "x".repeat(6000).as_bytes()).refused(413, "too_large");
}
