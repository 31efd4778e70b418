//! `fixtures/invalid/README.md`: the page of every code, made of the table, the files and what the program prints.

use crate::golden::holds;
use crate::places::{Place, path_of, place_of};
use crate::printed::{by_the_program, head};
use crate::shown::{is_of_no_file, is_our_fault};
use crate::story::{Story, stories};
use crate::thirty;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use verdeelsleutel::domain::catalogue::Theme;
use verdeelsleutel::domain::language::Language::{En, Nl};
use verdeelsleutel::domain::problem::ProblemCode;

const INTRODUCTION: &str = "\
# Wat er mis kan zijn · What can be wrong

Elke melding van het programma heeft een vaste code. Hieronder staat per code wat er aan de hand is, wat je eraan doet, het
kleinste bestand dat de melding geeft, en wat het programma er dan over zegt. Een **fout** houdt tegen: het bestand, het model
of de berekening wordt geweigerd, met alle fouten tegelijk. Een **waarschuwing** komt naast het resultaat. Een melding begint
met het bestand, de regel en de kolom; de kopregel is regel 1.

*Every message of the program has a stable code. Below stands for each code what is the matter, what to do about it, the
smallest file that gives the message, and what the program then says. An **error** stops: the file, the model or the run is
refused, with all errors at once. A **warning** comes beside the result. A message begins with the file, the line and the
column; the header row is line 1.*

Elk bestand komt in [`dossier`](dossier) op de plaats van het bestand dat erboven staat; [`places.toml`](places.toml) zegt waar
de melding dan hoort te komen. De getallen zijn de HTTP-status van het antwoord dat zo'n fout draagt. · *Each file takes the
place of the file named above it in `dossier`; `places.toml` says where the message then has to come. The numbers are the HTTP
status of an answer with such an error.*

Deze pagina wordt gemaakt en vergeleken door `tests/catalogue`. · *This page is made and compared by `tests/catalogue`.*
";

#[test]
fn the_page_is_made_of_the_table_the_files_and_what_the_program_prints() {
    let stories = stories();
    let mut page = INTRODUCTION.to_owned();
    for theme in Theme::ALL {
        write!(page, "\n## {} · {}\n\n", theme.title(Nl), theme.title(En)).unwrap();
        page.push_str("| code | wat er is | *what it is* |\n| --- | --- | --- |\n");
        for code in of(theme) {
            let entry = code.entry();
            writeln!(page, "| [`{code}`](#{code}) | {} | *{}* |", entry.title(Nl), entry.title(En)).unwrap();
        }
        for code in of(theme) {
            page.push_str(&section(code, &stories));
        }
    }
    page.push_str(&thirty::section());
    holds(&path_of("README.md"), &page);
}

fn of(theme: Theme) -> impl Iterator<Item = ProblemCode> {
    ProblemCode::ALL.iter().copied().filter(move |code| code.entry().theme == theme)
}

fn section(code: ProblemCode, stories: &[Story]) -> String {
    let entry = code.entry();
    let mut text = format!("\n### {code}\n\n**{}** · *{}* · {}\n\n", entry.title(Nl), entry.title(En), weight(code));
    write!(text, "{}\n\n*{}*\n", escaped(entry.hint(Nl)), escaped(entry.hint(En))).unwrap();
    if is_of_no_file(code) {
        let of_service = code.entry().theme == Theme::Service;
        let source = "\nZie · *See* `convert` en · *and* `pseudonymise`.\n";
        text.push_str(if of_service {
            "\nEen antwoord van de dienst. · *An answer of the service.*\n"
        } else {
            source
        });
        return text;
    }
    if is_our_fault(code) {
        text.push_str("\nGeen bestand geeft deze melding. · *No file gives this message.*\n");
        return text;
    }
    let place = place_of(code);
    text.push_str(&shown(code, &place));
    write!(text, "\n```text\n{}```\n", printed(code, &place)).unwrap();
    let told: Vec<String> = stories.iter().filter(|story| tells(story, code)).map(link).collect();
    if !told.is_empty() {
        write!(text, "\nMet de hand uitgerekend in · *Calculated by hand in* {}.\n", told.join(", ")).unwrap();
    }
    text
}

/// Text as it stands, also where Markdown would read a sign of it.
pub fn escaped(text: &str) -> String {
    text.replace('*', "\\*").replace('|', "\\|")
}

/// What the code does.
fn weight(code: ProblemCode) -> String {
    let entry = code.entry();
    match (entry.status, entry.warns) {
        (None, _) => "waarschuwing · *warning*".to_owned(),
        (Some(status), true) => format!("fout ({status}) of waarschuwing · *error or warning*"),
        (Some(status), false) if is_our_fault(code) => format!("fout in het programma ({status}) · *fault of ours*"),
        (Some(status), false) => format!("fout ({status}) · *error*"),
    }
}

/// What the dossier is changed by, and what is computed.
fn shown(code: ProblemCode, place: &Place) -> String {
    let mut text = String::new();
    if let (Some(file), Some(fixture)) = (place.file(), place.fixture(code)) {
        let bytes = fs::read(path_of(&fixture)).unwrap();
        let (_, kind) = file.rsplit_once('.').unwrap();
        let content = if bytes.is_empty() {
            "Zonder inhoud. · *Without content.*\n".to_owned()
        } else {
            format!("```{kind}\n{}```\n", readable(&bytes))
        };
        write!(text, "\n[`{file}`]({fixture}):\n\n{content}").unwrap();
    }
    if let Some(absent) = place.absent() {
        writeln!(text, "\nZonder · *Without* `{absent}`.").unwrap();
    }
    if let Some(run) = &place.run {
        writeln!(text, "\nBerekening · *Run*: `{run}`.").unwrap();
    }
    text
}

/// Bytes that are no text as `\x8d`.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| write!(text, "\\x{byte:02x}").unwrap());
    }
    text
}

/// What the program says in both languages: the lines with the code, or, where the whole is refused with it, all.
fn printed(code: ProblemCode, place: &Place) -> String {
    let folder = place.dossier(code);
    let mut text = String::new();
    for language in [Nl, En] {
        let told = by_the_program(&folder.path, place, language);
        let said = head(&told).lines().filter(|line| place.refusal || line.contains(&format!("[{code}]")));
        let before = text.len();
        said.for_each(|line| writeln!(text, "{line}").unwrap());
        assert!(text.len() > before, "{code}: the program says nothing of it: {} {}", told.out, told.err);
    }
    text
}

/// Whether a run of the story is refused with the code, warns of it, or holds a claim for it.
fn tells(story: &Story, code: ProblemCode) -> bool {
    let has = |value: &Value, list: &str| {
        value[list].as_array().is_some_and(|rows| rows.iter().any(|row| row["code"] == code.as_str()))
    };
    story
        .runs
        .iter()
        .map(|run| &run.expected)
        .any(|expected| expected["refused"] == code.as_str() || has(expected, "warnings") || has(expected, "held"))
}

fn link(story: &Story) -> String {
    format!("[{0}](../golden/{0}/about.md)", story.name)
}
