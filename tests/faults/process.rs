//! The program itself, as a process that serves.

use crate::house::Desk;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const PROGRAM: &str = env!("CARGO_BIN_EXE_verdeelsleutel");

pub struct Process {
    child: Child,
    pub desk: Desk,
    /// What it told of faults.
    pub told: Arc<Mutex<Vec<String>>>,
}

impl Process {
    /// Starts it on a database and waits until it says where it is.
    pub fn start(database: &str, tokens: &BTreeMap<&'static str, String>) -> Process {
        Process::start_as(Command::new(PROGRAM), database, tokens)
    }

    /// As [`Process::start`], by another command that becomes the program.
    pub fn start_as(mut command: Command, database: &str, tokens: &BTreeMap<&'static str, String>) -> Process {
        command.args(["serve", "--bind", "127.0.0.1:0", "--workers", "2", "--database-url", database]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut first = String::new();
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it does not start: {first}")).unwrap();
            let found = line.split_once("http://").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
            if let Some(address) = found {
                break address;
            }
            first.push_str(&line);
        };
        let told: Arc<Mutex<Vec<String>>> = Arc::default();
        let faults = Arc::clone(&told);
        thread::spawn(move || {
            let lines = lines.map_while(Result::ok);
            for line in lines.filter(|line| line.contains("\"fault\"") || !line.starts_with('{')) {
                faults.lock().unwrap().push(line);
            }
        });
        Process { child, desk: Desk::new(address, tokens.clone()), told }
    }

    /// SIGKILL: at once, whatever it is doing.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that comes to its end; gives what it printed.
pub fn program(arguments: &[&str]) -> String {
    let done = Command::new(PROGRAM).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}
