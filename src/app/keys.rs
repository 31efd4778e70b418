//! Keys: made, listed, withdrawn, and recognised (spec 4, "Roles").

use super::App;
use super::ask::{Ask, Caller};
use super::chance;
use super::fault::Fault;
use super::reply::{Made, Reply};
use super::rights::{Operation, require};
use super::role::Role;
use crate::domain::problem::ProblemCode;
use crate::store::keys::{self, Key, NewKey};
use crate::store::{Hash, Stamp, Store, Time, Tx, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use utoipa::ToSchema;

/// Who a key is for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyWish {
    /// Name of the person or system.
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "An Controller")]
    pub holder: String,
    pub role: Role,
    /// Needed for `participant`, `discipline` and `insurer`: codes of its participants, its discipline or its insurers; of a board member its own participants.
    #[serde(default)]
    pub scope: Vec<String>,
    /// A moment in the future (RFC 3339); none is no end.
    #[schema(format = DateTime, example = "2099-01-01T00:00:00Z")]
    #[serde(default)]
    pub expires: Option<String>,
}

/// A key as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KeyLine {
    pub id: String,
    pub holder: String,
    pub role: String,
    pub scope: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    pub made: Time,
    pub made_by: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn: Option<Time>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used: Option<Time>,
    /// Shown once, when it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl App {
    pub async fn create_key(&self, ask: &Ask, wish: KeyWish) -> Result<Reply, Fault> {
        require(ask, Operation::Keys)?;
        self.once(ask, async |tx| {
            let line = make(tx, &wish, &ask.stamp()).await?;
            let details = json!({"holder": line.holder, "role": line.role, "scope": line.scope});
            audit::append(tx, &ask.entry("key.created", &line.id, &details)).await?;
            let location = format!("/api/v1/organisations/{}/keys/{}", ask.organisation(), line.id);
            Ok(Made::created(location, line))
        })
        .await
    }

    pub async fn keys(&self, ask: &Ask) -> Result<Vec<KeyLine>, Fault> {
        require(ask, Operation::ReadKeys)?;
        let mut view = self.store.read(ask.organisation()).await?;
        Ok(keys::list(&mut view).await?.into_iter().map(line).collect())
    }

    pub async fn withdraw_key(&self, ask: &Ask, id: &str) -> Result<(), Fault> {
        require(ask, Operation::Keys)?;
        self.end_key(ask, id).await
    }
}

/// From the command line, whoever may use the database.
impl App {
    pub async fn create_key_here(&self, organisation: &str, wish: &KeyWish, at: Time) -> Result<KeyLine, Fault> {
        let ask = Ask::command_line(organisation, at)?;
        let mut tx = self.store.write(organisation).await?;
        let line = make(&mut tx, wish, &ask.stamp()).await?;
        let details = json!({"holder": line.holder, "role": line.role, "scope": line.scope});
        audit::append(&mut tx, &ask.entry("key.created", &line.id, &details)).await?;
        tx.commit().await?;
        Ok(line)
    }

    pub async fn keys_here(&self, organisation: &str) -> Result<Vec<KeyLine>, Fault> {
        let mut view = self.store.read(organisation).await?;
        Ok(keys::list(&mut view).await?.into_iter().map(line).collect())
    }

    pub async fn withdraw_key_here(&self, organisation: &str, id: &str, at: Time) -> Result<(), Fault> {
        let ask = Ask::command_line(organisation, at)?;
        self.end_key(&ask, id).await
    }

