//! Where money goes: which changes of it need a second person (spec 4, "Roles", four eyes: a change of an IBAN).
//!
//! Who changes where a participant is paid needs no change of an IBAN for it: a payee can be added, or a participant be given
//! another payee. So all three are held to be the same change. A merger is none: it is dated, and stands in every run.

use super::fault::Fault;
use crate::domain::problem::{Problem, ProblemCode, Refusal};
use crate::domain::reference::{Payee, Reference};
use crate::intake::listed::{Given, ListedRow, list};
use crate::intake::source::Source;
use crate::store::Hash;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The small files of an organisation, by name.
type Files = BTreeMap<String, Vec<u8>>;

const PAYEES: &str = "payees.csv";
const PARTICIPANTS: &str = "participants.csv";

/// What a new file changes of where money goes.
#[derive(Debug, PartialEq, Eq)]
pub struct Redirected {
    file: String,
    sha256: Hash,
    changes: Vec<Change>,
}

/// Whose money goes elsewhere. Accounts are masked.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    code: String,
    from: String,
    to: String,
}

impl Change {
    fn told(&self) -> String {
        format!("{}: {} → {}", self.code, self.from, self.to)
    }
}

/// What writing a file would change; nothing for any other kind.
pub fn redirected(before: &Files, file: &str, bytes: &[u8]) -> Option<Redirected> {
    if ![PAYEES, PARTICIPANTS].contains(&file) {
        return None;
    }
    let mut after = before.clone();
    after.insert(file.to_owned(), bytes.to_vec());
    let (old, new) = (ibans(before), ibans(&after));
    let mut changes = Vec::new();
    let mut note = |code: &str, from: &str, to: &str| {
        if plain(from) != plain(to) {
            changes.push(Change { code: code.to_owned(), from: masked(from), to: masked(to) });
        }
    };
    if file == PAYEES {
        for (payee, iban) in &new {
            note(payee, old.get(payee).map_or("", String::as_str), iban);
        }
    } else {
        let (paid_to, now_to) = (payees(before, &old), payees(&after, &old));
        let iban = |payee: &String| old.get(payee).map_or("", String::as_str);
        // Of a participant that is new nothing went elsewhere before.
        for (participant, payee) in &paid_to {
            if let Some(now) = now_to.get(participant).filter(|now| *now != payee) {
                note(participant, iban(payee), iban(now));
            }
        }
    }
    let sha256 = Hash::of(bytes);
    (!changes.is_empty()).then(|| Redirected { file: file.to_owned(), sha256, changes })
}

/// By payee, its IBAN.
fn ibans(files: &Files) -> BTreeMap<String, String> {
    column(files, PAYEES, "iban", &Reference::default())
}

/// By participant, whom it is paid through: without a payee it is its own (spec 2.9).
fn payees(files: &Files, ibans: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let payee =
        |code: &String| Payee { code: code.clone(), name: String::new(), iban: String::new(), agb: String::new() };
    // Codes that lost their zeros are recognised by those that there are.
    let reference = Reference { payees: ibans.keys().map(payee).collect(), ..Reference::default() };
    let mut payees = column(files, PARTICIPANTS, "payee", &reference);
    payees.iter_mut().filter(|(_, payee)| payee.is_empty()).for_each(|(code, payee)| payee.clone_from(code));
    payees
}

/// A column of a file by its key; a file that is not there, or not in order, has nothing.
fn column(files: &Files, file: &str, name: &str, reference: &Reference) -> BTreeMap<String, String> {
    let listed = list(Source::Memory(files), file, reference).and_then(Result::ok).unwrap_or_default();
    let cell = |row: &ListedRow| match row.cells.iter().find(|(column, _)| *column == name) {
        Some((_, Given::Text(text))) => text.clone(),
        _ => String::new(),
    };
    listed.rows.iter().map(|row| (row.key.clone(), cell(row))).collect()
}

/// As banks compare them: spaces and small letters mean nothing.
fn plain(iban: &str) -> String {
    iban.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Country, bank and the last four characters: enough to recognise an account, too little to pay to it.
fn masked(iban: &str) -> String {
    let plain: Vec<char> = plain(iban).chars().collect();
    let is_shown = |at: usize| plain.len() >= 15 && (at < 2 || (4..8).contains(&at) || at + 4 >= plain.len());
    if plain.is_empty() {
        return "-".to_owned();
    }
    plain.iter().enumerate().map(|(at, one)| if is_shown(at) { *one } else { '·' }).collect()
}

impl Redirected {
    /// Exactly what is consented to.
    pub fn request(&self) -> Value {
        let changes: Vec<String> = self.changes.iter().map(Change::told).collect();
        json!({"file": self.file, "sha256": self.sha256.to_string(), "changes": changes})
    }

    /// That consent is needed, and for what.
    pub fn refusal(&self) -> Fault {
        let sha256 = self.sha256;
        let refusal = Refusal::new(
            ProblemCode::ConsentRequired,
            format!(
                "Dit verandert op welke rekening wordt betaald. Vraag toestemming met POST …/consents: kind 'iban', subject \
                 '{0}', en als request file '{0}', sha256 '{sha256}' en changes met de waarden hieronder.",
                self.file
            ),
            format!(
                "This changes to which account is paid. Ask for consent with POST …/consents: kind 'iban', subject '{0}', \
                 and as request file '{0}', sha256 '{sha256}' and changes with the values below.",
                self.file
            ),
        );
        let problems = self.changes.iter().map(|change| Problem {
            code: ProblemCode::ConsentRequired,
            file: self.file.clone(),
            line: 0,
            column: if self.file == PAYEES { "iban" } else { "payee" }.to_owned(),
            value: change.told(),
            message_nl: format!(
                "{} wordt voortaan betaald op {} in plaats van {}.",
                change.code, change.to, change.from
            ),
            message_en: format!("{} is paid to {} from now on instead of {}.", change.code, change.to, change.from),
        });
        Refusal { problems: problems.collect(), ..refusal }.into()
    }
}

/// Refuses a request for consent that is not of this form: it goes into the log, which has no whole account numbers.
pub fn check_request(subject: &str, request: &Value) -> Result<(), Fault> {
    let is_file = |file: &str| [PAYEES, PARTICIPANTS].contains(&file);
    let is_masked =
        |side: &str| side == "-" || (side.contains('·') && side.chars().filter(char::is_ascii_digit).count() <= 6);
    let is_change = |change: &Value| {
        let sides =
            change.as_str().and_then(|text| text.rsplit_once(": ")).and_then(|(_, sides)| sides.split_once(" → "));
        sides.is_some_and(|(from, to)| is_masked(from) && is_masked(to))
    };
    let fields = request.as_object();
    let is_right = fields.is_some_and(|fields| fields.len() == 3)
        && request["file"].as_str().is_some_and(|file| is_file(file) && file == subject)
        && request["sha256"].as_str().is_some_and(|hash| Hash::parse(hash).is_some())
        && request["changes"].as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_change));
    if is_right {
        return Ok(());
    }
    // What was sent may have an account number in it.
    Err(Fault::field(
        "request",
        "",
        "Vraag het zoals de weigering zegt: file (ook als subject), sha256 en changes, met gemaskeerde rekeningen.",
        "Ask as the refusal says: file (also as subject), sha256 and changes, with masked accounts.",
    ))
}
