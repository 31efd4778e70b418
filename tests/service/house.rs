//! A server with the example in it, and a key of every role.

use crate::database::Database;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::marker::PhantomData;
use std::net::{SocketAddr, TcpListener};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use ureq::Agent;
use ureq::http::Request;
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::jobs::work::{Settings as Jobs, Stopper};
use verdeelsleutel::app::keys::KeyWish;
use verdeelsleutel::app::role::Role;
use verdeelsleutel::app::{App, Store, StoreSettings};
use verdeelsleutel::store::Backend;
use verdeelsleutel::web;

/// The organisation of the example.
pub const ORG: &str = "igo-rivierenland";

/// A server of ours on a database of its own.
pub struct HouseOn<D> {
    pub database: String,
    desk: Desk,
    stopper: Stopper,
    server: Option<thread::JoinHandle<()>>,
    /// None of a second server on the database of another.
    _kept: Option<Database>,
    on: PhantomData<D>,
}

/// On SQLite.
pub type House = HouseOn<OnSqlite>;

/// Which database a house stands on.
pub trait On {
    const BACKEND: Backend;
}

pub struct OnSqlite;
pub struct OnPostgres;

impl On for OnSqlite {
    const BACKEND: Backend = Backend::Sqlite;
}

impl On for OnPostgres {
    const BACKEND: Backend = Backend::Postgres;
}

/// Where a service is asked, with the keys that open it.
#[derive(Clone)]
pub struct Desk {
    pub address: SocketAddr,
    /// By role.
    pub tokens: BTreeMap<&'static str, String>,
    agent: Agent,
}

/// How a house is furnished.
pub struct Terms {
    /// Without claims, deliveries and episodes.
    pub without_rows: bool,
    pub store: StoreSettings,
    pub web: web::Settings,
}

impl Default for Terms {
    /// Few threads, and a limit that a test reaches.
    fn default() -> Terms {
        let web = web::Settings { workers: 2, most_json: 4096, ..web::Settings::default() };
        Terms { without_rows: false, store: StoreSettings::default(), web }
    }
}

/// What the service answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }

    pub fn text(&self, field: &str) -> String {
        self.json()[field].as_str().unwrap_or_default().to_owned()
    }

    /// Its code, when it is a refusal.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.text("code").as_str()), (status, code), "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self.json()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

/// Who the keys of the example are for.
fn scope(role: Role) -> Vec<String> {
    let scope: &[&str] = match role {
        Role::Board | Role::Participant => &["VP01"],
        Role::Discipline => &["midwifery"],
        Role::Insurer => &["3311"],
        Role::Controller | Role::Auditor => &[],
    };
    scope.iter().map(|code| (*code).to_owned()).collect()
}

pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files and models of a folder.
pub fn wish(folder: &Path) -> ImportWish {
    let read = |path: &Path| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let files = read(folder).into_iter().filter(|path| verdeelsleutel::app::documents::is_file(&name(path)));
    let files = files.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    let models = read(&folder.join("models")).into_iter();
    let models = models
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
    ImportWish { files, models: models.collect(), keys: Vec::new(), without_rows: false }
}

/// A key for every role.
fn keys() -> Vec<KeyWish> {
    let wish = |role: Role| KeyWish { holder: format!("test {role}"), role, scope: scope(role), expires: None };
    Role::ALL.into_iter().map(wish).collect()
}

/// Puts a dossier of an empty database in, past the service; gives the token of every role.
pub async fn fill(app: &App, wish: ImportWish) -> BTreeMap<&'static str, String> {
    let imported = app.import(ImportWish { keys: keys(), ..wish }, web::now()).await.unwrap();
    let tokens = imported.keys.into_iter().map(|key| key.token.unwrap());
    Role::ALL.into_iter().map(Role::as_str).zip(tokens).collect()
}

impl<D: On> HouseOn<D> {
    /// The example.
    pub fn open() -> Self {
        HouseOn::with(Terms::default())
    }

    /// The example without claims, deliveries and episodes.
    pub fn without_rows() -> Self {
        HouseOn::with(Terms { without_rows: true, ..Terms::default() })
    }

    /// On other terms. Where there is no PostgreSQL to be had (which is told, and can be forbidden) it stands on SQLite.
    pub fn with(terms: Terms) -> Self {
        let kept = Database::new(D::BACKEND).or_else(|| Database::new(Backend::Sqlite)).unwrap();
        let wish = ImportWish { without_rows: terms.without_rows, ..wish(&repository("fixtures/voorbeeld")) };
        let database = kept.address.clone();
        let fill = async |app: &App| fill(app, wish).await;
        HouseOn { _kept: Some(kept), ..HouseOn::on(database, terms, fill) }
    }

