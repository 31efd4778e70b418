//! Bytes to characters: UTF-8, Windows-1252, and what is neither.

use crate::given::Files;
use encoding_rs::WINDOWS_1252;
use verdeelsleutel::domain::problem::ProblemCode::NotUtf8Or1252;
use verdeelsleutel::intake::convention::{Convention, Encoding};

const PAYEES: &str = "payee,name,iban,agb\nCOOP,Coöperatie één € “Zorg” – café’s,,\n08000001,Ïdeeën,,\n";

/// What the first payee is called, or the line and sentence with which the file is refused.
fn name(bytes: impl AsRef<[u8]>, said: Option<Encoding>) -> Result<String, (u64, String)> {
    let files = Files::with("payees.csv", bytes).stating(Convention { encoding: said, ..Convention::default() });
    match files.read() {
        Ok((dossier, _)) => {
            let at = dossier.reference.find_payee("COOP").unwrap();
            Ok(dossier.reference.payees[at.at()].name.clone())
        }
        Err(problems) => {
            let problem = &problems.errors[0];
            assert_eq!((problems.errors.len(), problem.code), (1, NotUtf8Or1252), "{problems:#?}");
            Err((problem.line, problem.message_nl.clone()))
        }
    }
}

fn in_1252(text: &str) -> Vec<u8> {
    let (bytes, _, has_other_characters) = WINDOWS_1252.encode(text);
    assert!(!has_other_characters, "{text}");
    bytes.into_owned()
}

#[track_caller]
fn is_refused(found: Result<String, (u64, String)>, line: u64, part: &str) {
    let (at, sentence) = found.unwrap_err();
    assert!(at == line && sentence.contains(part), "{at}: {sentence}");
}

#[test]
fn the_same_text_is_read_from_every_encoding() {
    let expected = Ok("Coöperatie één € “Zorg” – café’s".to_owned());
    assert_eq!(name(PAYEES, None), expected);
    assert_eq!(name(format!("\u{feff}{PAYEES}"), None), expected);
    assert_eq!(name(in_1252(PAYEES), None), expected);
    assert_eq!(name(PAYEES, Some(Encoding::Utf8)), expected);
    assert_eq!(name(format!("\u{feff}{PAYEES}"), Some(Encoding::Utf8)), expected);
    assert_eq!(name(in_1252(PAYEES), Some(Encoding::Windows1252)), expected);
}

#[test]
fn every_letter_of_dutch_names_survives_windows_1252() {
    for word in ["Univé", "Coöperatie", "Noël", "Curaçao", "Zoë", "reünie", "Señor", "à", "ÉÉN"] {
        let text = format!("payee,name,iban,agb\nCOOP,{word},,\n08000001,x,,\n");
        assert_eq!(name(in_1252(&text), None), Ok(word.to_owned()));
    }
}

#[test]
fn the_five_bytes_that_windows_1252_lacks_are_refused_at_their_line() {
    for byte in [0x81u8, 0x8d, 0x8f, 0x90, 0x9d] {
        let mut text = in_1252(PAYEES);
        let end = text.len() - 3;
        text.insert(end, byte);
        for said in [None, Some(Encoding::Windows1252)] {
            is_refused(name(&text, said), 3, "tekens die niet te lezen zijn");
        }
    }
}

#[test]
fn a_file_in_two_encodings_is_refused_where_the_second_begins() {
    let mixed = [PAYEES.as_bytes(), &in_1252("X,Coöperatie,,\n")].concat();
    is_refused(name(&mixed, None), 4, "deels in UTF-8 en deels in Windows-1252");
    let other_way_round = [&in_1252("payee,name,iban,agb\nX,Coöperatie,,\n"), "COOP,Eén,,\n".as_bytes()].concat();
    is_refused(name(&other_way_round, None), 2, "deels in UTF-8 en deels in Windows-1252");
    // A mark says that all of it is UTF-8.
    let marked = [b"\xef\xbb\xbf".as_slice(), &in_1252(PAYEES)].concat();
    is_refused(name(marked, None), 2, "deels in UTF-8");
}

#[test]
fn utf_16_is_named_with_a_mark_and_without() {
    let little: Vec<u8> = PAYEES.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = PAYEES.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: [u8; 2], text: &[u8]| [&mark, text].concat();
    for text in [marked([0xff, 0xfe], &little), marked([0xfe, 0xff], &big), little, big] {
        for said in [None, Some(Encoding::Utf8), Some(Encoding::Windows1252)] {
            is_refused(name(&text, said), 1, "UTF-16");
        }
    }
}

#[test]
fn a_wrong_statement_is_refused_where_it_shows() {
    is_refused(name(in_1252(PAYEES), Some(Encoding::Utf8)), 2, "geen UTF-8");
    // UTF-8 said to be Windows-1252 has a byte here and there that it lacks, such as in a closing quote.
    is_refused(name(PAYEES, Some(Encoding::Windows1252)), 2, "tekens die niet te lezen zijn");
}

#[test]
fn what_is_stated_is_done_also_where_detection_would_say_otherwise() {
    // `CAFɒ` in UTF-8 and `CAFÉ’` in Windows-1252 are the same bytes.
    let text = in_1252("payee,name,iban,agb\nCOOP,CAFÉ’,,\n08000001,x,,\n");
    assert_eq!(name(&text, Some(Encoding::Windows1252)), Ok("CAFÉ’".to_owned()));
    assert_eq!(name(&text, Some(Encoding::Utf8)), Ok("CAFɒ".to_owned()));
}

#[test]
fn ms_dos_letters_are_not_read_as_signs() {
    // As "CSV (MS-DOS)" stores them.
    for (before, letter, after) in
        [("Univ", 0x82u8, ""), ("Zo", 0x89, ""), ("Na", 0x8b, "ef"), ("Co", 0x94, "peratie"), ("Universit", 0x84, "t")]
    {
        let line = [b"COOP,".as_slice(), before.as_bytes(), &[letter], after.as_bytes(), b",,\n"].concat();
        let text = [b"payee,name,iban,agb\n08000001,x,,\n", &line[..]].concat();
        is_refused(name(&text, None), 3, "CSV (MS-DOS)");
        // Who knows better can say so.
        assert!(name(&text, Some(Encoding::Windows1252)).is_ok());
    }
}

#[test]
fn quotes_and_dots_of_windows_1252_are_no_ms_dos() {
    for word in ["Praktijk “Zon” en „Maan”", "‚zo’", "en…dan", "5‰", "Zorg‡", "‹links›", "A†", "foto’s"]
    {
        let text = format!("payee,name,iban,agb\nCOOP,{word},,\n08000001,é,,\n");
        assert_eq!(name(in_1252(&text), None), Ok(word.to_owned()));
    }
}

#[test]
fn a_mark_alone_and_a_mark_with_blank_lines_are_an_empty_file() {
    use verdeelsleutel::domain::problem::ProblemCode::EmptyFile;
    for text in ["\u{feff}", "\u{feff}\r\n\r\n", "\u{feff};;;\r\n;;;\r\n"] {
        Files::with("payees.csv", text).refused(&[(0, EmptyFile, "", "")]);
    }
}
