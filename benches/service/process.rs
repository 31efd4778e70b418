//! What is measured, each in a process of its own: so that its memory is its own too.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;

pub struct Process {
    pub address: SocketAddr,
    pub folder: PathBuf,
    child: Child,
    /// Sent along with every request; none to the bare handler.
    token: Option<String>,
    agent: Agent,
}

/// A folder of its own, gone when the process is.
pub fn folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("verdeelsleutel-bench-{}-{count}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

impl Process {
    pub fn start(mut command: Command, folder: PathBuf, token: Option<String>) -> Process {
        // The service's log is a part of its work: it goes to a file, as it would.
        let log = folder.join("log");
        let to = fs::File::create(&log).expect("a log");
        let child = command.stdout(Stdio::null()).stderr(to).spawn().expect("it starts");
        let began = Instant::now();
        let address = loop {
            if let Some(address) = told(&log) {
                break address;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it does not start");
            thread::sleep(Duration::from_millis(20));
        };
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Process { address, folder, child, token, agent }
    }

    /// A bare handler that gives these bytes.
    pub fn bare(body: &[u8], kind: &str) -> Process {
        let folder = folder();
        let file = folder.join("body");
        fs::write(&file, body).expect("a file");
        let mut command = Command::new(std::env::current_exe().expect("we are a program"));
        command.arg("--bare").arg(file).arg(kind);
        Process::start(command, folder, None)
    }

    /// A GET as it goes over the wire.
    pub fn request(&self, path: &str) -> Vec<u8> {
        let key = self.token.as_ref().map_or_else(String::new, |token| format!("Authorization: Bearer {token}\r\n"));
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{key}\r\n", self.address).into_bytes()
    }

    pub fn get(&self, path: &str) -> Vec<u8> {
        let token = self.token.as_deref().unwrap_or_default();
        let asked = self.agent.get(format!("http://{}{path}", self.address));
        let mut answer = asked.header("Authorization", format!("Bearer {token}")).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.body_mut().with_config().limit(1 << 30).read_to_vec().expect("a whole answer")
    }

    /// Sends bytes of a kind; what was made, and how long it took.
    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> (String, Duration) {
        let token = self.token.as_deref().unwrap_or_default();
        let began = Instant::now();
        let asked = self.agent.post(format!("http://{}{path}", self.address)).content_type(kind);
        let mut answer = asked.header("Authorization", format!("Bearer {token}")).send(body).expect("an answer");
        let took = began.elapsed();
        let text = answer.body_mut().read_to_string().expect("a whole answer");
        assert_eq!(answer.status(), 201, "{path}: {text}");
        (text, took)
    }

    /// Memory in MB: what is held now, and the most since the last [`Process::forget_peak`].
    pub fn memory(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux tells");
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux tells");
            line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") / 1024
        };
        (of("VmRSS:"), of("VmHWM:"))
    }

    pub fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").expect("Linux lets us");
    }
}

/// Where a log says that it can be asked.
fn told(log: &Path) -> Option<SocketAddr> {
    let text = fs::read_to_string(log).ok()?;
    let (_, rest) = text.split_once("http://")?;
    rest.split_once("/api/")?.0.parse().ok()
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
        let _gone = fs::remove_dir_all(&self.folder);
    }
}
