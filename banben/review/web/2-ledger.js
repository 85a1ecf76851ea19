/* The decisions: a list of steps, each of which can be taken back; kept in this browser. */

const STORE = `banben-review:${DATA.slug}:${DATA.edition}`;

const ledger = {
  steps: [], /* each a list of [key, decision or null] */
  now: new Map(),
  kept: true,

  key(scope, source, place) {
    if (scope === "passage") return `passage|${place.id}`;
    if (scope === "chapter") return `chapter|${place.path}|${source}`;
    return `${scope}|${source}`;
  },

  /* The decision that counts at a place: the narrowest. */
  at(place) {
    const source = place.row.source;
    for (const scope of Object.keys(SCOPES)) {
      const found = this.now.get(this.key(scope, source, place));
      if (found) return found;
    }
    return null;
  },

  isDone(row) {
    return row.open.length > 0 && row.open.every((place) => this.at(place));
  },

  take(step) {
    this.steps.push(step);
    this.replay();
    this.save();
  },

  undo() {
    const step = this.steps.pop();
    this.replay();
    this.save();
    return step;
  },

  replay() {
    this.now = new Map();
    for (const step of this.steps) {
      for (const [key, decision] of step) {
        this.now.delete(key);
        if (decision) this.now.set(key, decision);
      }
    }
  },

  save() {
    try {
      localStorage.setItem(STORE, JSON.stringify(this.steps));
      this.kept = true;
    } catch {
      this.kept = false;
    }
  },

  /* Read what was kept; what has no row here any more was written into the rule files, or its text changed. */
  load() {
    let steps = [];
    try {
      steps = JSON.parse(localStorage.getItem(STORE)) || [];
    } catch {
      this.kept = false;
    }
    const known = new Map();
    for (const row of ROWS.filter((row) => row.kind !== "rule")) {
      for (const place of row.places) {
        for (const scope of Object.keys(SCOPES)) known.set(this.key(scope, row.source, place), spot(place));
      }
    }
    this.steps = steps.map((step) => step.filter(([key]) => known.has(key))).filter((step) => step.length);
    for (const [key, decision] of this.steps.flat()) {
      if (decision?.place) decision.place = known.get(key); /* its line may be another by now */
    }
    this.replay();
    const gone = new Set(steps.flat().map(([key]) => key).filter((key) => !known.has(key)));
    return gone.size;
  },
};
