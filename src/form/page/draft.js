// The draft in the browser's own storage: a convenience that may not be there. The saved file is the record.
//
// In some browsers every page opened from a folder shares one storage, so the key names home, framework and version, and
// what is found is looked at before it is used.

function draftKeeper(data, storage, tab) {
  const key = ["homeround", data.organisation ? data.organisation.id : "blank", data.framework, data.version].join(":");
  let last = null;

  function read() {
    try {
      const kept = JSON.parse(storage().getItem(key));
      const same = kept && kept.form === 1 && kept.framework === data.framework && kept.version === data.version
        && (!data.organisation || kept.state.head.organisation === data.organisation.id)
        && data.questions.every(({ id }) => typeof kept.state.entries[id]?.choice === "string");
      return same ? kept : null;
    } catch {
      return null;
    }
  }

  return {
    key,
    // The draft that is there, if it is this form's.
    find() {
      const kept = read();
      last = kept ? kept.stamp : null;
      return kept;
    },
    // Keeps the state. Gives whether it is kept, and whether another window kept something since.
    keep(state, at) {
      try {
        const there = read();
        const crossed = Boolean(there) && there.stamp !== last;
        const stamp = `${tab}:${at}`;
        const { framework, version } = data;
        storage().setItem(key, JSON.stringify({ form: 1, framework, version, stamp, at, state }));
        last = stamp;
        return { kept: true, crossed };
      } catch {
        return { kept: false, crossed: false };
      }
    },
    remove() {
      try {
        storage().removeItem(key);
        last = null;
        return true;
      } catch {
        return false;
      }
    },
  };
}
