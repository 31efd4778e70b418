//! A statement with its values, and rows by the names of their columns.

use super::pulse::Pulse;
use super::{Hash, Page, Stamp, StoreFault, Time};
use sqlx::any::{Any, AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{AnyConnection, Row as _};

/// A statement on its way to the database. Values are bound in the order of `$1`, `$2`, ….
pub struct Question<'c> {
    connection: &'c mut AnyConnection,
    pulse: &'c Pulse,
    query: Query<'static, Any, AnyArguments>,
}

impl<'c> Question<'c> {
    pub fn new(connection: &'c mut AnyConnection, pulse: &'c Pulse, sql: &'static str) -> Question<'c> {
        Question { connection, pulse, query: sqlx::query(sql) }
    }

    pub fn text(mut self, text: &str) -> Self {
        self.query = self.query.bind(text.to_owned());
        self
    }

    pub fn maybe_text(mut self, text: Option<&str>) -> Self {
        self.query = self.query.bind(text.map(str::to_owned));
        self
    }

    pub fn number(mut self, number: i64) -> Self {
        self.query = self.query.bind(number);
        self
    }

    pub fn maybe_number(mut self, number: Option<i64>) -> Self {
        self.query = self.query.bind(number);
        self
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.query = self.query.bind(bytes.to_vec());
        self
    }

    pub fn hash(self, hash: &Hash) -> Self {
        self.text(&hash.to_string())
    }

    pub fn maybe_hash(self, hash: Option<&Hash>) -> Self {
        self.maybe_text(hash.map(Hash::to_string).as_deref())
    }

    pub fn time(self, time: Time) -> Self {
        self.text(&time.to_string())
    }

    pub fn maybe_time(self, time: Option<Time>) -> Self {
        self.maybe_text(time.map(|time| time.to_string()).as_deref())
    }

    /// Three values: key, holder, time.
    pub fn stamp(self, stamp: &Stamp) -> Self {
        self.text(&stamp.key).text(&stamp.holder).time(stamp.at)
    }

    /// Two values: what comes after, and how many.
    pub fn page(self, page: Page) -> Self {
        self.number(page.after).number(i64::from(page.limit))
    }

    /// Writes; gives the number of rows it touched.
    pub async fn run(self) -> Result<u64, StoreFault> {
        Ok(self.pulse.wait(self.query.execute(self.connection)).await?.rows_affected())
    }

    /// Every row.
    pub async fn all<T>(self, read: impl Fn(&Row) -> Result<T, StoreFault>) -> Result<Vec<T>, StoreFault> {
        let rows = self.pulse.wait(self.query.fetch_all(self.connection)).await?;
        rows.into_iter().map(|row| read(&Row(row))).collect()
    }

    /// The one row, if it is there.
    pub async fn maybe<T>(self, read: impl Fn(&Row) -> Result<T, StoreFault>) -> Result<Option<T>, StoreFault> {
        let row = self.pulse.wait(self.query.fetch_optional(self.connection)).await?;
        row.map(|row| read(&Row(row))).transpose()
    }

    /// The one row of a question that always has one.
    pub async fn one<T>(self, read: impl Fn(&Row) -> Result<T, StoreFault>) -> Result<T, StoreFault> {
        self.maybe(read).await?.ok_or(StoreFault::Corrupt("a row is missing"))
    }
}

/// A row that came back.
pub struct Row(AnyRow);

impl Row {
    pub fn text(&self, column: &str) -> Result<String, StoreFault> {
        Ok(self.0.try_get(column)?)
    }

    pub fn maybe_text(&self, column: &str) -> Result<Option<String>, StoreFault> {
        Ok(self.0.try_get(column)?)
    }

    pub fn number(&self, column: &str) -> Result<i64, StoreFault> {
        Ok(self.0.try_get(column)?)
    }

    pub fn year(&self, column: &str) -> Result<i32, StoreFault> {
        i32::try_from(self.number(column)?).map_err(|_| StoreFault::Corrupt("a year is no year"))
    }

    pub fn bytes(&self, column: &str) -> Result<&[u8], StoreFault> {
        Ok(self.0.try_get(column)?)
    }

    pub fn hash(&self, column: &str) -> Result<Hash, StoreFault> {
        Hash::stored(&self.text(column)?)
    }

    pub fn maybe_hash(&self, column: &str) -> Result<Option<Hash>, StoreFault> {
        self.maybe_text(column)?.map(|text| Hash::stored(&text)).transpose()
    }

    pub fn time(&self, column: &str) -> Result<Time, StoreFault> {
        Time::stored(&self.text(column)?)
    }

    pub fn maybe_time(&self, column: &str) -> Result<Option<Time>, StoreFault> {
        self.maybe_text(column)?.map(|text| Time::stored(&text)).transpose()
    }

    /// The columns `made_key`, `made_holder` and `made_at`.
    pub fn made(&self) -> Result<Stamp, StoreFault> {
        Ok(Stamp { key: self.text("made_key")?, holder: self.text("made_holder")?, at: self.time("made_at")? })
    }

    /// The columns `ended_key`, `ended_holder` and `ended_at`: empty until it ends.
    pub fn ended(&self) -> Result<Option<Stamp>, StoreFault> {
        let Some(key) = self.maybe_text("ended_key")? else { return Ok(None) };
        Ok(Some(Stamp { key, holder: self.text("ended_holder")?, at: self.time("ended_at")? }))
    }
}
