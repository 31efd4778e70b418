//! Simulations come back as they were, by id and by what a decision cites.

use crate::bed::by;
use verdeelsleutel::store::simulations::{self, NewSimulation};
use verdeelsleutel::store::{Hash, Page, StoreFault, Tx, blobs};

pub async fn simulation(tx: &mut Tx, id: &str, result: &[u8]) -> NewSimulation {
    let simulation = NewSimulation {
        id: id.to_owned(),
        name: "8% minder geboorten".to_owned(),
        note: String::new(),
        scenarios: "[]".to_owned(),
        models: "[]".to_owned(),
        engine: "0.1.0".to_owned(),
        input_sha256: Hash::of(b"input"),
        inputs: "{}".to_owned(),
        result_sha256: blobs::put(tx, result).await.unwrap(),
    };
    simulations::add(tx, &simulation, &by("anna", 1)).await.unwrap();
    simulation
}

on_both! {
    async fn a_simulation_comes_back_as_it_was(bed: &Bed) {
        let mut tx = bed.write().await;
        let first = simulation(&mut tx, "b", b"one").await;
        simulation(&mut tx, "a", b"other").await;
        simulation(&mut tx, "c", b"one").await;
        tx.commit().await.unwrap();
        let mut view = bed.read().await;
        let found = simulations::get(&mut view, "b").await.unwrap().unwrap();
        assert_eq!((found.position, found.simulation, found.made), (1, first, by("anna", 1)));
        let cited = simulations::of_result(&mut view, &Hash::of(b"one")).await.unwrap().unwrap();
        assert_eq!(cited.simulation.id, "b", "the first with this result");
        assert_eq!(simulations::of_result(&mut view, &Hash::of(b"none")).await.unwrap(), None);
        let page = Page { after: 1, limit: 1 };
        let listed = simulations::list(&mut view, page).await.unwrap();
        assert_eq!(listed.iter().map(|one| one.simulation.id.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    async fn a_simulation_without_its_result_is_refused(bed: &Bed) {
        let mut tx = bed.write().await;
        let there = simulation(&mut tx, "a", b"one").await;
        tx.commit().await.unwrap();
        let mut tx = bed.write().await;
        let faulty = NewSimulation { id: "x".to_owned(), result_sha256: Hash::of(b"never stored"), ..there.clone() };
        assert_eq!(simulations::add(&mut tx, &faulty, &by("anna", 1)).await, Err(StoreFault::Dangling));
        drop(tx);
        let mut tx = bed.write().await;
        assert_eq!(simulations::add(&mut tx, &there, &by("anna", 1)).await, Err(StoreFault::Exists));
    }
}
