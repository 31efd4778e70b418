//! What can go wrong between the store and its database.

use std::fmt;

/// A fault of the store. None of them carries a row, a value, an address or SQL, so that any can be told to a client; the
/// words of the database itself are for the log, see [`StoreFault::log_line`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// Others hold what is needed, longer than the store waits (30 s), or there is no free connection.
    Busy,
    /// The database cannot be reached, stopped, or is starting.
    Unavailable(String),
    /// The connection was lost during a commit: what was written is there wholly or not at all, and the caller cannot know
    /// which. Only a request with an idempotency key can be sent again without harm.
    Uncertain,
    /// No room on disk. What was there is still there.
    DiskFull,
    /// The database refuses who connects, may only be read, or the address is wrong.
    Refused(String),
    /// There is no organisation of that code.
    NoOrganisation,
    /// Something of that id or name is already there.
    Exists,
    /// It refers to something that is not there.
    Dangling,
    /// What is stored is not what was stored, or not what this store writes. Says which kind of thing.
    Corrupt(&'static str),
    /// The database was written by a later version of the program.
    Newer { version: i64 },
    /// A fault of the store itself: SQL that the database does not take. Carries the words of the database for the log.
    Internal(String),
}

impl StoreFault {
    /// Whether the same request may succeed a moment later, and can do no harm when it is sent again.
    pub fn worth_a_retry(&self) -> bool {
        matches!(self, StoreFault::Busy | StoreFault::Unavailable(_))
    }

    /// For the log of whoever runs the service: what the database said, if anything. Never for a client.
    pub fn log_line(&self) -> String {
        match self {
            StoreFault::Unavailable(words) | StoreFault::Refused(words) | StoreFault::Internal(words) => {
                format!("{self}: {words}")
            }
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for StoreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreFault::Busy => f.write_str("the database is busy"),
            StoreFault::Unavailable(_) => f.write_str("the database cannot be reached"),
            StoreFault::Uncertain => f.write_str("the database was lost while it wrote"),
            StoreFault::DiskFull => f.write_str("the disk of the database is full"),
            StoreFault::Refused(_) => f.write_str("the database refuses access"),
            StoreFault::NoOrganisation => f.write_str("there is no such organisation"),
            StoreFault::Exists => f.write_str("it is already there"),
            StoreFault::Dangling => f.write_str("it refers to something that is not there"),
            StoreFault::Corrupt(what) => write!(f, "the database is damaged: {what}"),
            StoreFault::Newer { version } => write!(f, "the database is of a later version ({version})"),
            StoreFault::Internal(_) => f.write_str("the store made a mistake"),
        }
    }
}

impl std::error::Error for StoreFault {}

impl From<sqlx::Error> for StoreFault {
    fn from(error: sqlx::Error) -> StoreFault {
        use sqlx::Error;
        match &error {
            Error::Database(said) => of_database(said.as_ref()),
            Error::PoolTimedOut => StoreFault::Busy,
            Error::Io(io) if io.kind() == std::io::ErrorKind::StorageFull => StoreFault::DiskFull,
            Error::Io(_) | Error::Tls(_) | Error::Protocol(_) | Error::PoolClosed | Error::WorkerCrashed => {
                StoreFault::Unavailable(error.to_string())
            }
            Error::BeginFailed => StoreFault::Unavailable(error.to_string()),
            Error::Configuration(_) => StoreFault::Refused(error.to_string()),
            Error::RowNotFound => StoreFault::Corrupt("a row is missing"),
            Error::ColumnDecode { .. } | Error::Decode(_) => StoreFault::Corrupt("a row is of another form"),
            _ => StoreFault::Internal(error.to_string()),
        }
    }
}

/// SQLite tells numbers (extended result codes), PostgreSQL five characters (SQLSTATE).
fn of_database(said: &dyn sqlx::error::DatabaseError) -> StoreFault {
    let words = || said.message().to_owned();
    if said.is_unique_violation() {
        return StoreFault::Exists;
    }
    if said.is_foreign_key_violation() {
        return StoreFault::Dangling;
    }
    let code = said.code().unwrap_or_default();
    if code.len() == 5 {
        return of_postgres(&code).unwrap_or_else(|fault| fault(words()));
    }
    of_sqlite(code.parse::<u32>().unwrap_or(0)).unwrap_or_else(|fault| fault(words()))
}

type WithWords = fn(String) -> StoreFault;

fn of_sqlite(code: u32) -> Result<StoreFault, WithWords> {
    // A primary key that is taken is told apart from a unique index, and the driver only knows the latter.
    const PRIMARY_KEY: u32 = 1555;
    const FOREIGN_KEY: u32 = 787;
    match code {
        PRIMARY_KEY => return Ok(StoreFault::Exists),
        FOREIGN_KEY => return Ok(StoreFault::Dangling),
        _ => {}
    }
    match code & 0xff {
        5 | 6 => Ok(StoreFault::Busy),
        13 => Ok(StoreFault::DiskFull),
        11 | 26 => Ok(StoreFault::Corrupt("the file is no sound database")),
        10 => Err(StoreFault::Unavailable),
        3 | 8 | 14 | 23 => Err(StoreFault::Refused),
        _ => Err(StoreFault::Internal),
    }
}

fn of_postgres(state: &str) -> Result<StoreFault, WithWords> {
    match state {
        // A lock that is held too long, a deadlock, a statement or a session that took too long, no free connection.
        "55P03" | "40P01" | "40001" | "57014" | "53300" => Ok(StoreFault::Busy),
        "53100" => Ok(StoreFault::DiskFull),
        "XX001" | "XX002" => Ok(StoreFault::Corrupt("a page or an index is damaged")),
        // Stopped, crashed, starting, a session that was ended.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "53200" => Err(StoreFault::Unavailable),
        "25006" | "42501" | "3D000" => Err(StoreFault::Refused),
        _ if state.starts_with("08") || state.starts_with("58") => Err(StoreFault::Unavailable),
        _ if state.starts_with("28") => Err(StoreFault::Refused),
        _ => Err(StoreFault::Internal),
    }
}
