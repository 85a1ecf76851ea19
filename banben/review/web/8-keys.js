/* The keyboard, the bar, and the first drawing. */

const NAMES = Object.keys(FILTERS);

function setFilter(name) {
  view.filter = name;
  view.current = null;
  showList();
  if (view.current) element(view.current).firstElementChild.focus({ preventScroll: true });
  scrollTo(0, 0);
}

const inList = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  ArrowRight: () => moveInRow(1), ArrowLeft: () => moveInRow(-1),
  e: () => asked() && startWriting(view.current),
  r: () => asked() && element(view.current).querySelector(".reason").focus(),
  s: () => asked() && cycleScope(),
  f: () => setFilter(NAMES[(NAMES.indexOf(view.filter) + 1) % NAMES.length]),
};
const inDiff = {
  j: () => stepPair(1), ArrowDown: () => stepPair(1), k: () => stepPair(-1), ArrowUp: () => stepPair(-1),
  ArrowRight: () => stepChapter(1), ArrowLeft: () => stepChapter(-1), Escape: () => leaveDiff(),
};
const everywhere = {
  u: undo, x: () => download("json"), d: () => ($("diff").hidden ? enterDiff() : leaveDiff()),
  "/": () => $("search").focus(), "?": () => $("help").showModal(),
};

function asked() {
  return view.current && view.current.kind !== "rule" && element(view.current)?.classList.contains("open");
}

function moveInRow(by) {
  if (asked()) goToPlace(view.current, draft(view.current).at + by);
}

function cycleScope() {
  const names = Object.keys(SCOPES);
  const { scope } = draft(view.current);
  setScope(view.current, names[(names.indexOf(scope) + 1) % names.length]);
}

function enterDiff() {
  const row = view.current;
  showDiff(true, row ? row.places[row.kind === "rule" ? 0 : draft(row).at] : null);
}

function leaveDiff() {
  showDiff(false);
  if (view.current) open(view.current);
}

/* Enter and the digits choose, except where Enter presses the button or follows the link in focus. */
function choose(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const other = document.activeElement?.closest("button:not(.head, .scope), a, select, summary");
  if (!$("diff").hidden || !asked() || (event.key === "Enter" && other)) return false;
  const number = event.key === "Enter" ? 0 : digit ? Number(digit[1]) - 1 : -1;
  const word = choices(view.current)[number];
  if (word) decide(word, event.shiftKey);
  return Boolean(word);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("help").open) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (field) {
    if (event.key === "Escape" || (event.key === "Enter" && field.id === "search")) {
      event.preventDefault();
      field.blur();
      if (view.current) element(view.current)?.firstElementChild.focus({ preventScroll: true });
    }
    return;
  }
  const action = ($("diff").hidden ? inList : inDiff)[event.key] || everywhere[event.key];
  if (action) action();
  else if (!choose(event)) return;
  event.preventDefault();
});

function searchFor() {
  view.search = $("search").value;
  view.current = null;
  showDiff(false);
  showList();
}

function drawBar() {
  $("filters").replaceChildren(...Object.entries(FILTERS).map(([name, [words]]) => make(
    "button", [words, make("span")], { id: `filter-${name}`, type: "button", click: () => setFilter(name) },
  )));
  $("chapter").replaceChildren(...DATA.chapters.map(
    (chapter, number) => make("option", [chapter.title ? `${chapter.title} · ${chapter.path}` : chapter.path], { value: number }),
  ));
  $("file-name").textContent = fileName("json");
  $("search").addEventListener("input", searchFor);
  $("open-diff").addEventListener("click", everywhere.d);
  $("undo").addEventListener("click", undo);
  $("toast").lastElementChild.addEventListener("click", undo);
  $("export").addEventListener("click", () => download("json"));
  $("export-table").addEventListener("click", () => download("tsv"));
  $("open-help").addEventListener("click", () => $("help").showModal());
  for (const id of ["chapter", "decided-only", "each-character"]) $(id).addEventListener("change", showChapter);
}

/* What scrolls to the top must stop below the bar, where the bar stays. */
function measureBar() {
  const stays = getComputedStyle($("bar")).position === "sticky";
  document.documentElement.style.setProperty("--bar", stays ? `${$("bar").offsetHeight}px` : "0px");
}

addEventListener("resize", measureBar);
const gone = ledger.load();
drawBar();
if (!ROWS.some(FILTERS.flagged[1])) view.filter = ROWS.some(FILTERS.proposal[1]) ? "proposal" : "flagged";
measureBar();
showList();
if (view.current) element(view.current).firstElementChild.focus({ preventScroll: true });
if (gone) say(`上次的 ${gone} 条决定在这一页没有对应的行：已经写进词表，或者文字改过了。`);
