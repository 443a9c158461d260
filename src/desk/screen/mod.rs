//! The screens. In every folder `model` knows neither `update` nor `view`; these two know the model and not each
//! other; screens never import each other. The root puts them together.

pub mod aside;
pub mod backlog;
pub mod case;
pub mod decide;
pub mod help;
pub mod log;
pub mod note;
pub mod palette;
pub mod picture;
pub mod queue;
pub mod related;
pub mod trouble;
