//! What can be asked on the command line.

use super::conventions::{ReadingArguments, TableArguments};
use super::service_arguments::{ServiceArguments, StoreArguments};
use crate::domain::date::{Date, last_day};
use crate::domain::language::Language;
use crate::domain::run::{Basis, RunKind, RunSpec};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Divides the integral tariffs of a Dutch birth-care organisation over its participants: exact to the cent, explained
/// down to each claim.
#[derive(Parser)]
#[command(name = "verdeelsleutel", version, max_term_width = 120)]
pub struct Arguments {
    /// Language of tables and messages.
    #[arg(long, global = true, value_enum, default_value_t = LanguageChoice::Nl)]
    pub language: LanguageChoice,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum LanguageChoice {
    Nl,
    En,
}

impl From<LanguageChoice> for Language {
    fn from(choice: LanguageChoice) -> Language {
        match choice {
            LanguageChoice::Nl => Language::Nl,
            LanguageChoice::En => Language::En,
        }
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Compute the distribution of a year: a table for people, or the result document as JSON.
    Compute(Compute),
    /// Open an amount: the way from what is due to a participant down to each claim.
    Explain(Explain),
    /// Project scenarios over the years: who gains and who loses, what the guarantee costs, what becomes of the reserve.
    Simulate(Simulate),
    /// Print every problem of every file of a dossier, its models and its scenarios.
    Check(Check),
    /// Make a file of a dossier of the export of another system, by a mapping of its columns.
    Convert(Convert),
    /// Replace a column of citizen service numbers by keyed pseudonyms, before a file leaves the practice.
    ///
    /// A pseudonym is the keyed hash (HMAC-SHA-256) of a number: with the same key the same person has the same pseudonym
    /// at every practice. It is no anonymity: whoever has the key can recompute the pseudonym of every number. Keep the
    /// key with the practices, and away from the organisation that receives their files.
    Pseudonymise(Pseudonymise),
    /// Compute the models of the example and print the board's tables; then serve it until stopped.
    Demo(Demo),
    /// Serve the REST service.
    Serve(Serve),
    /// Make an organisation of a dossier folder, with its models.
    Import(Import),
    /// Write an organisation as a dossier folder.
    Export(Export),
    /// Make, list and withdraw keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Look through the audit log.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Compute a stored run again and compare the bytes.
    Verify(VerifyRun),
    /// Print the description of the REST service (OpenAPI 3.1).
    Openapi,
}

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    pub store: StoreArguments,
    #[command(flatten)]
    pub service: ServiceArguments,
    /// Print what is set and where each setting came from, as a file of settings without passwords, and stop.
    #[arg(long)]
    pub print_config: bool,
}

#[derive(Args)]
pub struct Import {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Only the small files and the models: claims, deliveries and episodes are uploaded later.
    #[arg(long)]
    pub without_rows: bool,
    #[command(flatten)]
    pub store: StoreArguments,
}

#[derive(Args)]
pub struct Export {
    /// Folder that is made; it must not be there yet.
    pub folder: PathBuf,
    #[arg(long)]
    pub organisation: String,
    #[command(flatten)]
    pub store: StoreArguments,
}

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a key; its token is printed once.
    Create {
        #[command(flatten)]
        store: StoreArguments,
        #[arg(long)]
        organisation: String,
        /// Name of the person or system.
        #[arg(long)]
        holder: String,
        #[arg(long, value_enum)]
        role: RoleChoice,
        /// Code of a participant, discipline or insurer; may be given more than once.
        #[arg(long)]
        scope: Vec<String>,
        /// RFC 3339, such as 2027-01-01T00:00:00Z.
        #[arg(long)]
        expires: Option<String>,
    },
    /// List the keys of an organisation.
    List {
        #[command(flatten)]
        store: StoreArguments,
        #[arg(long)]
        organisation: String,
    },
    /// Withdraw a key.
    Withdraw {
        #[command(flatten)]
        store: StoreArguments,
        #[arg(long)]
        organisation: String,
        id: String,
    },
}

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Whether every entry is as it was written.
    Verify {
        #[command(flatten)]
        store: StoreArguments,
        #[arg(long)]
        organisation: String,
    },
}

