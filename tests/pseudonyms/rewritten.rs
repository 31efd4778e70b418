//! Tables with pseudonyms in a column: what changes, what does not, and what is refused without being quoted.

use crate::table::{KNOWN, Wish, hidden, places, refused, text_of, wish};
use crate::workbook::{Cell, workbook};
use verdeelsleutel::domain::problem::{Problem, ProblemCode::*};
use verdeelsleutel::intake::convention::{Convention, Encoding};

const NUMBERS: [&str; 4] = [KNOWN[0].0, KNOWN[1].0, KNOWN[2].0, KNOWN[3].0];

#[test]
fn a_column_of_service_numbers_becomes_one_of_pseudonyms() {
    let table: String = NUMBERS.map(|number| format!("{number},VP01,1\n")).concat();
    let expected: String = KNOWN.map(|(_, pseudonym)| format!("{pseudonym},VP01,1\n")).concat();
    assert_eq!(text_of(format!("bsn,wie,aantal\n{table}")), format!("bsn,wie,aantal\n{expected}"));
}

#[test]
fn practices_that_write_a_number_in_their_own_way_have_the_same_pseudonym() {
    let written = [
        "bsn;datum\n123456782;1-3-2026\n012345672;2-3-2026\n",
        "datum,BSN \n2026-03-01, 1234.56.782\n2026-03-02,0123.45.672 \n",
        "BSN\tnaam\n123 456 782\tA\n12345672\tB\n",
        "bsn,zorg\n\"1234 56 782\",x\n\"12.345.672\",y\n",
    ];
    for text in written {
        let made = text_of(text);
        let found: Vec<&str> =
            made.split(['\n', ',', ';', '\t']).filter(|cell| cell.starts_with('p') && cell.len() == 33).collect();
        assert_eq!(found, [KNOWN[0].1, KNOWN[3].1], "{made}");
    }
}

#[test]
fn every_other_cell_stays_as_it_was() {
    let text = "sep=;\r\nNaam; bsn ;Bedrag;Opmerking\r\n\
                 Zoë ;123456782; 1.234,50;\"twee\r\nregels; en \"\"haken\"\"\"\r\n;;00012;\r\n";
    let expected = text.replace("123456782", KNOWN[0].1);
    assert_eq!(text_of(text), expected);
    assert_eq!(text_of(format!("\u{feff}{text}")), format!("\u{feff}{expected}"));
    let bytes = |text: &str| text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect::<Vec<u8>>();
    let done = hidden(bytes(text), &wish(&["bsn".to_owned()])).ok().unwrap();
    assert_eq!(done.bytes, bytes(&expected));
}

#[test]
fn an_encoding_that_is_said_is_kept_too() {
    let columns = ["bsn".to_owned()];
    let convention = Convention { encoding: Some(Encoding::Windows1252), ..Convention::default() };
    let done = hidden("bsn,naam\n123456782,Zoë\n", &Wish { convention, ..wish(&columns) }).ok().unwrap();
    assert_eq!(String::from_utf8(done.bytes).unwrap(), format!("bsn,naam\n{},Zoë\n", KNOWN[0].1));
}

#[test]
fn rows_and_values_are_counted() {
    let text = "bsn,partner\n123456782,111222333\n123456782,\n,100000009\n";
    let done = hidden(text, &wish(&["bsn".to_owned(), "Partner".to_owned()])).ok().unwrap();
    assert_eq!((done.rows, done.replaced, done.different, done.empty), (3, 4, 3, 2));
}

#[test]
fn what_is_no_service_number_is_refused_at_its_line_and_not_quoted() {
    let text = "bsn,naam\n123456782,A\n123456783,B\n1234567,C\n00000000,D\n1234S6782,E\n,F\n000000000,G\n";
    let errors = refused(text);
    assert_eq!(places(&errors), [3, 4, 5, 6, 8].map(|line| (InvalidBsn, line, "bsn", "")));
    let expected = Problem {
        code: InvalidBsn,
        file: "zorg.csv".to_owned(),
        line: 3,
        column: "bsn".to_owned(),
        value: String::new(),
        message_nl: "In kolom 'bsn' staat hier geen burgerservicenummer (9 cijfers die aan de elfproef voldoen). Verbeter het, of gebruik --any voor nummers die er geen zijn.".to_owned(),
        message_en: "Column 'bsn' has no citizen service number here (9 digits that pass the eleven-test). Mend it, or use --any for numbers that are none.".to_owned(),
    };
    assert_eq!(errors[0], expected);
}

#[test]
fn other_numbers_are_hidden_within_those_of_whoever_gave_them() {
    let columns = ["client".to_owned()];
    let of = |whose| {
        let wish = Wish { whose: Some(whose), ..wish(&columns) };
        String::from_utf8(hidden("client,n\n 1001 ,1\n,2\n", &wish).ok().unwrap().bytes).unwrap()
    };
    assert_eq!(of("VP01"), "client,n\np84c2b1e40113189d8785e6fc5e1b59c9,1\n,2\n");
    assert_eq!(of("VP02"), "client,n\np642ddd818c60b8c6d5f60da526ec6450,1\n,2\n");
}