    async fn end_key(&self, ask: &Ask, id: &str) -> Result<(), Fault> {
        let mut tx = self.store.write(ask.organisation()).await?;
        if keys::get(&mut tx, id).await?.is_none() {
            return Err(Fault::not_found("Deze sleutel", "key"));
        }
        if keys::withdraw(&mut tx, id, &ask.stamp()).await? {
            audit::append(&mut tx, &ask.entry("key.withdrawn", id, &json!({}))).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// Makes a key; its token is in the line and nowhere else.
pub async fn make(tx: &mut Tx, wish: &KeyWish, stamp: &Stamp) -> Result<KeyLine, Fault> {
    let holder = wish.holder.trim();
    if holder.is_empty() || holder.chars().count() > 100 {
        return Err(Fault::field(
            "holder",
            holder,
            "Geef de naam van de persoon of het systeem, tot 100 tekens.",
            "Give the name of the person or system, up to 100 characters.",
        ));
    }
    if wish.role.needs_scope() && wish.scope.is_empty() {
        return Err(Fault::field(
            "scope",
            "",
            "Bij deze rol hoort voor wie de sleutel is.",
            "This role needs whom the key is for.",
        ));
    }
    let expires = match &wish.expires {
        None => None,
        Some(text) => Some(Time::parse(text).filter(|time| *time > stamp.at).ok_or_else(|| {
            Fault::field(
                "expires",
                text,
                "Geef een tijdstip in de toekomst, als 2027-01-01T00:00:00Z.",
                "Give a moment in the future, as 2027-01-01T00:00:00Z.",
            )
        })?),
    };
    let token = chance::token()?;
    let new = NewKey {
        id: chance::id("key")?,
        holder: holder.to_owned(),
        role: wish.role.to_string(),
        scope: json!(wish.scope).to_string(),
        token_sha256: Hash::of(token.as_bytes()),
        expires,
    };
    keys::add(tx, &new, stamp).await?;
    let key =
        Key { organisation: tx.organisation().to_owned(), key: new, made: stamp.clone(), withdrawn: None, used: None };
    Ok(KeyLine { token: Some(token), ..line(key) })
}

impl App {
    /// Who holds a token. The token itself is only hashed: what is looked up is a hash of 256 bits that nobody can choose,
    /// so that the time of the lookup says nothing of it.
    pub async fn recognise(&self, token: &str, now: Time) -> Result<Caller, Fault> {
        let unknown = || {
            Fault::new(
                ProblemCode::Unauthenticated,
                "Deze sleutel is onbekend, verlopen of ingetrokken.",
                "This key is unknown, has expired or was withdrawn.",
            )
        };
        // A clock that is set back opens no key again that this process has seen expire.
        let latest = Time::from_millis(self.latest.fetch_max(now.millis(), Ordering::Relaxed)).max(now);
        let key = keys::of_token(&self.store, &Hash::of(token.as_bytes())).await?.filter(|key| key.holds(latest));
        let key = key.ok_or_else(unknown)?;
        let role = Role::parse(&key.key.role).ok_or_else(|| Fault::internal("a stored key has no role"))?;
        // Noted once a minute: a write for every read would be the price of reading.
        if key.used.is_none_or(|used| used.plus_millis(60_000) < now) {
            self.noting.note(&self.store, &key, now);
        }
        Ok(Caller {
            organisation: key.organisation,
            key: key.key.id,
            holder: key.key.holder,
            role,
            scope: scope(&key.key.scope),
        })
    }
}

/// Keys whose use is being noted: beside the requests, so that who only reads never waits for who writes, and still reads
/// where nothing can be written.
#[derive(Clone, Debug, Default)]
pub struct Noting(Arc<Mutex<BTreeSet<String>>>);

impl Noting {
    fn note(&self, store: &Store, key: &Key, now: Time) {
        let is_new = self.keys().insert(key.key.id.clone());
        if !is_new {
            return;
        }
        let (noting, store, key) = (self.clone(), store.clone(), key.clone());
        tokio::spawn(async move {
            // What is not noted now is noted with a later request.
            let _ = keys::used(&store, &key, now).await;
            noting.keys().remove(&key.key.id);
        });
    }

    fn keys(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn scope(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

fn line(key: Key) -> KeyLine {
    KeyLine {
        id: key.key.id,
        holder: key.key.holder,
        role: key.key.role,
        scope: scope(&key.key.scope),
        made: key.made.at,
        made_by: key.made.holder,
        expires: key.key.expires,
        withdrawn: key.withdrawn.map(|stamp| stamp.at),
        last_used: key.used,
        token: None,
    }
}
