//! Bytes by their hash.

use verdeelsleutel::store::{Hash, StoreFault, blobs};

/// Bytes that no compression makes small.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

on_both! {
    async fn every_length_comes_back_as_it_was(bed: &Bed) {
        let part = 4 << 20;
        for length in [0, 1, 1000, part - 1, part, part + 1, 2 * part, 2 * part + 17] {
            let sent = bytes(length);
            let mut tx = bed.write().await;
            let hash = blobs::put(&mut tx, &sent).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(hash, Hash::of(&sent));
            let mut view = bed.read().await;
            assert_eq!(blobs::length(&mut view, &hash).await.unwrap(), Some(i64::try_from(length).unwrap()));
            assert!(blobs::get(&mut view, &hash).await.unwrap().unwrap() == sent, "{length} bytes");
        }
        assert_eq!(blobs::get(&mut bed.read().await, &Hash::of(b"other")).await.unwrap(), None);
    }

    async fn the_same_bytes_are_kept_once(bed: &Bed) {
        for _ in 0..3 {
            let mut tx = bed.write().await;
            blobs::put(&mut tx, b"the same").await.unwrap();
            blobs::put(&mut tx, b"the same").await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(bed.number("SELECT COUNT(*) FROM blob_parts").await, 1);
    }

    async fn bytes_that_changed_are_told(bed: &Bed) {
        let mut tx = bed.write().await;
        let hash = blobs::put(&mut tx, b"money").await.unwrap();
        let other = blobs::put(&mut tx, b"more").await.unwrap();
        tx.commit().await.unwrap();
        let sql = "UPDATE blob_parts SET content = (SELECT content FROM blob_parts WHERE sha256 = 'X') WHERE sha256 = 'Y'";
        bed.tamper(&sql.replace('X', &other.to_string()).replace('Y', &hash.to_string())).await;
        let fault = blobs::get(&mut bed.read().await, &hash).await.unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)), "{fault}");
        bed.tamper(&format!("DELETE FROM blob_parts WHERE sha256 = '{hash}'")).await;
        let fault = blobs::get(&mut bed.read().await, &hash).await.unwrap_err();
        assert!(matches!(fault, StoreFault::Corrupt(_)), "{fault}");
    }
}
