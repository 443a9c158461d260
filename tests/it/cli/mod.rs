//! The program as a shell sees it: the real binary against the filing API of a `demo --headless` child.

mod administration;
mod change;
mod decide;
mod demo;
mod import;
mod outbox;
mod own_filing;
mod packs;
mod read;
mod reference;
mod refuse;
mod stage;
mod upload;
mod verify;
mod zone;
