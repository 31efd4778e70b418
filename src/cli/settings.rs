//! What can be set of the service: flags go over the environment, that over a file, that over defaults.

use super::failure::Failure;
use super::service_arguments::{ServiceArguments, StoreArguments};
use crate::app::jobs::work;
use crate::domain::problem::{ProblemCode, Problems, Refused};
use crate::intake::settings::{Form, check_value, read};
use crate::web;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The variable that names the file, where no flag does.
const CONFIG: &str = "VERDEELSLEUTEL_CONFIG";

const SETTINGS: Refused = Refused {
    code: ProblemCode::InvalidToml,
    nl: ("Dit stel instellingen", "overgenomen"),
    en: ("This set of settings", "taken over"),
};

const HOUR: u64 = 3600;

/// Everything that can be set. As a flag it has dashes, in the environment capitals and `VERDEELSLEUTEL_` before it.
const KNOWN: [(&str, Form); 15] = [
    ("database_url", Form::Text),
    ("bind", Form::Text),
    ("workers", Form::Number(0, 1024)),
    ("most_json_bytes", Form::Number(1024, 1 << 30)),
    ("most_file_bytes", Form::Number(1024, 1 << 40)),
    ("most_requests_per_minute", Form::Number(1, 60_000_000)),
    ("most_failures_per_minute", Form::Number(1, 60_000_000)),
    ("head_seconds", Form::Number(1, HOUR)),
    ("body_seconds", Form::Number(1, HOUR)),
    ("file_seconds", Form::Number(1, 24 * HOUR)),
    ("farewell_seconds", Form::Number(0, HOUR)),
    ("jobs", Form::Number(0, 1024)),
    ("job_rows", Form::Number(0, 1 << 40)),
    ("job_projected_rows", Form::Number(0, 1 << 40)),
    ("job_lease_seconds", Form::Number(1, 24 * HOUR)),
];

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    Flag,
    Environment,
    File(String, u64),
    Default,
}

/// What holds, and where each came from.
#[derive(Debug)]
pub struct Settings {
    values: BTreeMap<&'static str, (String, Origin)>,
}

impl Settings {
    /// Of a command, with the environment and the file that one of them names. Refuses everything that is wrong with either
    /// at once.
    pub fn of(store: &StoreArguments, service: Option<&ServiceArguments>) -> Result<Settings, Failure> {
        let mut flags = vec![("database_url", store.database_url.clone())];
        flags.extend(service.into_iter().flat_map(ServiceArguments::said));
        let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let path = store.config.clone().or_else(|| environment(CONFIG).map(PathBuf::from));
        let file = match &path {
            None => None,
            Some(path) => {
                let told = |fault| Failure::usage(format!("{}: {fault}", path.display()));
                Some((path.as_path(), std::fs::read_to_string(path).map_err(told)?))
            }
        };
        Settings::choose(&flags, environment, file).map_err(|problems| Failure::problems_of(&SETTINGS, problems))
    }

    fn choose(
        flags: &[(&'static str, Option<String>)],
        environment: impl Fn(&str) -> Option<String>,
        file: Option<(&Path, String)>,
    ) -> Result<Settings, Problems> {
        let mut values: BTreeMap<&'static str, (String, Origin)> = defaults();
        let mut problems = Problems::default();
        if let Some((path, text)) = file {
            let name = path.display().to_string();
            let (found, wrong) = read(&name, &text, &KNOWN);
            problems.append(wrong);
            values.extend(found.into_iter().map(|set| (set.name, (set.value, Origin::File(name.clone(), set.line)))));
        }
        for (name, form) in KNOWN {
            let variable = variable(name);
            if let Some(value) = environment(&variable) {
                problems.append(check_value(&variable, form, &value));
                values.insert(name, (value, Origin::Environment));
            }
            if let Some((_, Some(value))) = flags.iter().find(|(flag, _)| *flag == name) {
                problems.append(check_value(&flag(name), form, value));
                values.insert(name, (value.clone(), Origin::Flag));
            }
        }
        if problems.is_clean() { Ok(Settings { values }) } else { Err(problems) }
    }

    /// The address of the store.
    pub fn database_url(&self) -> &str {
        self.text("database_url")
    }

    /// Address and port.
    pub fn bind(&self) -> &str {
        self.text("bind")
    }

    fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(value, _)| value.as_str())
    }

