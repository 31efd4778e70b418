//! Whether a server still answers, while something of it is waited for.
//!
//! A pool tries again and again where nothing answers, and a connection to a machine that hangs or was cut off waits for
//! ever. Work may take long while others hold what it needs; so it is not its length that is looked at, but whether
//! somebody else who knocks is let in.

use super::StoreFault;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, Connection};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

/// Of one server; none of a file, which answers at once or is told to be busy.
#[derive(Clone, Debug)]
pub(super) struct Pulse(Option<Arc<Server>>);

#[derive(Debug)]
struct Server {
    options: AnyConnectOptions,
    /// Beyond this a statement is given up, though the server lets others in: its connection is lost.
    longest: Duration,
    /// When somebody last knocked, and what came of it. Of all who wait, one knocks.
    knocked: Mutex<Option<(Instant, Result<(), StoreFault>)>>,
}

/// Waited before it is asked whether there is anybody, and for how long that then holds.
const A_WHILE: Duration = Duration::from_secs(1);
/// In which a server that lives lets somebody in.
const AT_THE_DOOR: Duration = Duration::from_secs(3);
/// Beyond what a statement may wait for others, until it is given up.
const GRACE: Duration = Duration::from_secs(10);

impl Pulse {
    pub fn of_a_file() -> Pulse {
        Pulse(None)
    }

    /// `patience`: how long a statement waits for others.
    pub fn of_a_server(options: AnyConnectOptions, patience: Duration) -> Pulse {
        Pulse(Some(Arc::new(Server { options, longest: patience + GRACE, knocked: Mutex::new(None) })))
    }

    /// Waits for work of the database, as long as the database lives.
    ///
    /// Errors: those of the work; [`StoreFault::Unavailable`] when nobody answers any more.
    pub async fn wait<T>(&self, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, StoreFault> {
        let Some(server) = &self.0 else { return Ok(work.await?) };
        let (mut work, begun) = (pin!(work), Instant::now());
        loop {
            if let Ok(done) = timeout(A_WHILE, &mut work).await {
                return Ok(done?);
            }
            if begun.elapsed() > server.longest {
                return Err(silent());
            }
            server.knock().await?;
        }
    }
}

impl Server {
    async fn knock(&self) -> Result<(), StoreFault> {
        let mut knocked = self.knocked.lock().await;
        if let Some((at, result)) = &*knocked
            && at.elapsed() < A_WHILE
        {
            return result.clone();
        }
        let result = match timeout(AT_THE_DOOR, AnyConnection::connect_with(&self.options)).await {
            Err(_) => Err(silent()),
            Ok(Ok(connection)) => {
                // How it takes the goodbye is of no interest.
                let _ = timeout(AT_THE_DOOR, connection.close()).await;
                Ok(())
            }
            Ok(Err(fault)) => match StoreFault::from(fault) {
                fault @ StoreFault::Unavailable(_) => Err(fault),
                // Full is not gone.
                _ => Ok(()),
            },
        };
        *knocked = Some((Instant::now(), result.clone()));
        result
    }
}

fn silent() -> StoreFault {
    StoreFault::Unavailable("the server does not answer".to_owned())
}
