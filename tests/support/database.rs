//! A database of a test's own, on either backend; gone when the test is.

use crate::server;
use crate::temp::TempFolder;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use verdeelsleutel::store::Backend;

pub struct Database {
    /// As `--database-url` takes it.
    pub address: String,
    /// The folder of an SQLite file.
    #[allow(dead_code, reason = "not every test program looks into it")]
    pub folder: Option<TempFolder>,
    /// The name of a PostgreSQL database.
    name: Option<String>,
}

impl Database {
    /// An empty one; none where there is no PostgreSQL to be had.
    pub fn new(backend: Backend) -> Option<Database> {
        match backend {
            Backend::Sqlite => {
                let folder = TempFolder::new();
                let address = folder.path.join("store.db").display().to_string();
                Some(Database { address, folder: Some(folder), name: None })
            }
            Backend::Postgres => {
                static COUNT: AtomicU32 = AtomicU32::new(0);
                let server = server::postgres()?;
                let serial = COUNT.fetch_add(1, Ordering::Relaxed);
                let name = format!("verdeelsleutel_{}_{serial}", std::process::id());
                administer(format!("CREATE DATABASE {name}")).unwrap();
                Some(Database { address: server.database(&name), folder: None, name: Some(name) })
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // One that stays behind is a pity, not a failure.
            let _ = administer(format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// SQL for the server itself, from wherever: a thread of its own waits for it.
fn administer(sql: String) -> Result<(), sqlx::Error> {
    let admin = server::postgres().unwrap().database("postgres");
    let done = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            connect(&admin).await.execute(AssertSqlSafe(sql)).await?;
            Ok(())
        })
    });
    done.join().unwrap()
}

/// A connection beside the store, as somebody has who can reach the database.
pub async fn connect(address: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = if address.starts_with("postgres") { address.to_owned() } else { format!("sqlite://{address}") };
    AnyConnection::connect(&url).await.unwrap()
}
