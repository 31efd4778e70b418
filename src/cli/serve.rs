//! `serve`, `import`, `key`, `audit verify`, `verify` and `openapi`: the service and what its keeper does.

use super::arguments::{AuditCommand, Export, Import, KeyCommand, RoleChoice, Serve, VerifyRun};
use super::failure::{Failure, complain};
use super::load;
use super::service::{open, open_at, run};
use super::settings::Settings;
use crate::app::App;
use crate::app::import::ImportWish;
use crate::app::keys::{KeyLine, KeyWish};
use crate::app::role::Role;
use crate::domain::language::Language;
use crate::web;
use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::Path;

pub fn serve(wish: &Serve, language: Language) -> Result<(), Failure> {
    let settings = Settings::of(&wish.store, Some(&wish.service))?;
    if wish.print_config {
        return load::write(None, settings.shown());
    }
    run(async {
        let app = open_at(settings.database_url()).await?;
        listen(app, settings.bind(), settings.web(), language).await
    })
}

/// Answers until stopped.
pub async fn listen(app: App, bind: &str, settings: web::Settings, language: Language) -> Result<(), Failure> {
    let socket = TcpListener::bind(bind).map_err(|fault| Failure::unexpected(format!("{bind}: {fault}")))?;
    let address = socket.local_addr().map_err(Failure::unexpected)?;
    let server = web::serve(app, socket, settings).map_err(Failure::unexpected)?;
    complain(&match language {
        Language::Nl => format!("De dienst staat op http://{address}/api/ en stopt met Ctrl-C.\n"),
        Language::En => format!("The service is at http://{address}/api/ and stops with Ctrl-C.\n"),
    });
    server.await.map_err(Failure::unexpected)
}

/// The files of a dossier folder and its models.
pub fn folder(path: &Path, language: Language) -> Result<ImportWish, Failure> {
    load::folder_exists(path, language)?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path).map_err(Failure::unexpected)? {
        let entry = entry.map_err(Failure::unexpected)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if crate::app::documents::is_file(&name) {
            files.insert(name, fs::read(entry.path()).map_err(Failure::unexpected)?);
        }
    }
    let mut models = BTreeMap::new();
    for model in load::model_paths(path) {
        let name = model.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        models.insert(name, fs::read_to_string(path.join(&model)).map_err(Failure::unexpected)?);
    }
    Ok(ImportWish { files, models, keys: Vec::new(), without_rows: false })
}

pub fn import(wish: &Import, language: Language) -> Result<(), Failure> {
    let files = ImportWish { without_rows: wish.without_rows, ..folder(&wish.dossier, language)? };
    run(async {
        let app = open(&wish.store).await?;
        let imported = app.import(files, web::now()).await?;
        load::write(None, format!("{}\t{}\n", imported.organisation, imported.name))
    })
}

pub fn export(wish: &Export) -> Result<(), Failure> {
    let put = |path: &Path, bytes: &[u8]| -> std::io::Result<()> {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, bytes)
    };
    run(async {
        let app = open(&wish.store).await?;
        let files = app.export(&wish.organisation).await?;
        // Never over what somebody keeps there.
        fs::create_dir(&wish.folder).map_err(|fault| Failure::usage(format!("{}: {fault}", wish.folder.display())))?;
        for (path, bytes) in &files {
            put(&wish.folder.join(path), bytes).map_err(Failure::unexpected)?;
        }
        Ok(())
    })
}

pub fn key(command: &KeyCommand) -> Result<(), Failure> {
    run(async {
        match command {
            KeyCommand::Create { store, organisation, holder, role, scope, expires } => {
                let app = open(store).await?;
                let wish = KeyWish {
                    holder: holder.clone(),
                    role: (*role).into(),
                    scope: scope.clone(),
                    expires: expires.clone(),
                };
                let made = app.create_key_here(organisation, &wish, web::now()).await?;
                load::write(None, format!("{}\t{}\n", made.id, made.token.unwrap_or_default()))
            }
            KeyCommand::List { store, organisation } => {
                let app = open(store).await?;
                let lines: String = app.keys_here(organisation).await?.iter().map(shown).collect();
                load::write(None, lines)
            }
            KeyCommand::Withdraw { store, organisation, id } => {
                let app = open(store).await?;
                Ok(app.withdraw_key_here(organisation, id, web::now()).await?)
            }
        }
    })
}

fn shown(key: &KeyLine) -> String {
    let state = if key.withdrawn.is_some() { "withdrawn" } else { "open" };
    format!("{}\t{}\t{}\t{}\t{state}\n", key.id, key.role, key.holder, key.scope.join(","))
}

pub fn audit(command: &AuditCommand, language: Language) -> Result<(), Failure> {
    let AuditCommand::Verify { store, organisation } = command;
    run(async {
        let app = open(store).await?;
        let told = app.verify_audit(organisation).await?.told(language);
        match told {
            Ok(text) => load::write(None, text),
            Err(text) => Err(Failure::unexpected(text)),
        }
    })
}

pub fn verify(wish: &VerifyRun, language: Language) -> Result<(), Failure> {
    run(async {
        let app = open(&wish.store).await?;
        if app.verify_run(&wish.organisation, &wish.run).await? {
            return load::write(
                None,
                language.pick("De berekening geeft dezelfde bytes.\n", "The run gives the same bytes.\n"),
            );
        }
        Err(Failure::unexpected(language.pick(
            "De berekening geeft andere bytes dan bewaard zijn.",
            "The run gives other bytes than those that are kept.",
        )))
    })
}

pub fn openapi() -> Result<(), Failure> {
    load::write(None, web::openapi::json())
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Role {
        match choice {
            RoleChoice::Controller => Role::Controller,
            RoleChoice::Board => Role::Board,
            RoleChoice::Participant => Role::Participant,
            RoleChoice::Discipline => Role::Discipline,
            RoleChoice::Insurer => Role::Insurer,
            RoleChoice::Auditor => Role::Auditor,
        }
    }
}
