//! The house holds to its own rules: who may use whom, what is pure, and how a file looks.
//!
//! The table below is the one of the specification. It is checked against every path in `src`, so that a room cannot
//! come to know another by accident. A rule that has to give way gives way here, in sight, with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on stops")]

#[path = "architecture/codes.rs"]
mod codes;
#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/itself.rs"]
mod itself;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/tokens.rs"]
mod tokens;

/// A room: a folder of `src`, or the file of that name.
pub struct Room {
    pub name: &'static str,
    /// The rooms it may use.
    pub may_use: &'static [&'static str],
    /// The crates it may know. A new one is a decision, and is made here.
    pub crates: &'static [&'static str],
    /// No clock, no chance, no files, no network, no order that changes from run to run.
    pub pure: bool,
    /// Whether it may wait: `async` and `await`.
    pub waits: bool,
    /// Whether it may use binary floating point.
    pub floats: bool,
}

const ROOM: Room = Room { name: "", may_use: &[], crates: &[], pure: false, waits: false, floats: false };

/// Who may use whom, from the bottom of the house to its door.
pub const ROOMS: &[Room] = &[
    // utoipa, here and in calc: what a simulation found, lines of explanations and reports go out as they are, and are
    // described where they are. Only with the service: without it there is nobody to describe them to.
    Room { name: "domain", crates: &["chrono", "rust_decimal", "serde", "utoipa"], pure: true, ..ROOM },
    Room { name: "calc", may_use: &["domain"], crates: &["rayon", "serde", "sha2", "utoipa"], pure: true, ..ROOM },
    // Simulations show distributions and trends, which are no money.
    Room {
        name: "simulate",
        may_use: &["domain", "calc"],
        crates: &["libm", "rand_chacha", "rayon", "serde", "utoipa"],
        floats: true,
        ..ROOM
    },
    // Floats: the numbers of a workbook are binary, and become text at once. Chance: only a new key is drawn.
    Room {
        name: "intake",
        may_use: &["domain"],
        crates: &[
            "calamine",
            "csv",
            "csv_core",
            "encoding_rs",
            "foldhash",
            "getrandom",
            "hmac",
            "memchr",
            "rayon",
            "sha2",
            "toml",
            "zeroize",
            "zip",
        ],
        floats: true,
        ..ROOM
    },
    Room {
        name: "tabular",
        may_use: &["domain", "calc"],
        crates: &["foldhash", "hashbrown", "polars", "rayon", "serde"],
        ..ROOM
    },
    Room {
        name: "store",
        may_use: &["domain", "calc"],
        crates: &["chrono", "serde", "sha2", "sqlx", "tokio"],
        waits: true,
        ..ROOM
    },
    // Keyed hashes: the pseudonyms under which a board sees others. utoipa: what its documents look like.
    Room {
        name: "report",
        may_use: &["domain", "calc"],
        crates: &["comfy_table", "csv", "hmac", "serde", "serde_json", "sha2", "utoipa"],
        ..ROOM
    },
    Room {
        name: "app",
        may_use: &["domain", "calc", "simulate", "intake", "tabular", "store", "report"],
        // utoipa: what a document looks like is said where the document is.
        crates: &["getrandom", "serde", "serde_json", "sha2", "tokio", "utoipa"],
        waits: true,
        ..ROOM
    },
    Room {
        name: "web",
        may_use: &["app", "domain", "report"],
        crates: &[
            "actix_multipart",
            "actix_web",
            "futures_util",
            "serde",
            "serde_json",
            "tokio",
            "utoipa",
            "utoipa_actix_web",
            "utoipa_swagger_ui",
        ],
        waits: true,
        floats: true,
        ..ROOM
    },
    // A command over a folder has no organisation, no key and no log: it calls the rooms that it needs itself, as `app` does
    // for the service.
    Room {
        name: "cli",
        may_use: &["app", "web", "domain", "calc", "simulate", "intake", "tabular", "report"],
        crates: &["clap", "indicatif", "serde", "serde_json", "tokio", "zeroize"],
        waits: true,
        ..ROOM
    },
    Room { name: "main", may_use: &["cli", "app", "web"], crates: &["mimalloc"], waits: true, ..ROOM },
];

/// A use that the table does not have, and why it is there for now.
pub struct Exception {
    pub room: &'static str,
    pub uses: &'static [&'static str],
    /// The exception ends when this room is there.
    pub until: &'static str,
    pub reason: &'static str,
}

pub const EXCEPTIONS: &[Exception] = &[];

/// Lines of a file of `src` beyond which it is split.
pub const MOST_LINES: usize = 400;
