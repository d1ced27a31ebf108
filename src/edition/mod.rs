//! Results -> what an edition of the site may show of them (section 11). Pure.
//!
//! The public edition is not a site with hidden parts. It is made from a workspace in which what is not public does not
//! stand: free text is gone, unpublished assessments are gone, withheld areas are gone. What comes after cannot show
//! what it was never given.

mod private;
mod public;
mod withheld;

pub use private::Private;
pub use public::{Public, for_homes, of};
pub use withheld::{Node, shown};
