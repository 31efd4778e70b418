//! The peer: an actix handler that gives bytes which it has, and nothing else.

use actix_web::rt::System;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::net::TcpListener;

/// Serves the bytes of a file until stopped; where is told on standard error, as the service does.
pub fn serve(file: &str, kind: &str) {
    let body = web::Bytes::from(std::fs::read(file).expect("the bytes are there"));
    let kind = kind.to_owned();
    let socket = TcpListener::bind("127.0.0.1:0").expect("a port");
    eprintln!("http://{}/api/", socket.local_addr().expect("a port"));
    let server = HttpServer::new(move || {
        let (body, kind) = (body.clone(), kind.clone());
        let give = move || {
            let answer = HttpResponse::Ok().content_type(kind.as_str()).body(body.clone());
            async move { answer }
        };
        App::new().default_service(web::to(give))
    });
    System::new().block_on(server.listen(socket).expect("a port").run()).expect("it serves");
}
