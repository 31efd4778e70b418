//! Every way of asking wrongly has one whole answer, in the language that was asked for.

use crate::house::House;
use serde_json::json;

#[test]
fn without_a_key_nothing_is_told() {
    let house = House::open();
    let answer = house.send("", "GET", &house.path("/runs"), &[("Accept-Language", "en")], b"");
    assert_eq!(
        answer.refused(401, "unauthenticated"),
        json!({
            "type": "/problems/unauthenticated",
            "title": "No valid key",
            "status": 401,
            "detail": "Send the key along as 'Authorization: Bearer …'.",
            "code": "unauthenticated",
            "hint": "Send the key along as 'Authorization: Bearer …'. If it has expired or was withdrawn, ask the board for a new one.",
            "errors": [],
            "hints": {},
        })
    );
    assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"verdeelsleutel\"");
    assert_eq!(answer.headers["content-language"], "en");
    let wrong = house.send("", "GET", &house.path("/runs"), &[("Authorization", "Bearer vsl_00")], b"");
    assert_eq!(wrong.refused(401, "unauthenticated")["title"], "Geen geldige sleutel");
}

#[test]
fn unknown_and_foreign_organisations_look_the_same() {
    let house = House::open();
    let there = house.send("auditor", "GET", "/api/v1/organisations/igo-elders/runs", &[], b"");
    there.refused(404, "not_found");
    house.send("auditor", "GET", "/api/v1/organisations/igo-elders", &[], b"").refused(404, "not_found");
}

#[test]
fn paths_and_methods_that_are_not_there_are_told_apart() {
    let house = House::open();
    house.send("auditor", "GET", "/api/v1/nowhere", &[], b"").refused(404, "not_found");
    let answer = house.send("auditor", "DELETE", &house.path("/runs"), &[], b"");
    answer.refused(405, "method_not_allowed");
    assert_eq!(answer.headers["allow"], "GET, POST");
    house.get("auditor", "/runs/run-0000").refused(404, "not_found");
    house.get("auditor", "/models/glide/versions/one").refused(404, "not_found");
    house.get("auditor", "/reference/kranten").refused(404, "not_found");
}

#[test]
fn what_is_no_request_is_told_without_repeating_it() {
    let house = House::open();
    let send = |kind: &str, body: &str| {
        house.send("controller", "POST", &house.path("/runs"), &[("Content-Type", kind)], body.as_bytes())
    };
    send("text/plain", "{}").refused(415, "unsupported_media");
    send("application/json", "{").refused(400, "invalid_request");
    send("application/json", "{\"year\": \"2026\"}").refused(400, "invalid_request");
    send("application/json", &format!("{{\"year\": 2026, \"x\": \"{}\"}}", "x".repeat(5000))).refused(413, "too_large");
    send("application/json", "{\"year\": 99999}").refused(400, "invalid_request");
    let field = send("application/json", "{\"year\": 2026, \"to\": \"31-12-2026\"}").refused(400, "invalid_request");
    assert_eq!(field["errors"][0]["column"], "to");
    send("application/json", "{\"year\": 2026, \"to\": \"2025-12-31\"}").refused(422, "invalid_run");
    house.get("auditor", "/runs?limit=0").refused(400, "invalid_request");
    house.get("auditor", "/runs?limit=x").refused(400, "invalid_request");
    house.get("auditor", "/runs?cursor=!").refused(400, "invalid_request");
}

#[test]
fn every_answer_has_an_id_and_says_nothing_to_a_browser_that_it_should_not() {
    let house = House::open();
    for answer in [house.get("auditor", "/runs"), house.get("insurer", "/runs"), house.send("", "GET", "/x", &[], b"")]
    {
        assert!(answer.headers["x-request-id"].starts_with("req-"));
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(answer.headers["content-security-policy"].starts_with("default-src 'self'"));
    }
}

#[test]
fn the_service_tells_that_it_lives_and_counts() {
    let house = House::open();
    assert_eq!(house.send("", "GET", "/health/live", &[], b"").is(200).body, "ok\n");
    assert_eq!(house.send("", "GET", "/health/ready", &[], b"").is(200).body, "ok\n");
    let text = house.send("", "GET", "/metrics", &[], b"").is(200).body;
    assert!(text.contains("http_request_duration_seconds_count{method=\"GET\",status=\"200\"} 2"), "{text}");
}

#[test]
fn an_address_that_tries_many_keys_has_to_wait() {
    let house = House::open();
    let mut refused = 0;
    for at in 0..40 {
        let token = format!("Bearer vsl_{at:064}");
        let answer = house.send("", "GET", &house.path("/runs"), &[("Authorization", &token)], b"");
        refused += usize::from(answer.status == 429);
        if answer.status == 429 {
            answer.refused(429, "too_many_requests");
            assert!(answer.headers.contains_key("retry-after"));
        } else {
            answer.refused(401, "unauthenticated");
        }
    }
    assert!((8..=10).contains(&refused), "{refused}");
    // Behind a proxy everyone comes from one address: a good key still opens.
    house.get("auditor", "/runs").is(200);
}

/// PostgreSQL keeps no NUL in a text: it is refused at the door, on every store alike.
#[test]
fn a_nul_character_is_refused_wherever_it_stands() {
    let house = House::open();
    let object = |reason: &str| {
        let body = format!("{{\"participant\": \"VP01\", \"about\": \"claim C1\", \"reason\": \"{reason}\"}}");
        let path = house.path("/runs/run-0000/objections");
        house.send("participant", "POST", &path, &[("Content-Type", "application/json")], body.as_bytes())
    };
    object("less \\u0000 than").refused(400, "invalid_request");
    // The characters that would write one are no such character.
    object("less \\\\u0000 than").refused(404, "not_found");
    house.get("auditor", "/audit-log?holder=%00").refused(400, "invalid_request");
    house.get("auditor", "/runs/run-%00").refused(404, "not_found");
    house.get("auditor", "/audit-log?holder=%2500").is(200);
}

#[test]
fn a_field_that_is_not_there_is_no_field_that_is_ignored() {
    let house = House::open();
    let mistyped = json!({"year": 2026, "as_off": "2026-06-30", "model": {"name": "glide"}});
    let refused = house.post("controller", "/runs", &mistyped).refused(400, "invalid_request");
    assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("as_off")), "{refused}");
}

#[test]
fn what_is_replaced_is_named_in_one_of_two_ways() {
    let house = House::open();
    let path = house.path("/reference/scores");
    let put = |headers: &[(&str, &str)]| house.send("controller", "PUT", &path, headers, b"");
    for headers in [
        &[("If-Match", "1")][..],
        &[("If-Match", "\"+1\"")],
        &[("If-None-Match", "\"1\"")],
        &[("If-Match", "\"1\""), ("If-None-Match", "*")],
    ] {
        put(headers).refused(400, "invalid_request");
    }
}
