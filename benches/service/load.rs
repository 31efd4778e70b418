//! A load: connections that each ask the same again and again.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// What a load saw.
pub struct Told {
    pub per_second: f64,
    /// Of 100 answers, 99 were there within this.
    pub p99: Duration,
}

/// Asks over `connections` for as long as `lasting`. Every answer has to be 200 with as many bytes as `length`.
pub fn load(address: SocketAddr, request: &[u8], length: usize, connections: usize, lasting: Duration) -> Told {
    let began = Instant::now();
    let times = thread::scope(|scope| {
        let each = (0..connections).map(|_| {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).expect("it listens");
                stream.set_nodelay(true).expect("a socket");
                let (mut times, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
                while began.elapsed() < lasting || times.is_empty() {
                    let asked = Instant::now();
                    stream.write_all(request).expect("it listens");
                    answer(&mut stream, &mut buffer, length);
                    times.push(asked.elapsed());
                }
                times
            })
        });
        let each: Vec<_> = each.collect();
        each.into_iter().flat_map(|one| one.join().expect("every answer is whole")).collect::<Vec<Duration>>()
    });
    let (took, mut times) = (began.elapsed(), times);
    times.sort_unstable();
    let p99 = times[(times.len() * 99).div_ceil(100) - 1];
    Told { per_second: times.len() as f64 / took.as_secs_f64(), p99 }
}

fn answer(stream: &mut TcpStream, buffer: &mut [u8], length: usize) {
    let mut filled = 0;
    let head = loop {
        let read = stream.read(&mut buffer[filled..]).expect("an answer");
        assert!(read > 0, "the connection was closed");
        filled += read;
        if let Some(end) = buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let told = &buffer[..head];
    assert!(told.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(told));
    let mut left = length.checked_sub(filled - head).expect("no more than its length");
    while left > 0 {
        let most = left.min(buffer.len());
        let read = stream.read(&mut buffer[..most]).expect("an answer");
        assert!(read > 0, "the answer is not whole");
        left -= read;
    }
}