#[test]
fn service_numbers_are_not_hidden_as_other_numbers() {
    let columns = ["client".to_owned()];
    let wish = Wish { whose: Some("VP01"), ..wish(&columns) };
    let text = format!("client,n\n{}", NUMBERS.map(|number| format!("{number},1\n")).concat());
    let errors = hidden(text, &wish).err().unwrap().errors;
    assert_eq!(places(&errors), [(BsnSuspected, 0, "client", "")]);
}

#[test]
fn a_column_that_still_has_service_numbers_refuses_the_table() {
    let grouped = |number: &str| format!("{}.{}.{}", &number[..4], &number[4..6], &number[6..]);
    for of_partner in [|number: &str| number.to_owned(), grouped, |number: &str| format!("partner: {number}")] {
        let rows: String = NUMBERS[..3].iter().map(|number| format!(",{}\n", of_partner(number))).collect();
        let errors = refused(format!("bsn,partner\n{rows}"));
        let expected = Problem {
            code: BsnSuspected,
            file: "zorg.csv".to_owned(),
            line: 0,
            column: "partner".to_owned(),
            value: String::new(),
            message_nl: "In kolom 'partner' blijven burgerservicenummers staan; noem die kolom ook met --column, of verwijder haar.".to_owned(),
            message_en: "Citizen service numbers would be left in column 'partner'; name it with --column as well, or remove it.".to_owned(),
        };
        assert_eq!(errors, [expected]);
    }
}

#[test]
fn the_number_of_a_row_in_another_column_of_it_refuses_the_table() {
    for told in ["123456782", "1234.56.782", "mw. B. (bsn 123456782)", "bsn: 1234.56.782.", "[0123456782]"] {
        let errors = refused(format!("bsn,opmerking\n111222333,\n123456782,{told}\n"));
        let is_another_number = told.contains("0123456782");
        let expected = if is_another_number { vec![] } else { vec![(BsnSuspected, 0, "opmerking", "")] };
        assert_eq!(places(&errors), expected, "{told}");
    }
    // Eight digits are the same number.
    assert_eq!(places(&refused("bsn,x\n012345672,nr 12345672\n")), [(BsnSuspected, 0, "x", "")]);
}

#[test]
fn days_and_short_numbers_are_no_service_numbers() {
    let days: String = (1..=28).map(|day| format!("123456782,202603{day:02},{day}\n")).collect();
    assert!(refused(format!("bsn,dag,aantal\n{days}")).is_empty());
}

#[test]
fn columns_can_have_another_name() {
    let columns = ["BSN".to_owned()];
    let of = |renames: &[(&str, &str)]| {
        let renames: Vec<_> = renames.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect();
        hidden("bsn,naam\n123456782,A\n", &Wish { renames: &renames, ..wish(&columns) })
            .map(|done| String::from_utf8(done.bytes).unwrap())
            .map_err(|problems| problems.errors)
    };
    let expected = format!("episode_id,wie\n{},A\n", KNOWN[0].1);
    assert_eq!(of(&[("bsn", "episode_id"), ("naam", "wie")]).ok().unwrap(), expected);
    assert_eq!(places(&of(&[("bsn", "Naam")]).unwrap_err()), [(DuplicateConflict, 1, "Naam", "Naam")]);
    assert_eq!(places(&of(&[("datum", "dag")]).unwrap_err()), [(MissingColumn, 1, "datum", "")]);
}

#[test]
fn a_table_without_the_column_or_with_rows_of_another_length_is_refused() {
    assert_eq!(places(&refused("nummer,naam\n123456782,A\n")), [(MissingColumn, 1, "bsn", "")]);
    assert_eq!(places(&refused("Bsn,naam,BSN\n1,A,2\n")), [(DuplicateConflict, 1, "bsn", "bsn")]);
    assert_eq!(
        places(&refused("bsn,naam\n123456782\nA,123456782,x\n")),
        [(RowTooShort, 2, "", ""), (RowTooLong, 3, "", "")]
    );
    assert_eq!(places(&refused("")), [(EmptyFile, 0, "", "")]);
}

#[test]
fn titles_above_the_header_row_stay() {
    let columns = ["bsn".to_owned()];
    let text = "Lijst;van;maart\n\nbsn;naam\n123456782;A\n";
    let done = hidden(text, &Wish { header_line: 3, ..wish(&columns) }).ok().unwrap();
    assert_eq!(String::from_utf8(done.bytes).unwrap(), text.replace("123456782", KNOWN[0].1));
}

#[test]
fn a_workbook_becomes_a_csv() {
    let rows = [
        vec![Cell::Text("bsn"), Cell::Text("naam"), Cell::Text("uren")],
        vec![Cell::Number("123456782"), Cell::Text("Zoë, A"), Cell::Number("3.5")],
        vec![Cell::Number("12345672")],
    ];
    let expected = format!("bsn,naam,uren\n{},\"Zoë, A\",3.5\n{},,\n", KNOWN[0].1, KNOWN[3].1);
    assert_eq!(text_of(workbook(&rows)), expected);
}
