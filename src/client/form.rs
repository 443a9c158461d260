//! A `multipart/form-data` body as plain bytes, so that it can be sent again and needs no connection to exist.

use bytes::Bytes;

/// A form being put together.
#[derive(Debug)]
pub(super) struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Form {
    pub(super) fn new() -> Self {
        // A version 7 id has 74 random bits: no file contains it by chance.
        Self { boundary: format!("beian-desk-{}", uuid::Uuid::now_v7().simple()), body: Vec::new() }
    }

    pub(super) fn text(mut self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), "", value.as_bytes());
        self
    }

    pub(super) fn file(mut self, name: &str, file_name: &str, bytes: &[u8]) -> Self {
        // The API looks at the content and not at the name, so a name may lose what a header cannot carry.
        let file_name: String =
            file_name.chars().map(|c| if c.is_control() || matches!(c, '"' | '\\') { '_' } else { c }).collect();
        self.part(
            &format!("name=\"{name}\"; filename=\"{file_name}\""),
            "Content-Type: application/octet-stream\r\n",
            bytes,
        );
        self
    }

    /// Content type and body.
    pub(super) fn finish(mut self) -> (String, Bytes) {
        self.body.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        (format!("multipart/form-data; boundary={}", self.boundary), self.body.into())
    }

    fn part(&mut self, disposition: &str, headers: &str, bytes: &[u8]) {
        let head = format!("--{}\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n", self.boundary);
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(bytes);
        self.body.extend_from_slice(b"\r\n");
    }
}
