//! What is measured of pictures, against pictures of which it is known what is wrong with them.

use std::path::Path;

use beian_desk::sample::{self, Flaw, PictureSpec};
use beian_desk::server::measure;
use jiff::civil::date;

fn specs(count: usize, seed: u64) -> Vec<PictureSpec> {
    let cases = sample::cases(count, seed, date(2026, 11, 23));
    cases.into_iter().flat_map(|case| case.materials).map(|material| material.spec).collect()
}

/// Some hundred specs, a third of them with a flaw planted.
fn many() -> Vec<PictureSpec> {
    let (clean, flawed): (Vec<_>, Vec<_>) = specs(200, 11).into_iter().partition(|spec| spec.flaw.is_none());
    let fits = |spec: &PictureSpec| {
        spec.flaw.is_none() && !matches!(spec.slug.as_str(), "domain_realname_screenshot" | "face_verification")
    };
    let flaws = [Flaw::Cropped, Flaw::Blurred, Flaw::Greyscale, Flaw::Sideways, Flaw::Glare].into_iter().cycle();
    let planted = specs(60, 12).into_iter().filter(fits).step_by(3).zip(flaws);
    clean
        .into_iter()
        .step_by(5)
        .chain(flawed)
        .chain(planted.map(|(spec, flaw)| PictureSpec { flaw: Some(flaw), ..spec }))
        .collect()
}

/// The folder that `BEIAN_DESK_PICTURES` names keeps what was drawn: drawing takes most of the time.
fn drawn(index: usize, spec: &PictureSpec) -> Vec<u8> {
    let Ok(folder) = std::env::var("BEIAN_DESK_PICTURES") else { return sample::draw(spec).bytes };
    let path = Path::new(&folder).join(format!("{index}.picture"));
    std::fs::read(&path).unwrap_or_else(|_| {
        let bytes = sample::draw(spec).bytes;
        std::fs::write(&path, &bytes).unwrap();
        bytes
    })
}

#[test]
#[ignore = "prints the facts of some hundred drawn pictures, for a look at the thresholds by hand"]
fn print_the_facts_of_many() {
    let all: Vec<(usize, PictureSpec)> = many().into_iter().enumerate().collect();
    let rows = |specs: &[(usize, PictureSpec)]| {
        for (index, spec) in specs {
            let facts = measure(&drawn(*index, spec));
            let flaw = spec.flaw.map_or("-", Flaw::slug);
            println!("ROW\t{}\t{:?}\t{flaw}\t{}", spec.slug, spec.size, serde_json::to_string(&facts).unwrap());
        }
    };
    std::thread::scope(|scope| all.chunks(all.len().div_ceil(2)).for_each(|half| drop(scope.spawn(|| rows(half)))));
}
