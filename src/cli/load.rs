//! From paths to a dossier, a model and a result.

use super::arguments::RunArguments;
use super::conventions::ReadingArguments;
use super::failure::{Failure, complain, problem_lines};
use super::progress::Progress;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::model::Model;
use crate::intake;
use crate::intake::source::Source;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Refuses, as wrong usage, a folder that is not there.
pub fn folder_exists(folder: &Path, language: Language) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    let folder = folder.display();
    Err(Failure::usage(match language {
        Language::Nl => format!("De map {folder} bestaat niet."),
        Language::En => format!("The folder {folder} does not exist."),
    }))
}

/// Reads a dossier whole, with its warnings as lines.
pub fn dossier(
    folder: &Path,
    reading: &ReadingArguments,
    language: Language,
    progress: &Progress,
) -> Result<(Dossier, String), Failure> {
    folder_exists(folder, language)?;
    let conventions = reading.conventions(language).map_err(Failure::usage)?;
    progress.step(language.pick("dossier lezen", "reading the dossier"));
    let (dossier, warnings) =
        intake::dossier::read_as(Source::Folder(folder), &conventions).map_err(Failure::problems)?;
    progress.done();
    Ok((dossier, problem_lines(&warnings, 0, language)))
}

/// What a run needs, read.
pub struct Inputs {
    pub dossier: Dossier,
    pub model: Model,
    /// Warnings that are still to be told: a refusal as JSON is one document on standard error, so with `--format json`
    /// they wait until there is a result.
    pub untold: String,
}

/// Reads the dossier and the model of a run.
pub fn inputs(run: &RunArguments, as_json: bool, language: Language, progress: &Progress) -> Result<Inputs, Failure> {
    let (dossier, mut untold) = dossier(&run.dossier, &run.reading, language, progress)?;
    if !as_json {
        complain(&std::mem::take(&mut untold));
    }
    let model = model(&run.dossier, &run.model, &dossier, language)?;
    Ok(Inputs { dossier, model, untold })
}

/// Reads a model: a path within the dossier first, else as given.
pub fn model(folder: &Path, path: &Path, dossier: &Dossier, language: Language) -> Result<Model, Failure> {
    let within = folder.join(path);
    let found = if within.is_file() { within } else { path.to_owned() };
    let bytes = fs::read(&found).map_err(|fault| {
        let path = path.display();
        Failure::usage(match language {
            Language::Nl => format!("Het model {path} is niet te lezen: {fault}"),
            Language::En => format!("The model {path} cannot be read: {fault}"),
        })
    })?;
    let name = path.display().to_string();
    intake::model::read(&name, &bytes, &dossier.reference).map_err(|problems| intake::model::refusal(problems).into())
}

/// The models of a dossier, by name of file.
pub fn model_paths(folder: &Path) -> Vec<PathBuf> {
    documents(folder, "models")
}

/// The scenarios of a dossier, by name of file.
pub fn scenario_paths(folder: &Path) -> Vec<PathBuf> {
    documents(folder, "scenarios")
}

fn documents(folder: &Path, of: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(of)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter_map(|path| path.file_name().map(|name| Path::new(of).join(name)))
        .collect();
    paths.sort();
    paths
}

/// The bytes of a file that was named; one that cannot be read is wrong usage.
pub fn named_file(path: &Path, language: Language) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|fault| {
        let path = path.display();
        Failure::usage(match language {
            Language::Nl => format!("Het bestand {path} is niet te lezen: {fault}"),
            Language::En => format!("The file {path} cannot be read: {fault}"),
        })
    })
}

/// Refuses, as wrong usage, to write over what is read: it may be the only one there is.
pub fn not_over(output: Option<&Path>, read: &[&Path], language: Language) -> Result<(), Failure> {
    let place = |path: &Path| fs::canonicalize(path).ok();
    let Some(output) = output else { return Ok(()) };
    let is_one_of_them =
        place(output).is_some_and(|output| read.iter().any(|path| place(path) == Some(output.clone())));
    if !is_one_of_them {
        return Ok(());
    }
    let output = output.display();
    Err(Failure::usage(match language {
        Language::Nl => format!("{output} wordt gelezen en kan niet ook het bestand zijn dat wordt geschreven."),
        Language::En => format!("{output} is read and cannot be the file that is written as well."),
    }))
}

/// Writes to a file, or to standard output. A reader that stops listening is no fault.
pub fn write(output: Option<&Path>, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    match output {
        Some(path) => {
            fs::write(path, content).map_err(|fault| Failure::unexpected(format!("{}: {fault}", path.display())))
        }
        None => match io::stdout().lock().write_all(content.as_ref()) {
            Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(Failure::unexpected(fault)),
            _ => Ok(()),
        },
    }
}
