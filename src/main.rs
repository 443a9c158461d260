//! Parse, match, run; the exit code is decided in one place.

use std::io::Write;
use std::process::ExitCode;

use beian_desk::cli::args::{Cli, Command};
use beian_desk::cli::{self, Context, Exit, Failure};
use beian_desk::config::Config;
use beian_desk::operate::{admin, demo, desk, serve};
use beian_desk::telemetry::{self, Sink};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load(&cli.global.flags(), &cli::environment) {
        Ok(config) => config,
        Err(error) => return fail(Exit::Usage, &error.to_string()),
    };
    let lang = config.lang.value;
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(Exit::Failure, &error.to_string()),
    };
    let result = runtime.block_on(run(cli, config));
    // What still runs in the background (a picture being drawn) must not keep the shell waiting.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(Exit::of(&error), &cli::explain(&error, lang)),
    }
}

async fn run(cli: Cli, config: Config) -> anyhow::Result<()> {
    let with_desk = match &cli.command {
        None => true,
        Some(Command::Demo(args)) => !args.headless,
        Some(_) => false,
    };
    let sink = if with_desk { Sink::File(config.dir.join("desk.log")) } else { Sink::Stderr };
    telemetry::start(cli::environment("BEIAN_DESK_LOG").as_deref(), &sink)
        .map_err(|error| Failure::usage(format!("BEIAN_DESK_LOG: {error}")))?;
    match cli.command {
        None => desk::open(&config, cli::client(&config)?, &config.state, cli.global.fresh).await,
        Some(Command::Demo(args)) => demo::run(&config, &args, cli.global.fresh).await,
        Some(Command::Serve(args)) => serve::run(&config, &args).await,
        Some(Command::Admin(args)) => admin::run(&config, cli.global.json, &args).await,
        Some(command) => cli::run(&Context { config, json: cli.global.json }, command).await,
    }
}

/// Says why on stderr, unless nobody listens any more.
fn fail(exit: Exit, why: &str) -> ExitCode {
    if exit != Exit::Done {
        let _ = writeln!(std::io::stderr(), "beian-desk: {why}");
    }
    ExitCode::from(exit as u8)
}
