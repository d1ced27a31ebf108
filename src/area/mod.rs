//! Results of respondents -> results of areas (section 10). Pure and total.

mod compare;
mod comparison;
mod hierarchy;
mod rollup;

pub use compare::AgainstParent;
pub use comparison::{Compared, Comparison, NotCompared, comparison, parts};
pub use hierarchy::{Area, Hierarchy};
pub use rollup::{
    Answers, AreaGap, AreaIdea, AreaResult, AreaSubElement, Difference, Spread, SpreadNumbers, all,
};
