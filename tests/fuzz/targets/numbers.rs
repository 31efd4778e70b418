#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| verdeelsleutel::intake::tests::numbers::promise(data));
