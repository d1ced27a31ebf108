//! Answers files written by the program: read again they are what they were, and written again the same bytes.

use crate::tree;
use homeround::assessment::{self, Assessment};
use homeround::workspace::Workspace;

/// Everything an assessment says, without the file it came from.
fn said(assessment: &Assessment) -> String {
    format!("{:?}", Assessment { file: "".into(), ..assessment.clone() })
}

fn load(project: &crate::support::Project) -> Workspace {
    let loaded = homeround::workspace::load(project.root());
    assert_eq!(loaded.errors(), 0);
    loaded.workspace
}

#[test]
fn answers_that_are_written_and_read_again_are_what_they_were() {
    for files in [tree::demonstration(), tree::small()] {
        let before = tree::project(&files);
        let workspace = load(&before);
        assert!(workspace.assessments.len() > 3);
        let mut files = files;
        files.retain(|name, _| !(name.starts_with("answers/") && name.ends_with(".toml")));
        let mut texts = Vec::new();
        for (at, one) in workspace.assessments.iter().enumerate() {
            let text = assessment::write(one, &workspace.frameworks[&one.framework]);
            files.insert(format!("answers/{at:03}.toml"), text.clone().into_bytes());
            texts.push(text);
        }
        let again = load(&tree::project(&files));
        let sorted = |workspace: &Workspace| {
            let mut all: Vec<String> = workspace.assessments.iter().map(said).collect();
            all.sort();
            all
        };
        assert_eq!(sorted(&again), sorted(&workspace));
        let mut rewritten: Vec<String> = again
            .assessments
            .iter()
            .map(|one| assessment::write(one, &again.frameworks[&one.framework]))
            .collect();
        rewritten.sort();
        texts.sort();
        assert_eq!(rewritten, texts);
    }
}
