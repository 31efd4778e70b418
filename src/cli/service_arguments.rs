//! What can be said of the store and of the service on the command line; `settings` says what else holds.

use clap::Args;
use std::path::PathBuf;

/// Where everything is kept.
#[derive(Default, Args)]
pub struct StoreArguments {
    /// `postgres://…`, or the path of an SQLite file [default: verdeelsleutel.db].
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// File of settings, such as verdeelsleutel.toml; VERDEELSLEUTEL_CONFIG may name it instead. Flags go over environment
    /// variables, those over this file.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What the service holds to. Each may stand in the file of settings by the same name with underscores, or in the
/// environment as VERDEELSLEUTEL_ with the name in capitals.
#[derive(Args)]
pub struct ServiceArguments {
    /// Address and port [default: 127.0.0.1:8080].
    #[arg(long)]
    pub bind: Option<String>,
    /// Threads that answer; 0 is one per processor [default: 0].
    #[arg(long)]
    pub workers: Option<u64>,
    /// Bytes of a JSON body [default: 1048576].
    #[arg(long, value_name = "BYTES")]
    pub most_json_bytes: Option<u64>,
    /// Bytes of a file [default: 268435456].
    #[arg(long, value_name = "BYTES")]
    pub most_file_bytes: Option<u64>,
    /// Requests a minute with one key [default: 1200].
    #[arg(long, value_name = "COUNT")]
    pub most_requests_per_minute: Option<u64>,
    /// Requests a minute from one address with keys that open nothing [default: 30].
    #[arg(long, value_name = "COUNT")]
    pub most_failures_per_minute: Option<u64>,
    /// Time in which the head of a request must have been sent [default: 30].
    #[arg(long, value_name = "SECONDS")]
    pub head_seconds: Option<u64>,
    /// Time in which a body of JSON must have been sent; of a file, the time without a byte [default: 30].
    #[arg(long, value_name = "SECONDS")]
    pub body_seconds: Option<u64>,
    /// Time in which a whole file must have been sent [default: 600].
    #[arg(long, value_name = "SECONDS")]
    pub file_seconds: Option<u64>,
    /// Time that running requests get to end when the service stops [default: 30].
    #[arg(long, value_name = "SECONDS")]
    pub farewell_seconds: Option<u64>,
    /// Jobs that this process does at once; 0 leaves them to other processes on the same database [default: 1].
    #[arg(long, value_name = "COUNT")]
    pub jobs: Option<u64>,
    /// Rows of a run beyond which it becomes a job [default: 500000].
    #[arg(long, value_name = "ROWS")]
    pub job_rows: Option<u64>,
    /// Deliveries × years × models × points of a simulation beyond which it becomes a job [default: 5000000].
    #[arg(long, value_name = "ROWS")]
    pub job_projected_rows: Option<u64>,
    /// Time after which the job of a process that died is taken by another [default: 60].
    #[arg(long, value_name = "SECONDS")]
    pub job_lease_seconds: Option<u64>,
}

impl ServiceArguments {
    /// What was said, by the name of each setting.
    pub fn said(&self) -> Vec<(&'static str, Option<String>)> {
        let number = |value: Option<u64>| value.map(|value| value.to_string());
        vec![
            ("bind", self.bind.clone()),
            ("workers", number(self.workers)),
            ("most_json_bytes", number(self.most_json_bytes)),
            ("most_file_bytes", number(self.most_file_bytes)),
            ("most_requests_per_minute", number(self.most_requests_per_minute)),
            ("most_failures_per_minute", number(self.most_failures_per_minute)),
            ("head_seconds", number(self.head_seconds)),
            ("body_seconds", number(self.body_seconds)),
            ("file_seconds", number(self.file_seconds)),
            ("farewell_seconds", number(self.farewell_seconds)),
            ("jobs", number(self.jobs)),
            ("job_rows", number(self.job_rows)),
            ("job_projected_rows", number(self.job_projected_rows)),
            ("job_lease_seconds", number(self.job_lease_seconds)),
        ]
    }
}
