//! The machine checks over the sample's filings: every fault that was planted in a form is found, and what has no fault has
//! no blocker. `cargo test --test it checks -- --nocapture` prints how many were found, missed and raised for nothing.

use std::collections::BTreeMap;

use beian_desk::domain::check::{Subject, check};
use beian_desk::domain::finding::{Finding, Severity};
use beian_desk::domain::province::Packs;
use beian_desk::domain::requirement::Circumstances;
use beian_desk::sample::{Fault, SampleCase, cases};

/// The faults that stand in the form and can be seen without a picture or a registry.
const IN_THE_FORM: &[Fault] = &[
    Fault::IdChecksum,
    Fault::CreditCode,
    Fault::IdExpired,
    Fault::VagueAddress,
    Fault::EmergencySame,
    Fault::HomeUrl,
    Fault::SiteName,
];

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

fn found(case: &SampleCase) -> Vec<Finding> {
    let known = Circumstances { sites: 1, name_changed: false, has_password: false, today: TODAY };
    let filing = &case.filing;
    let packs = Packs::embedded();
    // What provinces ask is held against them elsewhere.
    let pack = packs.of("");
    check(&Subject::of(filing, &known, pack))
}

fn is_hostile(case: &SampleCase) -> bool {
    case.filing.service.name.contains('\u{1b}')
}

#[test]
fn planted_faults_are_found_and_nothing_else_blocks() {
    let (mut planted, mut missed, mut blocked) = (0, Vec::new(), Vec::new());
    let mut weighed: BTreeMap<String, usize> = BTreeMap::new();
    let (mut clean, mut looked) = (0, 0);
    for seed in [1, 7, 2026] {
        for case in cases(500, seed, TODAY) {
            looked += 1;
            let findings = found(&case);
            let faults: Vec<_> = case.faults.iter().filter(|fault| IN_THE_FORM.contains(fault)).collect();
            for fault in &faults {
                planted += 1;
                let hit = findings
                    .iter()
                    .any(|finding| Some(finding.target.as_str()) == fault.field() && finding.code == fault.code());
                if !hit {
                    missed.push(format!("{fault}: {findings:?}"));
                }
            }
            if faults.is_empty() && !is_hostile(&case) {
                clean += 1;
                let blockers = findings.iter().filter(|finding| finding.severity == Severity::Blocker);
                blocked.extend(blockers.map(|finding| format!("{finding:?}")));
                for finding in &findings {
                    *weighed.entry(format!("{} {}", finding.severity, finding.rule)).or_default() += 1;
                }
            }
        }
    }
    println!("{looked} cases, {planted} faults planted in forms, {} missed", missed.len());
    println!("{clean} cases without one, {} blockers; what was found in them: {weighed:#?}", blocked.len());
    assert!(planted > 100, "{planted}");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(blocked.is_empty(), "{}", blocked.join("\n"));
}

/// A desk that cries wolf is switched off: of the cases without a fault, few carry a warning.
#[test]
fn few_cases_without_a_fault_are_warned_of() {
    let all: Vec<_> = cases(500, 11, TODAY).into_iter().filter(|case| case.faults.is_empty()).collect();
    let warned: Vec<_> = all
        .iter()
        .flat_map(|case| found(case).into_iter().find(|finding| finding.severity == Severity::Warning))
        .collect();
    println!("{} of {} warned", warned.len(), all.len());
    assert!(warned.len() * 20 <= all.len(), "{} of {}: {warned:#?}", warned.len(), all.len());
}
