//! A database of a test's own, on either backend.

use crate::database::Database;
pub use crate::database::connect;
use sqlx::{AssertSqlSafe, Connection, Executor, Row};
use verdeelsleutel::store::{Backend, Settings, Stamp, Store, StoreFault, Time, Tx, View, organisations};

/// The organisation that most tests write in.
pub const ORGANISATION: &str = "geboortezorg";

pub struct Bed {
    pub store: Store,
    pub address: String,
    database: Database,
}

/// A test that runs on both, each as a test of its own.
macro_rules! on_both {
    ($($(#[$about:meta])* async fn $name:ident($bed:ident: &Bed) $body:block)+) => { $(
        $(#[$about])*
        mod $name {
            #[allow(unused_imports, reason = "some tests use none of them")]
            use super::*;

            async fn story($bed: &$crate::bed::Bed) $body

            #[test]
            fn sqlite() {
                $crate::bed::run(::verdeelsleutel::store::Backend::Sqlite, story);
            }

            #[test]
            fn postgres() {
                $crate::bed::run(::verdeelsleutel::store::Backend::Postgres, story);
            }
        }
    )+ };
}

/// Runs a test on a new database with one organisation in it.
pub fn run(backend: Backend, story: impl AsyncFnOnce(&Bed)) {
    let Some(database) = Database::new(backend) else { return };
    runtime().block_on(async {
        let store = Store::open(&database.address).await.unwrap();
        organisations::create(&store, ORGANISATION, "Geboortezorg", at(0)).await.unwrap().commit().await.unwrap();
        let bed = Bed { store, address: database.address.clone(), database };
        story(&bed).await;
        bed.store.close().await;
    });
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

impl Bed {
    pub async fn write(&self) -> Tx {
        self.store.write(ORGANISATION).await.unwrap()
    }

    pub async fn read(&self) -> View {
        self.store.read(ORGANISATION).await.unwrap()
    }

    /// The same database, opened once more, as another process would.
    pub async fn another(&self) -> Store {
        Store::open(&self.address).await.unwrap()
    }

    pub async fn another_with(&self, settings: Settings) -> Result<Store, StoreFault> {
        Store::open_with(&self.address, settings).await
    }

    /// The address of a database in which nothing is yet.
    pub async fn fresh(&self, serial: u32) -> String {
        let Some(folder) = &self.database.folder else {
            self.tamper("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
            return self.address.clone();
        };
        folder.path.join(format!("fresh-{serial}.db")).display().to_string()
    }

    /// SQL past the store; gives the number of rows it touched.
    pub async fn tamper(&self, sql: &str) -> u64 {
        let mut connection = connect(&self.address).await;
        let done = connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap().rows_affected();
        connection.close().await.unwrap();
        done
    }

    /// A number, by SQL past the store.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut connection = connect(&self.address).await;
        let number = connection.fetch_one(AssertSqlSafe(sql.to_owned())).await.unwrap().get(0);
        connection.close().await.unwrap();
        number
    }

    /// How many rows there are in all tables of the store together.
    pub async fn rows(&self) -> i64 {
        let tables = [
            "blobs",
            "blob_parts",
            "documents",
            "batches",
            "models",
            "decisions",
            "decision_answers",
            "runs",
            "settlements",
            "months",
            "jobs",
            "keys",
            "consents",
            "objections",
            "idempotency",
            "audit",
            "audit_heads",
        ];
        let sums: Vec<String> = tables.iter().map(|table| format!("(SELECT COUNT(*) FROM {table})")).collect();
        self.number(&format!("SELECT {} FROM organisations LIMIT 1", sums.join(" + "))).await
    }
}

/// A moment: so many seconds after a beginning.
pub fn at(seconds: i64) -> Time {
    Time::parse("2026-11-22T08:00:00Z").unwrap().plus_millis(seconds * 1000)
}

/// Somebody at some moment.
pub fn by(holder: &str, seconds: i64) -> Stamp {
    Stamp { key: format!("key-{holder}"), holder: holder.to_owned(), at: at(seconds) }
}
