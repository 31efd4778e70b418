//! Keys, and what needs two people.

use crate::bed::{at, by};
use verdeelsleutel::store::consents::{self, Answered, Request, State};
use verdeelsleutel::store::keys::{self, NewKey};
use verdeelsleutel::store::{Hash, Page, StoreFault};

fn key(id: &str, token: &str) -> NewKey {
    NewKey {
        id: id.to_owned(),
        holder: "Anna".to_owned(),
        role: "participant".to_owned(),
        scope: r#"["vroed1"]"#.to_owned(),
        token_sha256: Hash::of(token.as_bytes()),
        expires: (id == "a").then(|| at(100)),
    }
}

fn request(id: &str) -> Request {
    let (kind, subject) = ("settlement".to_owned(), "2026".to_owned());
    Request { id: id.to_owned(), kind, subject, request: r#"{"model":"glide"}"#.to_owned() }
}

on_both! {
    async fn a_key_is_found_by_its_token_until_it_ends(bed: &Bed) {
        let mut tx = bed.write().await;
        keys::add(&mut tx, &key("a", "one"), &by("bart", 1)).await.unwrap();
        keys::add(&mut tx, &key("b", "two"), &by("bart", 2)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = bed.write().await;
        assert_eq!(keys::add(&mut tx, &key("c", "two"), &by("bart", 2)).await, Err(StoreFault::Exists));
        drop(tx);

        let found = keys::of_token(&bed.store, &Hash::of(b"one")).await.unwrap().unwrap();
        assert_eq!((found.organisation.as_str(), &found.key), (crate::bed::ORGANISATION, &key("a", "one")));
        assert!(found.holds(at(99)) && !found.holds(at(100)));
        assert_eq!(keys::of_token(&bed.store, &Hash::of(b"three")).await.unwrap(), None);

        keys::used(&bed.store, &found, at(20)).await.unwrap();
        keys::used(&bed.store, &found, at(10)).await.unwrap();
        let mut tx = bed.write().await;
        assert!(keys::withdraw(&mut tx, "a", &by("bart", 30)).await.unwrap());
        assert!(!keys::withdraw(&mut tx, "a", &by("bart", 31)).await.unwrap());
        tx.commit().await.unwrap();
        let found = keys::of_token(&bed.store, &Hash::of(b"one")).await.unwrap().unwrap();
        assert_eq!((found.used, found.withdrawn.clone()), (Some(at(20)), Some(by("bart", 30))));
        assert!(!found.holds(at(50)));
        let list = keys::list(&mut bed.read().await).await.unwrap();
        assert_eq!(list.iter().map(|key| key.key.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }

    async fn nobody_consents_to_their_own_request(bed: &Bed) {
        let mut tx = bed.write().await;
        consents::ask(&mut tx, &request("1"), &by("anna", 1)).await.unwrap();
        consents::ask(&mut tx, &request("2"), &by("anna", 2)).await.unwrap();
        consents::ask(&mut tx, &request("3"), &by("anna", 3)).await.unwrap();
        let mut same_holder = by("anna", 5);
        same_holder.key = "another key of hers".to_owned();
        let mut same_key = by("anna", 5);
        same_key.holder = "Anna under another name".to_owned();
        for same in [by("anna", 5), same_holder, same_key] {
            assert_eq!(consents::answer(&mut tx, "1", true, &same).await.unwrap(), Answered::SamePerson);
        }
        assert!(!consents::use_up(&mut tx, "1", at(6)).await.unwrap());
        assert_eq!(consents::answer(&mut tx, "1", true, &by("bart", 6)).await.unwrap(), Answered::Done);
        assert_eq!(consents::answer(&mut tx, "1", false, &by("bart", 7)).await.unwrap(), Answered::Over);
        assert_eq!(consents::answer(&mut tx, "9", true, &by("bart", 7)).await.unwrap(), Answered::Unknown);
        assert_eq!(consents::answer(&mut tx, "2", false, &by("bart", 7)).await.unwrap(), Answered::Done);
        assert!(consents::use_up(&mut tx, "1", at(8)).await.unwrap());
        assert!(!consents::use_up(&mut tx, "1", at(9)).await.unwrap());
        assert!(!consents::use_up(&mut tx, "2", at(9)).await.unwrap());
        assert_eq!(consents::expire(&mut tx, at(4)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let states: Vec<_> =
            consents::list(&mut view, None, Page::ALL).await.unwrap().iter().map(|one| one.state).collect();
        assert_eq!(states, [State::Used, State::Refused, State::Expired]);
        let used = consents::list(&mut view, Some(State::Used), Page::ALL).await.unwrap();
        assert_eq!((used.len(), used[0].used, &used[0].asked), (1, Some(at(8)), &request("1")));
        assert_eq!(used[0].ended, Some(by("bart", 6)));
    }
}