#[derive(Args)]
pub struct VerifyRun {
    /// Id of the run.
    pub run: String,
    #[arg(long)]
    pub organisation: String,
    #[command(flatten)]
    pub store: StoreArguments,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RoleChoice {
    Controller,
    Board,
    Participant,
    Discipline,
    Insurer,
    Auditor,
}

/// Which run of which dossier.
#[derive(Args)]
pub struct RunArguments {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Distribution model: a path within the dossier, or any other.
    #[arg(long)]
    pub model: PathBuf,
    /// Care year.
    #[arg(long, value_parser = clap::value_parser!(i32).range(1900..=9999))]
    pub year: i32,
    /// Last day of the run [default: 31 December].
    #[arg(long, value_parser = day)]
    pub to: Option<Date>,
    /// Count claim events up to and including this day [default: all].
    #[arg(long, value_parser = day)]
    pub as_of: Option<Date>,
    #[arg(long, value_enum, default_value_t = BasisChoice::Accepted)]
    pub basis: BasisChoice,
    #[arg(long, value_enum, default_value_t = KindChoice::Interim)]
    pub kind: KindChoice,
    /// Write to this file instead of standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

impl RunArguments {
    pub fn spec(&self) -> RunSpec {
        RunSpec {
            year: self.year,
            to: self.to.unwrap_or_else(|| last_day(self.year)),
            as_of: self.as_of,
            basis: self.basis.into(),
            kind: self.kind.into(),
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("'{text}' is not a day such as 2026-09-30"))
}

#[derive(Args)]
pub struct Compute {
    #[command(flatten)]
    pub run: RunArguments,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Args)]
pub struct Simulate {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    /// Scenario: a path within the dossier, or any other; may be given more than once.
    #[arg(required = true, value_name = "SCENARIO")]
    pub scenarios: Vec<PathBuf>,
    /// Distribution model instead of those that the scenarios name; may be given more than once.
    #[arg(long, value_name = "FILE")]
    pub model: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write to this file instead of standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

#[derive(Args)]
pub struct Explain {
    #[command(flatten)]
    pub run: RunArguments,
    /// Code of the participant.
    #[arg(long)]
    pub participant: String,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
}

#[derive(Args)]
pub struct Check {
    /// Folder of the dossier.
    pub dossier: PathBuf,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

#[derive(Args)]
pub struct Convert {
    /// Mapping: a TOML file that says where each column comes from.
    pub mapping: PathBuf,
    /// Export of the other system: CSV or XLSX.
    pub export: PathBuf,
    /// Write to this file instead of standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
}

#[derive(Args)]
pub struct Pseudonymise {
    /// Table with the column: CSV or XLSX.
    #[arg(required_unless_present = "new_key")]
    pub file: Option<PathBuf>,
    /// File with the secret key that the practices share.
    #[arg(long, required_unless_present = "new_key")]
    pub key_file: Option<PathBuf>,
    /// Column to replace; may be given more than once.
    #[arg(long, required_unless_present = "new_key")]
    pub column: Vec<String>,
    /// The values are no citizen service numbers but others, such as client numbers, given out by WHOSE: number 1001 of
    /// another practice has another pseudonym.
    #[arg(long, value_name = "WHOSE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub any: Option<String>,
    /// Give a column another name, such as `bsn=episode_id`.
    #[arg(long, value_name = "COLUMN=NAME", value_parser = renaming)]
    pub rename: Vec<(String, String)>,
    /// Write to this file instead of standard output.
    #[arg(long)]
    pub output: Option<PathBuf>,
    /// Make a key and write it to this file, which must not be there yet.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "key_file", "column", "any", "rename", "output"])]
    pub new_key: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub format: ExplainFormat,
    #[command(flatten)]
    pub table: TableArguments,
}

fn renaming(text: &str) -> Result<(String, String), String> {
    let names = text.rsplit_once('=').filter(|(old, new)| !old.is_empty() && !new.trim().is_empty());
    names.map(|(old, new)| (old.to_owned(), new.to_owned())).ok_or_else(|| "write it as COLUMN=NAME".to_owned())
}

#[derive(Args)]
pub struct Demo {
    /// Stop after printing.
    #[arg(long)]
    pub once: bool,
    #[command(flatten)]
    pub service: ServiceArguments,
    /// Folder of the example [default: fixtures/voorbeeld].
    #[arg(long)]
    pub dossier: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum BasisChoice {
    Claimed,
    Accepted,
    Paid,
}

impl From<BasisChoice> for Basis {
    fn from(choice: BasisChoice) -> Basis {
        match choice {
            BasisChoice::Claimed => Basis::Claimed,
            BasisChoice::Accepted => Basis::Accepted,
            BasisChoice::Paid => Basis::Paid,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum KindChoice {
    Interim,
    Settlement,
}

impl From<KindChoice> for RunKind {
    fn from(choice: KindChoice) -> RunKind {
        match choice {
            KindChoice::Interim => RunKind::Interim,
            KindChoice::Settlement => RunKind::Settlement,
        }
    }
}
