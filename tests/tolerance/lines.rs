//! Line ends, and the lines by which problems are told.

use crate::given::{Files, clean};
use verdeelsleutel::domain::problem::ProblemCode::*;

const LINE_ENDS: [&str; 3] = ["\n", "\r\n", "\r"];

#[test]
fn every_line_end_ends_a_row() {
    for line_end in LINE_ENDS {
        for last in ["", line_end] {
            let text = clean("claims.csv").trim_end().replace('\n', line_end) + last;
            Files::with("claims.csv", text).is_clean();
        }
    }
}

#[test]
fn lines_are_counted_by_every_line_end() {
    for line_end in LINE_ENDS {
        let text = clean("claims.csv").replace("0101,NAT", "0101,NAP").replace('\n', line_end);
        Files::with("claims.csv", &text).refused(&[(4, UnknownPerformance, "performance", "NAP")]);
        let blank = text.replacen(line_end, &line_end.repeat(3), 1);
        Files::with("claims.csv", blank).refused(&[(6, UnknownPerformance, "performance", "NAP")]);
    }
}

#[test]
fn a_row_is_told_at_its_first_line_and_the_next_at_its_own() {
    for outside in LINE_ENDS {
        for within in LINE_ENDS {
            let rows = [
                "event_id,claim_id,date,kind,amount,reason".to_owned(),
                format!("E1,C1,2026-04-01,accepted,,\"een{within}twee{within}{within}vier\""),
                "E2,C1,2026-06-02,paid,veel,".to_owned(),
                format!("E3,C1,2026-06-02,betaling,,\"x{within}y\""),
                "E4,C9,2026-06-02,paid,1,".to_owned(),
            ];
            let told = Files::with("claim_events.csv", rows.join(outside)).told();
            let lines: Vec<u64> = told.errors.iter().map(|error| error.line).collect();
            assert_eq!(lines, [6, 7, 9], "{outside:?} {within:?}");
        }
    }
}

#[test]
fn lines_are_counted_with_characters_of_several_bytes_and_in_windows_1252() {
    let text = "payee,name,iban,agb\r\nCOOP,€€€ “één”,,\r\n08000001,\"ë\r\në\",,\r\n,zonder code,,\r\n";
    Files::with("payees.csv", text).refused(&[(5, MissingValue, "payee", "")]);
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    Files::with("payees.csv", bytes).refused(&[(5, MissingValue, "payee", "")]);
}

#[test]
fn a_quote_within_a_cell_is_a_sign_like_any_other() {
    let text = "payee,name,iban,agb\nCOOP,Praktijk \"Zon\" 5\",,\n08000001,x,,\n";
    assert_eq!(Files::with("payees.csv", text).dossier().reference.payees[1].name, "Praktijk \"Zon\" 5\"");
    Files::with("payees.csv", text.to_owned() + ",y,,\n").refused(&[(4, MissingValue, "payee", "")]);
}

#[test]
fn text_behind_a_closing_quote_belongs_to_the_cell() {
    let text = "payee,name,iban,agb\nCOOP,\"Zon, \"\"Maan\"\"\" en sterren,,\n08000001,x,,\n";
    assert_eq!(Files::with("payees.csv", text).dossier().reference.payees[1].name, "Zon, \"Maan\" en sterren");
}
