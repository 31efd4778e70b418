//! A PostgreSQL to test with.

use crate::temp::TempFolder;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const VARIABLE: &str = "VERDEELSLEUTEL_POSTGRES";

/// The address of a server, up to where the name of a database goes, and what follows that name.
pub struct Server {
    before: String,
    after: String,
    /// Ends the server when this process ends, in whatever way: it waits for the end of its input.
    guard: Option<Child>,
}

impl Server {
    /// The address of one of its databases.
    pub fn database(&self, name: &str) -> String {
        format!("{}/{name}{}", self.before, self.after)
    }

    /// A server of a test's own, or none where there are no binaries.
    #[allow(dead_code, reason = "not every test program stops one")]
    pub fn own() -> Option<Server> {
        // Told there whether it may be so.
        postgres()?;
        Some(start(&binaries()?))
    }

    /// Tells a server of a test's own what to do, and waits until it is done: `stop`, `crash`, `begin`, `freeze` or `thaw`.
    #[allow(dead_code, reason = "not every test program stops one")]
    pub fn tell(&mut self, word: &str) {
        let guard = self.guard.as_mut().unwrap();
        writeln!(guard.stdin.as_mut().unwrap(), "{word}").unwrap();
        let mut said = vec![0; word.len() + 1];
        guard.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
        assert_eq!(said, format!("{word}\n").as_bytes());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(guard) = &mut self.guard {
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

/// The server, or none where there is none to be had.
pub fn postgres() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(find).as_ref()
}

fn find() -> Option<Server> {
    let wanted = std::env::var(VARIABLE).unwrap_or_default();
    if wanted.starts_with("postgres") {
        let (address, query) = wanted.split_once('?').map_or((wanted.as_str(), None), |(a, b)| (a, Some(b)));
        let scheme = address.find("://").unwrap() + 3;
        let server = address[scheme..].find('/').map_or(address, |slash| &address[..scheme + slash]);
        let after = query.map_or(String::new(), |query| format!("?{query}"));
        return Some(Server { before: server.to_owned(), after, guard: None });
    }
    let Some(binaries) = binaries() else {
        assert!(wanted != "required", "no PostgreSQL, and {VARIABLE} says that it is required");
        eprintln!("PostgreSQL IS NOT TESTED: no binaries under /usr/lib/postgresql, and {VARIABLE} names no server");
        return None;
    };
    Some(start(&binaries))
}

/// The newest of Debian's.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let found = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    found.filter(|path| path.join("initdb").is_file()).max()
}

/// Nothing is lost here when the machine stops, so nothing is forced to disk; processes that die lose nothing by that.
/// It does what it is told on its input, a word a line, and ends with it.
const SCRIPT: &str = r#"
set -eu
trap : INT TERM HUP
begin() {
    "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=300 >>"$2/server.log" 2>&1 &
    server=$!
}
"$1/initdb" -D "$2/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >"$2/initdb.log" 2>&1
begin "$1" "$2"
while read -r word; do
    case $word in
    stop) kill -INT "$server"; wait "$server" || true ;;
    crash) kill -KILL "$server" $(cat "/proc/$server/task/$server/children"); wait "$server" || true ;;
    begin) begin "$1" "$2" ;;
    freeze) kill -STOP "$server" $(cat "/proc/$server/task/$server/children") ;;
    thaw) kill -CONT "$server" $(cat "/proc/$server/task/$server/children") ;;
    esac
    echo "$word"
done
kill -CONT "$server" $(cat "/proc/$server/task/$server/children") 2>/dev/null || true
kill -QUIT "$server" 2>/dev/null || true
wait "$server" || true
rm -rf "$2"
"#;

fn start(binaries: &std::path::Path) -> Server {
    // Only the name is ours: the folder has to be of the user that PostgreSQL runs as.
    let folder = TempFolder::new();
    let path = folder.path.with_extension("postgres");
    drop(folder);
    let root = Command::new("id").arg("-u").output().unwrap().stdout.starts_with(b"0\n");
    let run = |script: &str| {
        let mut command = if root { Command::new("runuser") } else { Command::new("sh") };
        if root {
            command.args(["-u", "postgres", "--", "sh"]);
        }
        command.args(["-c", script, "sh"]).arg(binaries).arg(&path).current_dir("/");
        command
    };
    assert!(run("mkdir -m 755 \"$2\"").status().unwrap().success(), "no folder for PostgreSQL");
    let guard = run(SCRIPT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while !run("\"$1/pg_isready\" -q -h \"$2\"").status().unwrap().success() {
        assert!(begun.elapsed() < Duration::from_secs(60), "PostgreSQL does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    let after = format!("?host={}&user=postgres", path.display());
    Server { before: "postgres://".to_owned(), after, guard: Some(guard) }
}