    /// What the doors hold to.
    pub fn web(&self) -> web::Settings {
        let number = |name: &str| self.text(name).parse::<u64>().unwrap_or_default();
        let size = |name: &str| usize::try_from(number(name)).unwrap_or(usize::MAX);
        let count = |name: &str| u32::try_from(number(name)).unwrap_or(u32::MAX);
        let seconds = |name: &str| Duration::from_secs(number(name));
        web::Settings {
            most_json: size("most_json_bytes"),
            most_file: size("most_file_bytes"),
            most_requests: count("most_requests_per_minute"),
            most_failures: count("most_failures_per_minute"),
            workers: size("workers"),
            head_patience: seconds("head_seconds"),
            patience: seconds("body_seconds"),
            file_patience: seconds("file_seconds"),
            farewell: seconds("farewell_seconds"),
            jobs: work::Settings {
                at_once: size("jobs"),
                most_rows: i64::try_from(number("job_rows")).unwrap_or(i64::MAX),
                most_projected: i64::try_from(number("job_projected_rows")).unwrap_or(i64::MAX),
                lease: seconds("job_lease_seconds"),
                ..work::Settings::USUAL
            },
            ..web::Settings::default()
        }
    }

    /// As a file of settings, with where each came from; without passwords.
    pub fn shown(&self) -> String {
        let mut text = String::new();
        for (name, form) in KNOWN {
            let Some((value, origin)) = self.values.get(name) else { continue };
            let value = match form {
                Form::Number(..) => value.clone(),
                Form::Text => format!("{:?}", without_password(value)),
            };
            let origin = match origin {
                Origin::Flag => flag(name),
                Origin::Environment => variable(name),
                Origin::File(file, line) => format!("{file}:{line}"),
                Origin::Default => "default".to_owned(),
            };
            let _ = writeln!(text, "{:<44} # {origin}", format!("{name} = {value}"));
        }
        text
    }
}

/// What holds when nothing is said.
fn defaults() -> BTreeMap<&'static str, (String, Origin)> {
    let web = web::Settings::default();
    let said = [
        ("database_url", "verdeelsleutel.db".to_owned()),
        ("bind", "127.0.0.1:8080".to_owned()),
        ("workers", web.workers.to_string()),
        ("most_json_bytes", web.most_json.to_string()),
        ("most_file_bytes", web.most_file.to_string()),
        ("most_requests_per_minute", web.most_requests.to_string()),
        ("most_failures_per_minute", web.most_failures.to_string()),
        ("head_seconds", web.head_patience.as_secs().to_string()),
        ("body_seconds", web.patience.as_secs().to_string()),
        ("file_seconds", web.file_patience.as_secs().to_string()),
        ("farewell_seconds", web.farewell.as_secs().to_string()),
        ("jobs", web.jobs.at_once.to_string()),
        ("job_rows", web.jobs.most_rows.to_string()),
        ("job_projected_rows", web.jobs.most_projected.to_string()),
        ("job_lease_seconds", web.jobs.lease.as_secs().to_string()),
    ];
    said.into_iter().map(|(name, value)| (name, (value, Origin::Default))).collect()
}

fn variable(name: &str) -> String {
    format!("VERDEELSLEUTEL_{}", name.to_uppercase())
}

fn flag(name: &str) -> String {
    format!("--{}", name.replace('_', "-"))
}

/// An address without what opens it: `postgres://user:…@host/name`.
fn without_password(address: &str) -> String {
    let (address, asked) = address.split_once('?').map_or((address, None), |(address, asked)| (address, Some(asked)));
    let mut shown = match address.split_once("://") {
        Some((scheme, rest)) => match rest.rsplit_once('@') {
            Some((user, host)) => {
                let user = user.split_once(':').map_or(user.to_owned(), |(user, _)| format!("{user}:…"));
                format!("{scheme}://{user}@{host}")
            }
            None => address.to_owned(),
        },
        None => address.to_owned(),
    };
    if let Some(asked) = asked {
        let hidden = asked.split('&').map(|part| match part.split_once('=') {
            Some((name, _)) if name.contains("password") => format!("{name}=…"),
            _ => part.to_owned(),
        });
        let _ = write!(shown, "?{}", hidden.collect::<Vec<_>>().join("&"));
    }
    shown
}
