//! How far self-assessments and those by others agree, over the respondents of an area (section 13).

use super::Area;
use crate::framework::Framework;
use crate::id::OrganisationId;
use crate::scoring::AssessmentResult;
use crate::statistics::Pairs;

/// With fewer pairs of levels no agreement is told.
pub const FEWEST_PAIRS: u32 = 10;

/// Two views of one organisation.
#[derive(Clone, Copy, Debug)]
pub struct Views<'r> {
    /// Its own.
    pub own: &'r AssessmentResult,
    /// Another assessor's.
    pub moderated: &'r AssessmentResult,
}

/// The agreement over the respondents of an area.
#[derive(Clone, PartialEq, Debug)]
pub struct AreaAgreement {
    /// How many respondents have two views.
    pub organisations: u32,
    /// All sub-elements together.
    pub all: Agreement,
    /// Each sub-element, in the framework's order.
    pub sub_elements: Vec<Agreement>,
}

/// How far two assessors agree over pairs of evidenced levels.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Agreement {
    /// Pairs: a sub-element of an organisation to which both give a level.
    pub pairs: u32,
    /// Pairs with the same level.
    pub same: u32,
    /// Pairs at most one level apart, the same ones among them.
    pub within_one: u32,
    /// Pairs in which the organisation's own level is the higher.
    pub own_higher: u32,
    /// Pairs in which the other assessor's is.
    pub own_lower: u32,
    /// Quadratic weighted kappa, -1 to 1; nothing with fewer than ten pairs or where no disagreement is expected.
    pub kappa: Option<f64>,
}

impl Agreement {
    /// The share of pairs with the same level; nothing with fewer than ten.
    pub fn exact(&self) -> Option<f64> {
        self.share(self.same)
    }

    /// The share of pairs at most one level apart; nothing with fewer than ten.
    pub fn near(&self) -> Option<f64> {
        self.share(self.within_one)
    }

    fn share(&self, some: u32) -> Option<f64> {
        (self.pairs >= FEWEST_PAIRS).then(|| f64::from(some) / f64::from(self.pairs))
    }

    fn of(pairs: &Pairs) -> Agreement {
        let count = pairs.count(|_, _| true);
        Agreement {
            pairs: count,
            same: pairs.count(|own, other| own == other),
            within_one: pairs.count(|own, other| own.abs_diff(other) <= 1),
            own_higher: pairs.count(|own, other| own > other),
            own_lower: pairs.count(|own, other| own < other),
            kappa: pairs.kappa().filter(|_| count >= FEWEST_PAIRS),
        }
    }
}

/// Pools the views of an area's respondents. Nothing where none has two.
pub fn agreement<'r>(
    area: &Area,
    framework: &Framework,
    views: impl Fn(&OrganisationId) -> Option<Views<'r>>,
) -> Option<AreaAgreement> {
    let levels = framework.scale.all().count();
    let mut pairs: Vec<Pairs> = framework.sub_elements.iter().map(|_| Pairs::new(levels)).collect();
    let mut organisations = 0;
    for views in area.respondents.iter().filter_map(views) {
        organisations += 1;
        let both = views.own.sub_elements.iter().zip(&views.moderated.sub_elements);
        for (pairs, (own, other)) in pairs.iter_mut().zip(both) {
            if let Some((own, other)) = own.state.evidenced().zip(other.state.evidenced()) {
                pairs.add(own.number(), other.number());
            }
        }
    }
    let mut all = Pairs::new(levels);
    pairs.iter().for_each(|one| all.add_all(one));
    (organisations > 0).then(|| AreaAgreement {
        organisations,
        all: Agreement::of(&all),
        sub_elements: pairs.iter().map(Agreement::of).collect(),
    })
}
