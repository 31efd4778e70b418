//! JSON with its keys in the order in which they stand.

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub enum Ordered {
    Null,
    Truth(bool),
    Whole(i64),
    Text(String),
    List(Vec<Ordered>),
    Object(Vec<(String, Ordered)>),
}

impl Ordered {
    #[track_caller]
    pub fn parse(text: &str) -> Ordered {
        serde_json::from_str(text).unwrap_or_else(|fault| panic!("no JSON: {fault}\n{text}"))
    }

    /// The value of a key.
    #[track_caller]
    pub fn get(&self, key: &str) -> &Ordered {
        let found = self.object().iter().find(|(name, _)| name == key);
        &found.unwrap_or_else(|| panic!("no {key} in {self:?}")).1
    }

    #[track_caller]
    pub fn object(&self) -> &[(String, Ordered)] {
        let Ordered::Object(pairs) = self else { panic!("no object: {self:?}") };
        pairs
    }

    #[track_caller]
    pub fn list(&self) -> &[Ordered] {
        let Ordered::List(items) = self else { panic!("no list: {self:?}") };
        items
    }

    #[track_caller]
    pub fn text(&self) -> &str {
        let Ordered::Text(text) = self else { panic!("no text: {self:?}") };
        text
    }

    pub fn keys(&self) -> Vec<&str> {
        self.object().iter().map(|(key, _)| key.as_str()).collect()
    }
}

struct AsItStands;

impl<'de> Visitor<'de> for AsItStands {
    type Value = Ordered;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E: Error>(self) -> Result<Ordered, E> {
        Ok(Ordered::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Ordered, E> {
        Ok(Ordered::Truth(truth))
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Ordered, E> {
        Ok(Ordered::Whole(whole))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Ordered, E> {
        i64::try_from(whole).map(Ordered::Whole).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Ordered, E> {
        Ok(Ordered::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Ordered, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            found.push(item);
        }
        Ok(Ordered::List(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Ordered, A::Error> {
        let mut found: Vec<(String, Ordered)> = Vec::new();
        while let Some((key, value)) = pairs.next_entry::<String, Ordered>()? {
            if found.iter().any(|(known, _)| *known == key) {
                return Err(A::Error::custom(format!("the key {key} stands there twice")));
            }
            found.push((key, value));
        }
        Ok(Ordered::Object(found))
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ordered, D::Error> {
        deserializer.deserialize_any(AsItStands)
    }
}
