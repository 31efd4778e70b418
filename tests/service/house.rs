//! A server with the example in it, and a key of every role.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use ureq::Agent;
use ureq::http::Request;
use verdeelsleutel::app::import::ImportWish;
use verdeelsleutel::app::keys::KeyWish;
use verdeelsleutel::app::role::Role;
use verdeelsleutel::app::{App, Store};
use verdeelsleutel::web;

/// The organisation of the example.
pub const ORG: &str = "igo-rivierenland";

pub struct House {
    pub address: SocketAddr,
    pub database: String,
    tokens: BTreeMap<&'static str, String>,
    agent: Agent,
    folder: PathBuf,
}

/// Few threads, and a limit that a test reaches.
const SETTINGS: fn() -> web::Settings = || web::Settings { workers: 2, most_json: 4096, ..web::Settings::default() };

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

impl House {
    /// The example, on SQLite.
    pub fn open() -> House {
        House::with(false, SETTINGS)
    }

    /// The example without claims, deliveries and episodes.
    pub fn without_rows() -> House {
        House::with(true, SETTINGS)
    }

    pub fn with(without_rows: bool, settings: fn() -> web::Settings) -> House {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("verdeelsleutel-service-{}-{count}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let database = folder.join("house.db").display().to_string();
        House::at(database, folder, without_rows, settings())
    }

    fn at(database: String, folder: PathBuf, without_rows: bool, settings: web::Settings) -> House {
        let (told, tell) = mpsc::channel();
        let address = database.clone();
        thread::spawn(move || {
            web::wait(async move {
                let app = App::new(Store::open(&address).await.unwrap());
                let keys = Role::ALL.into_iter().map(|role| KeyWish {
                    holder: format!("test {role}"),
                    role,
                    scope: scope(role),
                    expires: None,
                });
                let wish = ImportWish { keys: keys.collect(), without_rows, ..wish(&repository("fixtures/voorbeeld")) };
                let imported = app.import(wish, web::now()).await.unwrap();
                let tokens: BTreeMap<&'static str, String> = Role::ALL
                    .into_iter()
                    .zip(imported.keys)
                    .map(|(role, key)| (role.as_str(), key.token.unwrap()))
                    .collect();
                let socket = TcpListener::bind("127.0.0.1:0").unwrap();
                let at = socket.local_addr().unwrap();
                let server = web::serve(app, socket, settings).unwrap();
                told.send((at, tokens)).unwrap();
                server.await.unwrap();
            });
        });
        let (address, tokens) = tell.recv().expect("the server starts");
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        House { address, database, tokens, agent, folder }
    }

    pub fn token(&self, role: &str) -> &str {
        &self.tokens[role]
    }

    /// Asks with the key of a role (or none), with other headers.
    pub fn send(&self, role: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        if let Some(token) = self.tokens.get(role) {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body).unwrap()).unwrap();
        let headers = response.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        Answer { status: response.status().as_u16(), headers, body: response.body_mut().read_to_string().unwrap() }
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

impl Drop for House {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.folder);
    }
}
