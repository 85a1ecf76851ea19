/* The list of rows: one of them is open, the others are a line each. */

const FILTERS = {
  flagged: ["待定", (row) => row.unsure.length > 0 && !ledger.isDone(row)],
  proposal: ["建议", (row) => row.kind === "proposal" && !ledger.isDone(row)],
  word: ["改词", (row) => row.kind === "word"],
  characters: ["一字多形", (row) => row.kind === "characters"],
  decided: ["已定", (row) => row.kind === "rule" || ledger.isDone(row)],
  all: ["全部", () => true],
};
const view = { filter: "flagged", search: "", rows: [], current: null, drafts: new Map() };

function $(id) {
  return document.getElementById(id);
}

/* An element with classes, what is in it, and attributes: make("b.word", ["里"], { lang }). */
function make(kind, inside = [], attributes = {}) {
  const [name, ...classes] = kind.split(".");
  const element = document.createElement(name);
  element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside);
  return element;
}

function inSource(text, kind = "span") {
  return make(kind, [text], { lang: DATA.source });
}

function inEdition(text, kind = "span") {
  return make(kind, [text], { lang: DATA.language });
}

function percent(number) {
  return `${Math.floor(number * 100)}%`;
}

/* How well a row answers the search: 0 the word itself, 1 a word of it, 2 text around it, 3 not at all. */
function rank(row) {
  const wanted = view.search.trim().toLowerCase();
  if (!wanted || row.source.toLowerCase() === wanted) return 0;
  if ([row.source, ...choices(row), ...row.rules].some((word) => word.toLowerCase().includes(wanted))) return 1;
  const near = row.places.some((place) => `${place.before}${row.source}${place.after}`.toLowerCase().includes(wanted));
  return near ? 2 : 3;
}

/* Draw the rows that the filter and the search leave; the open one stays open if it is among them. */
function showList() {
  const test = FILTERS[view.filter][1];
  const ranked = ROWS.filter(test).map((row) => [rank(row), row]).filter(([place]) => place < 3);
  view.rows = ranked.sort(([one], [other]) => one - other).map(([, row]) => row);
  const kept = view.rows.includes(view.current) ? view.current : view.rows[0] || null;
  view.current = null;
  $("list").replaceChildren(...(view.rows.length ? view.rows.map(drawn) : [emptyList()]));
  if (kept) open(kept, false);
  showCounts();
}

function drawn(row) {
  const item = make("article.row", [], { id: `row-${row.number}` });
  const head = make("button.head", [], { type: "button", "aria-expanded": "false", click: () => toggle(row) });
  item.append(head);
  drawHead(row, item);
  return item;
}

function element(row) {
  return $(`row-${row.number}`);
}

function drawHead(row, item = element(row)) {
  const done = ledger.isDone(row);
  const results = [...new Set(row.open.map((place) => ledger.at(place)).filter(Boolean).map((d) => d.result))];
  const shown = done ? results : [row.result];
  const others = done ? [] : row.alternatives;
  item.classList.toggle("done", done);
  item.classList.toggle("sure", row.unsure.length === 0);
  item.firstElementChild.replaceChildren(
    make("span.words", [
      inSource(row.source, "span.from"), make("span.arrow", ["→"], { "aria-label": "印作" }),
      inEdition(shown.join("／"), "b.to"), ...(others.length ? [inEdition(others.join("／"), "span.others")] : []),
    ]),
    make("span.facts", [
      ...(done ? [make("span.stamp", [scopesOf(row)])] : []),
      make("span.kind", [KINDS[row.kind]]),
      make("span.count", [howMany(row)]),
      ...(row.kind === "rule" ? [] : [confidence(row)]),
    ]),
  );
}

/* How many places there are, and how many of them are unsure, where those are not all. */
function howMany(row) {
  const [unsure, all] = [row.unsure.length, row.places.length];
  return unsure && unsure < all ? `${unsure} / ${all} 处` : `${all} 处`;
}

function scopesOf(row) {
  const scopes = new Set(row.open.map((place) => ledger.at(place)).filter(Boolean).map((found) => found.scope));
  return `已定 · ${[...scopes].map((scope) => SCOPES[scope]).join("、")}`;
}

function confidence(row) {
  if (row.kind === "proposal") return make("span.sureness", ["看语境"]);
  const meter = make("i");
  meter.style.setProperty("--part", row.confidence);
  return make("span.sureness", [meter, percent(row.confidence)], { title: "把握" });
}

function emptyList() {
  const done = view.filter === "flagged" && !view.search;
  const decisions = ledger.now.size;
  if (!done) return make("p.empty", ["这里没有符合的行。"]);
  const lines = decisions
    ? ["待定的都定完了。", make("br"), `按 x 导出 ${decisions} 条决定，再运行 banben decide ${fileName("json")}`]
    : ["没有要定的行：把握不足的一处也没有。"];
  return make("p.empty.finished", lines);
}

function showCounts() {
  for (const [name, [, test]] of Object.entries(FILTERS)) {
    const button = $(`filter-${name}`);
    button.lastElementChild.textContent = ROWS.filter(test).length;
    button.setAttribute("aria-pressed", String(view.filter === name));
  }
  const flagged = ROWS.filter((row) => row.unsure.length);
  const done = flagged.filter((row) => ledger.isDone(row)).length;
  const places = flagged.reduce((sum, row) => sum + row.unsure.length, 0);
  $("progress").setAttribute("aria-valuemax", flagged.length);
  $("progress").setAttribute("aria-valuenow", done);
  $("progress").style.setProperty("--part", flagged.length ? done / flagged.length : 1);
  $("tally").textContent = `待定 ${flagged.length} 行（${places} 处，每万字 ${DATA.density} 处），已定 ${done} 行`
    + ` · 决定 ${ledger.now.size} 条${ledger.kept ? "" : "（浏览器不让保存，请随时导出）"}`;
  $("undo").disabled = ledger.steps.length === 0;
}

function toggle(row) {
  if (view.current === row && element(row).classList.contains("open")) close(row);
  else open(row);
}

function close(row) {
  const item = element(row);
  if (!item) return;
  item.classList.remove("open");
  item.firstElementChild.setAttribute("aria-expanded", "false");
  while (item.children.length > 1) item.lastElementChild.remove();
}

function open(row, focus = true) {
  if (view.current && view.current !== row) close(view.current);
  view.current = row;
  const item = element(row);
  close(row);
  item.classList.add("open");
  item.firstElementChild.setAttribute("aria-expanded", "true");
  item.append(drawnBody(row));
  if (focus) {
    item.firstElementChild.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  }
}

function step(by) {
  const at = view.rows.indexOf(view.current);
  const next = view.rows[Math.min(Math.max(at + by, 0), view.rows.length - 1)];
  if (next) open(next);
}

/* Open the next row that is not decided; stay where there is none. */
function advance() {
  const at = view.rows.indexOf(view.current);
  const order = [...view.rows.slice(at + 1), ...view.rows.slice(0, at)];
  const next = order.find((row) => row.kind !== "rule" && !ledger.isDone(row));
  if (next) open(next);
  else if (view.filter === "flagged" || view.filter === "proposal") showList();
  else open(view.current);
}
