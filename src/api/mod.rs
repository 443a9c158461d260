//! The wire contract of the filing API: what travels in bodies, as serde types that describe themselves to OpenAPI.
//!
//! Invariant: the contract imports the domain and nothing else; no database row and no screen is known here.

pub mod account;
pub mod administration;
pub mod backlog;
pub mod case;
pub mod change;
pub mod counts;
pub mod draft;
pub mod filing;
pub mod note;
pub mod notice;
pub mod obligation;
pub mod page;
pub mod problem;
pub mod province;
pub mod related;
pub mod reveal;
pub mod user;

pub use account::{AccessResource, Account, EditAccount, FilingRow, FindType, FoundType, Requirement};
pub use administration::{HandedOver, Received, ResultSaid, Said, SmsSaid, SmsState, Told};
pub use backlog::Backlog;
pub use case::{
    Case, CaseRow, Checking, ClaimNext, Claimed, DecisionTaken, HeldDecision, HistoryEvent, Holder, LeaseGiven,
    Material, NewDecision,
};
pub use change::Change;
pub use counts::{Counts, StageCounts};
pub use draft::{DraftSaved, KeptDraft, NewDraft};
pub use filing::{FilingStatus, NewMaterial, NewPhoto, VerificationLink};
pub use note::{Escalate, NewNote, Note, PutOff};
pub use notice::{Notice, NoticeContent, NoticeDelivery, NoticeFiling, NoticeReason, OutgoingNotice, PostedNotice};
pub use obligation::{Fulfilled, Obligation, SiteCheck};
pub use page::Page;
pub use problem::{FieldError, Problem};
pub use province::{PackDetail, ProvinceDetail, ProvinceRequirement, ProvinceRule};
pub use related::{Related, Shared};
pub use reveal::{Reveal, Revealed, RevealedValue};
pub use user::Me;

/// Name of the header that carries a lease token.
pub const LEASE_TOKEN: &str = "lease-token";

/// Name of the header that makes a decision safe to send again.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
