//! The kinds of organisation, and the kinds of body that lead on a sub-element.

/// What an organisation is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The nation; it assesses and is not asked.
    Nation,
    /// An NHS region; it assesses and is not asked.
    Region,
    /// An integrated care system.
    Ics,
    /// A place within an integrated care system.
    Place,
    /// A council with social care duties.
    LocalAuthority,
    /// A primary care network.
    Pcn,
    /// A company or charity that runs care homes.
    Provider,
    /// A care home.
    CareHome,
}

impl Kind {
    /// Every kind with the word for it in files.
    pub const WORDS: &'static [(&'static str, Kind)] = &[
        ("nation", Kind::Nation),
        ("region", Kind::Region),
        ("ics", Kind::Ics),
        ("place", Kind::Place),
        ("local-authority", Kind::LocalAuthority),
        ("pcn", Kind::Pcn),
        ("provider", Kind::Provider),
        ("care-home", Kind::CareHome),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// The body as which it leads on sub-elements; regions and the nation lead as commissioners (section 7).
    pub fn body(self) -> Body {
        match self {
            Kind::CareHome | Kind::Provider => Body::CareHome,
            Kind::Pcn => Body::PrimaryCare,
            Kind::Ics | Kind::Place | Kind::Region | Kind::Nation => Body::Commissioner,
            Kind::LocalAuthority => Body::LocalAuthority,
        }
    }

    /// What a reader calls one of them.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Nation => "nation",
            Kind::Region => "NHS region",
            Kind::Ics => "integrated care system",
            Kind::Place => "place",
            Kind::LocalAuthority => "council",
            Kind::Pcn => "primary care network",
            Kind::Provider => "provider",
            Kind::CareHome => "care home",
        }
    }

    /// One of them in a sentence, as in "an NHS region".
    pub fn one(self) -> String {
        // The abbreviation is spelt out when it is read: "an N".
        let article = if matches!(self, Kind::Region | Kind::Ics) { "an" } else { "a" };
        format!("{article} {}", self.noun())
    }

    /// What a reader calls several of them.
    pub fn nouns(self) -> &'static str {
        match self {
            Kind::Nation => "nations",
            Kind::Region => "NHS regions",
            Kind::Ics => "integrated care systems",
            Kind::Place => "places",
            Kind::LocalAuthority => "councils",
            Kind::Pcn => "primary care networks",
            Kind::Provider => "providers",
            Kind::CareHome => "care homes",
        }
    }
}

/// A kind of body that can lead on a sub-element.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Body {
    /// The care home itself.
    CareHome,
    /// General practice and its network.
    PrimaryCare,
    /// Community health services.
    Community,
    /// Those who plan and pay for services.
    Commissioner,
    /// The council.
    LocalAuthority,
    /// Voluntary and community organisations.
    VoluntarySector,
    /// A body that a framework of the workspace's own names.
    Other(String),
}

impl Body {
    /// The familiar bodies with the words for them in files.
    pub const WORDS: &'static [(&'static str, Body)] = &[
        ("care-home", Body::CareHome),
        ("primary-care", Body::PrimaryCare),
        ("community", Body::Community),
        ("commissioner", Body::Commissioner),
        ("local-authority", Body::LocalAuthority),
        ("voluntary-sector", Body::VoluntarySector),
    ];

    /// The body with this word; an unfamiliar one is kept as written.
    pub fn by_word(word: &str) -> Body {
        let known = Body::WORDS.iter().find(|(known, _)| *known == word);
        known.map_or_else(|| Body::Other(word.to_owned()), |(_, body)| body.clone())
    }

    /// The word for it in files.
    pub fn word(&self) -> &str {
        match self {
            Body::Other(word) => word,
            known => Body::WORDS.iter().find(|(_, body)| body == known).map_or("", |(word, _)| word),
        }
    }

    /// What a reader calls it, as in "ask your GP practice or primary care network".
    pub fn in_words(&self) -> String {
        match self {
            Body::CareHome => "the care home".to_owned(),
            Body::PrimaryCare => "the GP practice and primary care network".to_owned(),
            Body::Community => "community health services".to_owned(),
            Body::Commissioner => "the NHS commissioner".to_owned(),
            Body::LocalAuthority => "the council".to_owned(),
            Body::VoluntarySector => "voluntary and community organisations".to_owned(),
            Body::Other(word) => word.replace('-', " "),
        }
    }
}
