//! Results of respondents -> results of areas (section 10). Pure and total.

mod agreement;
mod compare;
mod comparison;
mod coverage;
mod hierarchy;
mod result;
mod rollup;
mod series;

pub use agreement::{Agreement, AreaAgreement, FEWEST_PAIRS, Views, agreement};
pub use compare::AgainstParent;
pub use comparison::{Compared, Comparison, NotCompared, beneath, comparison, parts, result};
pub use coverage::{Coverage, coverage};
pub use hierarchy::{Area, Hierarchy};
pub use result::{Answers, AreaGap, AreaIdea, AreaResult, AreaSubElement, Difference, Spread, SpreadNumbers};
pub use rollup::all;
pub use series::{
    POINTS_FOR_RUN, Point, RoundsOf, Run, Series, Share, anybody_stands, quarter_ends, run, series,
};
