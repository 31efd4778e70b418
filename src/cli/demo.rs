//! `demo`: the example IGO under each of its models, as its board would see it.

use super::arguments::Demo;
use super::conventions::ReadingArguments;
use super::failure::{Failure, complain, run_warning_lines};
use super::load;
use super::progress::Progress;
use super::service_arguments::StoreArguments;
use super::settings::Settings;
use crate::app::import::ImportWish;
use crate::app::keys::KeyWish;
use crate::app::role::Role;
use crate::calc;
use crate::calc::trace::Silent;
use crate::domain::date::last_day;
use crate::domain::dossier::Dossier;
use crate::domain::language::Language;
use crate::domain::run::{Basis, RunKind, RunSpec};
use crate::report::board::board_table;
use crate::report::compare::comparison;
use std::path::{Path, PathBuf};

/// The year of the example.
const YEAR: i32 = 2026;

pub fn demo(wish: &Demo, language: Language) -> Result<(), Failure> {
    let folder = wish.dossier.clone().unwrap_or_else(example);
    let models = load::model_paths(&folder);
    let progress = Progress::new(1 + u64::try_from(models.len()).unwrap_or(0));
    let (dossier, warnings) = load::dossier(&folder, &ReadingArguments::default(), language, &progress)?;
    complain(&warnings);
    let spec =
        RunSpec { year: YEAR, to: last_day(YEAR), as_of: None, basis: Basis::Accepted, kind: RunKind::Settlement };
    let mut results = Vec::new();
    let mut text = String::new();
    for path in models {
        progress.step(path.display().to_string());
        let model = load::model(&folder, &path, &dossier, language)?;
        let outcome = calc::run::run(&dossier, &model, &spec, &mut Silent)?;
        complain(&run_warning_lines(&outcome.warnings, language));
        text.push_str(&board_table(&dossier, &model, &outcome, language)?);
        text.push('\n');
        results.push((model, outcome));
        progress.done();
    }
    text.push_str(&comparison(&dossier, &results, language)?);
    drop(progress);
    load::write(None, &text)?;
    if wish.once { Ok(()) } else { serve_it(&folder, &dossier, wish, language) }
}

/// Serves the example from a store of its own that is gone afterwards, with a key per role that is printed once.
fn serve_it(folder: &Path, dossier: &Dossier, wish: &Demo, language: Language) -> Result<(), Failure> {
    let settings = Settings::of(&StoreArguments::default(), Some(&wish.service))?;
    let reference = &dossier.reference;
    let participant = reference.participants.first().map_or("", |participant| participant.code.as_str());
    let discipline = reference.disciplines.first().map_or("", |discipline| discipline.code.as_str());
    let insurer = reference.insurers.first().map_or("", |insurer| insurer.code.as_str());
    let keys = Role::ALL.into_iter().map(|role| {
        let scope: &[&str] = match role {
            Role::Board | Role::Participant => &[participant],
            Role::Discipline => &[discipline],
            Role::Insurer => &[insurer],
            Role::Controller | Role::Auditor => &[],
        };
        let scope = scope.iter().map(|code| (*code).to_owned()).collect();
        KeyWish { holder: format!("demo {role}"), role, scope, expires: None }
    });
    let files = ImportWish { keys: keys.collect(), ..super::serve::folder(folder, language)? };
    let place = std::env::temp_dir().join(format!("verdeelsleutel-demo-{}", std::process::id()));
    std::fs::create_dir_all(&place).map_err(Failure::unexpected)?;
    let served = super::service::run(async {
        let address = place.join("demo.db").display().to_string();
        let app = super::service::open_at(&address).await?;
        let imported = app.import(files, crate::web::now()).await?;
        let mut told = format!("/api/v1/organisations/{}\n", imported.organisation);
        for key in &imported.keys {
            told.push_str(&format!("{:<12} {}\n", key.role, key.token.as_deref().unwrap_or_default()));
        }
        load::write(None, told)?;
        super::serve::listen(app, settings.bind(), settings.web(), language).await
    });
    let _gone = std::fs::remove_dir_all(&place);
    served
}

/// The example beside us, else in the folder this program was built from.
fn example() -> PathBuf {
    let near = PathBuf::from("fixtures/voorbeeld");
    if near.is_dir() { near } else { PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/voorbeeld") }
}