    /// With other settings of jobs.
    pub fn at_work(jobs: Jobs) -> Self {
        let usual = Terms::default();
        HouseOn::with(Terms { web: web::Settings { jobs, ..usual.web }, ..usual })
    }

    /// Another server on the same database.
    pub fn another(&self, jobs: Jobs) -> Self {
        let (usual, tokens) = (Terms::default(), self.tokens.clone());
        let terms = Terms { web: web::Settings { jobs, ..usual.web }, ..usual };
        HouseOn::on(self.database.clone(), terms, async |_: &App| tokens)
    }

    /// Answers in a thread of its own, on a database that is filled first.
    fn on<F>(database: String, terms: Terms, fill: F) -> Self
    where
        F: AsyncFnOnce(&App) -> BTreeMap<&'static str, String> + Send + 'static,
    {
        let (told, tell) = mpsc::channel();
        let address = database.clone();
        let server = thread::spawn(move || {
            web::wait(async move {
                let app = App::new(Store::open_with(&address, terms.store).await.unwrap());
                let tokens = fill(&app).await;
                let socket = TcpListener::bind("127.0.0.1:0").unwrap();
                let at = socket.local_addr().unwrap();
                let server = web::serve(app, socket, terms.web).unwrap();
                told.send((Desk::new(at, tokens), server.stopper())).unwrap();
                server.await.unwrap();
            });
        });
        let (desk, stopper) = tell.recv().expect("the server starts");
        HouseOn { database, desk, stopper, server: Some(server), _kept: None, on: PhantomData }
    }

    /// Stops in order; back when all of it has ended.
    pub fn stop(&mut self) {
        self.stopper.stop();
        self.server.take().unwrap().join().unwrap();
    }

    /// Whether the audit log is as it was written.
    pub fn log_holds(&self) {
        let database = self.database.clone();
        let looked = thread::spawn(move || {
            web::wait(async move { App::new(Store::open(&database).await.unwrap()).verify_audit(ORG).await.unwrap() })
        });
        let looked = looked.join().unwrap();
        assert!(looked.told(verdeelsleutel::domain::language::Language::En).is_ok(), "{looked:?}");
    }
}

impl<D> Deref for HouseOn<D> {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Desk {
    pub fn new(address: SocketAddr, tokens: BTreeMap<&'static str, String>) -> Desk {
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Desk { address, tokens, agent }
    }

    /// An answer that is read while it is written.
    pub fn read(&self, role: &str, path: &str, headers: &[(&str, &str)]) -> (u16, impl BufRead + use<>) {
        let url = format!("http://{}{}", self.address, self.path(path));
        let mut request = Request::builder().uri(url).header("Authorization", format!("Bearer {}", self.token(role)));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.agent.run(request.body(()).unwrap()).unwrap();
        (response.status().as_u16(), BufReader::new(response.into_body().into_reader()))
    }

    pub fn token(&self, role: &str) -> &str {
        &self.tokens[role]
    }

    /// Asks with the key of a role (or none), with other headers.
    pub fn send(&self, role: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.try_to_send(role, method, path, headers, body).unwrap()
    }

    /// As [`Desk::send`]; fails when no whole answer comes.
    pub fn try_to_send(
        &self,
        role: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        if let Some(token) = self.tokens.get(role) {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body).unwrap())?;
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        Ok(Answer { status: response.status().as_u16(), headers, body: response.body_mut().read_to_string()? })
    }

    /// A path of the example.
    pub fn path(&self, path: &str) -> String {
        format!("/api/v1/organisations/{ORG}{path}")
    }

    pub fn get(&self, role: &str, path: &str) -> Answer {
        self.send(role, "GET", &self.path(path), &[], b"")
    }

    pub fn post(&self, role: &str, path: &str, body: &Value) -> Answer {
        self.post_once(role, path, body, None)
    }

    pub fn post_once(&self, role: &str, path: &str, body: &Value, key: Option<&str>) -> Answer {
        let mut headers = vec![("Content-Type", "application/json")];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        self.send(role, "POST", &self.path(path), &headers, body.to_string().as_bytes())
    }

    /// Sends a file of a kind; `query` is what is said of it beside that.
    pub fn upload(&self, role: &str, kind: &str, query: &str, bytes: &[u8]) -> Answer {
        let path = self.path(&format!("/uploads?kind={kind}{query}"));
        self.send(role, "POST", &path, &[("Content-Type", "text/csv")], bytes)
    }
}
