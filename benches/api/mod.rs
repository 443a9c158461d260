//! The program as a filing API beside a bench, ended with it.

use std::io::{BufRead, BufReader, Lines, Read};
use std::process::{Child, Command, Stdio};

use crate::session::DESK;

/// A running filing API.
pub struct Api(Child);

impl Drop for Api {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Api {
    /// Starts the program with these arguments, and gives what it prints.
    pub fn start(args: &[&str]) -> (Self, Lines<BufReader<impl Read + use<>>>) {
        let (told, says) = std::io::pipe().unwrap();
        let errors = says.try_clone().unwrap();
        let child = Command::new(DESK).args(args).stdin(Stdio::null()).stdout(says).stderr(errors).spawn().unwrap();
        (Self(child), BufReader::new(told).lines())
    }
}
