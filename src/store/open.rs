//! Opening a database, and beginning to read or write in it.

use super::pulse::Pulse;
use super::sessions::{Tx, View};
use super::turns::Turns;
use super::{StoreFault, migrate};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Executor};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, timeout};

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// What can be set; the defaults do for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long anything waits for others before it is [`StoreFault::Busy`].
    pub patience: Duration,
    /// Connections of this process: to SQLite one that writes and the others to read.
    pub connections: u32,
    /// Pages of 4 KiB that an SQLite file may have, beyond which it is [`StoreFault::DiskFull`].
    pub most_pages: Option<u32>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { patience: Duration::from_secs(30), connections: 16, most_pages: None }
    }
}

impl Settings {
    /// What every connection begins with. Acknowledged means on disk, references hold, and nobody is waited for without
    /// end; on PostgreSQL a process that hangs does not hold its organisation for ever.
    fn greeting(&self, backend: Backend) -> String {
        let patience = self.patience.as_millis();
        match backend {
            Backend::Sqlite => {
                let most = self.most_pages.map_or(String::new(), |pages| format!("PRAGMA max_page_count = {pages};"));
                format!(
                    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA busy_timeout = {patience}; \
                     PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; {most}"
                )
            }
            Backend::Postgres => format!(
                "SET synchronous_commit = on; SET lock_timeout = {patience}; \
                 SET idle_in_transaction_session_timeout = '5min'; SET client_min_messages = warning;"
            ),
        }
    }
}

/// An open database. Cheap to clone; all clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    backend: Backend,
    turns: Arc<Turns>,
    pulse: Pulse,
}

impl Store {
    /// Opens a database and brings its tables up to date, one process at a time: `postgres://…` is a PostgreSQL, anything
    /// else the path of an SQLite file, made when it is not there (its folder must be).
    ///
    /// Errors: [`StoreFault::Refused`] for an address or a path that cannot be opened, [`StoreFault::Unavailable`],
    /// [`StoreFault::Newer`] for a database of a later version, [`StoreFault::Corrupt`].
    pub async fn open(address: &str) -> Result<Store, StoreFault> {
        Store::open_with(address, Settings::default()).await
    }

    /// As [`Store::open`], with other settings.
    pub async fn open_with(address: &str, settings: Settings) -> Result<Store, StoreFault> {
        sqlx::any::install_default_drivers();
        let backend = match address {
            _ if address.starts_with("postgres://") || address.starts_with("postgresql://") => Backend::Postgres,
            _ => Backend::Sqlite,
        };
        let url = match backend {
            Backend::Postgres => address.to_owned(),
            Backend::Sqlite => sqlite_url(Path::new(address)),
        };
        // Statements and their values stay out of every log.
        let options = AnyConnectOptions::from_str(&url)?.disable_statement_logging();
        let greeting: Arc<str> = settings.greeting(backend).into();
        // Twice: within it, two things wait in turn.
        let knocked = timeout(settings.patience * 2, knock(&options, &greeting, backend, settings.patience)).await;
        knocked.unwrap_or_else(|_| Err(StoreFault::Unavailable("nobody answers".to_owned())))?;
        let pulse = match backend {
            Backend::Sqlite => Pulse::of_a_file(),
            Backend::Postgres => Pulse::of_a_server(options.clone(), settings.patience),
        };
        let pool = AnyPoolOptions::new()
            .max_connections(settings.connections)
            .acquire_timeout(settings.patience)
            // A full disk ends a transaction of SQLite before the driver does, which then believes it is still within: such
            // a connection is not used again.
            .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
            .after_connect(move |connection, _| {
                // Numbers of our own in words of our own.
                let greeting = AssertSqlSafe(Arc::clone(&greeting));
                Box::pin(async move { connection.execute(sqlx::raw_sql(greeting)).await.map(|_| ()) })
            })
            .connect_lazy_with(options);
        let turns = Arc::new(Turns::new(backend, settings.patience));
        let store = Store { pool, backend, turns, pulse };
        migrate::up_to_date(&store).await?;
        Ok(store)
    }

    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Begins to write in an organisation; waits for whoever else writes in it. Dropped without [`Tx::commit`], nothing of
    /// it happened.
    ///
    /// Errors: [`StoreFault::NoOrganisation`]; [`StoreFault::Busy`] after 30 s; [`StoreFault::Unavailable`].
    pub async fn write(&self, organisation: &str) -> Result<Tx, StoreFault> {
        let turn = self.turns.of(organisation).await?;
        let mut tx = self.begun(organisation, Some(turn)).await?;
        tx.take_the_organisation().await?;
        Ok(tx)
    }

    /// Begins to read an organisation: everything is of one moment, whatever others write meanwhile. An organisation that
    /// is not there is empty.
    pub async fn read(&self, organisation: &str) -> Result<View, StoreFault> {
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN DEFERRED",
            Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.view(begin, organisation).await
    }

    async fn view(&self, begin: &'static str, organisation: &str) -> Result<View, StoreFault> {
        let transaction = self.pulse.wait(self.pool.begin_with(begin)).await?;
        Ok(View::new(transaction, organisation, self.pulse.clone()))
    }

    /// Whether the database answers, for a health check.
    pub async fn ping(&self) -> Result<(), StoreFault> {
        let answer = async { self.pool.acquire().await?.execute(sqlx::raw_sql("SELECT 1")).await };
        self.pulse.wait(answer).await?;
        Ok(())
    }

    /// Ends all connections; what was not committed did not happen.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// A transaction that holds no organisation: for what is written by itself, in one row, beside the writers.
    pub(super) async fn begin(&self, organisation: &str) -> Result<Tx, StoreFault> {
        let turn = self.turns.of_none().await?;
        self.begun(organisation, turn).await
    }

    async fn begun(&self, organisation: &str, turn: Option<OwnedSemaphorePermit>) -> Result<Tx, StoreFault> {
        let begin = match self.backend {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        Ok(Tx::new(self.view(begin, organisation).await?, turn))
    }
}

/// The first connection, beside the pool: a pool tries again and again where nothing answers or the file is no database,
/// and at the start that is told at once.
async fn knock(
    options: &AnyConnectOptions,
    greeting: &Arc<str>,
    backend: Backend,
    patience: Duration,
) -> Result<(), StoreFault> {
    let mut connection = AnyConnection::connect_with(options).await?;
    connection.execute(sqlx::raw_sql(AssertSqlSafe(Arc::clone(greeting)))).await?;
    if backend == Backend::Sqlite {
        keep_a_log(&mut connection, patience).await?;
    }
    Ok(connection.close().await?)
}

/// Turns the write-ahead log of SQLite on; the file remembers it. SQLite does not wait for others there, so this does.
async fn keep_a_log(connection: &mut AnyConnection, patience: Duration) -> Result<(), StoreFault> {
    let begun = Instant::now();
    loop {
        match connection.execute("PRAGMA journal_mode = WAL").await.map_err(StoreFault::from) {
            Ok(_) => return Ok(()),
            Err(StoreFault::Busy) if begun.elapsed() < patience => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(fault) => return Err(fault),
        }
    }
}

/// The driver reads the path out of an address, so that some signs have to be written otherwise.
fn sqlite_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}
