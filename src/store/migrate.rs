//! Tables, brought up to date at start by one process at a time.

use super::open::{Backend, Store};
use super::sessions::Tx;
use super::{Hash, StoreFault};
use sqlx::Executor;

/// A step of the tables. A step that was released never changes; what comes after is a new step.
struct Migration {
    version: i64,
    name: &'static str,
    /// For both databases.
    sql: &'static str,
    /// What PostgreSQL needs before and after it, to take the same text and to do the same.
    around_on_postgres: [&'static str; 2],
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "0001_start",
        sql: include_str!("migrations/0001_start.sql"),
        around_on_postgres: [
            // Another name for the same.
            "CREATE DOMAIN blob AS bytea",
            // PostgreSQL would compress every part on its way, at 10 MB a second, which costs more than the disk.
            "ALTER TABLE blob_parts ALTER COLUMN content SET STORAGE EXTERNAL",
        ],
    },
    Migration {
        version: 2,
        name: "0002_simulations",
        sql: include_str!("migrations/0002_simulations.sql"),
        around_on_postgres: ["", ""],
    },
];

impl Migration {
    /// What it is remembered by.
    fn sha256(&self) -> Hash {
        let [before, after] = self.around_on_postgres;
        Hash::of([before, self.sql, after].join("\n").as_bytes())
    }
}

/// Where the steps are remembered.
const REMEMBERED: &str =
    "CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL)";
/// Any number, as long as every version of this program takes the same: `verdeelsleutel` begins with these letters.
const ONE_AT_A_TIME: &str = "SET LOCAL lock_timeout = '10min'; SELECT pg_advisory_xact_lock(8530222098870395)::text";

/// Applies what is missing, in one transaction.
///
/// Errors: [`StoreFault::Newer`] when there are steps that this program does not know, [`StoreFault::Corrupt`] when a step
/// was applied that was not this one.
pub(super) async fn up_to_date(store: &Store) -> Result<(), StoreFault> {
    let mut tx = store.begin("").await?;
    if store.backend() == Backend::Postgres {
        raw(&mut tx, ONE_AT_A_TIME).await?;
    }
    raw(&mut tx, REMEMBERED).await?;
    let sql = "SELECT version, sha256 FROM migrations ORDER BY version";
    let applied = tx.ask_of_all(sql).all(|row| Ok((row.number("version")?, row.hash("sha256")?))).await?;
    if let Some((version, _)) = applied.get(MIGRATIONS.len()) {
        return Err(StoreFault::Newer { version: *version });
    }
    for (known, (version, sha256)) in MIGRATIONS.iter().zip(&applied) {
        if known.version != *version || known.sha256() != *sha256 {
            return Err(StoreFault::Corrupt("its tables were made by other steps"));
        }
    }
    for migration in &MIGRATIONS[applied.len()..] {
        let [before, after] = match store.backend() {
            Backend::Sqlite => ["", ""],
            Backend::Postgres => migration.around_on_postgres,
        };
        for sql in [before, migration.sql, after].into_iter().filter(|sql| !sql.is_empty()) {
            raw(&mut tx, sql).await?;
        }
        tx.ask_of_all("INSERT INTO migrations (version, name, sha256) VALUES ($1, $2, $3)")
            .number(migration.version)
            .text(migration.name)
            .hash(&migration.sha256())
            .run()
            .await?;
    }
    tx.commit().await
}

/// Statements without values, several at once.
async fn raw(tx: &mut Tx, sql: &'static str) -> Result<(), StoreFault> {
    tx.connection().execute(sqlx::raw_sql(sql)).await?;
    Ok(())
}
