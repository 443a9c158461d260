//! The desk in a real tmux, where one is installed.

use std::io::Write;
use std::process::Command;

use crate::persona::Persona;
use crate::service::Service;
use crate::session::{DESK, Session};

struct Tmux {
    socket: String,
    folder: String,
}

impl Tmux {
    fn run(&self, args: &[&str]) -> String {
        let output = Command::new("tmux")
            .env("TMUX_TMPDIR", &self.folder)
            .env_remove("TMUX")
            .args(["-L", &self.socket])
            .args(args)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
fn the_desk_works_inside_tmux() {
    if Command::new("tmux").arg("-V").output().is_err() {
        // Past the test harness, which would keep it to itself.
        writeln!(std::io::stderr(), "NOT TESTED: tmux is not installed, so the desk was not tried inside it").unwrap();
        return;
    }
    let service = Service::here(20);
    let folder = service.folder().display().to_string();
    let tmux = Tmux { socket: format!("desk-{}", std::process::id()), folder };
    let own = service.environment("zh-CN");
    let mut env: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    env.push(("TMUX_TMPDIR", &tmux.folder));
    let args = ["-u", "-L", &tmux.socket, "-f", "/dev/null", "new-session", DESK, "--graphics", "off"];
    let session = Session::start("tmux", &args, &env, (110, 30), Persona::Plain);
    session.shows(&["1 初审", "第 1 / "]);
    let captured = tmux.run(&["capture-pane", "-p"]);
    assert!(captured.contains("1 初审") && captured.contains("BA26"), "{captured}");
    session.keys("\r");
    session.shows(&["未认领", "图片显示已关闭"]);
    session.resize(60, 20);
    session.hides("图片显示已关闭");
    session.resize(110, 30);
    session.shows(&["未认领", "图片显示已关闭"]);
    session.keys("q");
    session.shows(&["第 1 / "]);
    session.keys("q");
    session.finish();
}
