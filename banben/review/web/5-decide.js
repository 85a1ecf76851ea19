/* Taking a decision, taking it back, saying why. */

let fading = 0;

function say(words, undo = false) {
  const toast = $("toast");
  toast.firstElementChild.replaceChildren(...[words].flat());
  toast.lastElementChild.hidden = !undo;
  toast.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { toast.hidden = true; }, 6000);
}

function decision(row, place, result) {
  const { scope, reason } = draft(row);
  const local = scope === "passage" || scope === "chapter";
  return [
    ledger.key(scope, row.source, place),
    { source: row.source, result, scope, reason: reason.trim(), place: local ? spot(place) : null },
  ];
}

/* Print *result* at the place in hand, for the row's scope; *all*: at every place still open. */
function decide(result, all = false) {
  const row = view.current;
  if (!row || row.kind === "rule" || !result) return;
  const state = draft(row);
  const waiting = row.open.filter((place) => !ledger.at(place));
  const wanted = all && state.scope === "passage" ? waiting : [row.places[state.at]];
  if (!wanted.length) return;
  ledger.take(wanted.map((place) => decision(row, place, result)));
  state.writing = false;
  remember(state.reason);
  const count = wanted.length > 1 ? `${wanted.length} 处` : SCOPES[state.scope];
  say([inSource(row.source), " → ", inEdition(result, "b"), ` · ${count}`], true);
  after(row);
}

function after(row) {
  for (const other of bySource.get(row.source) || []) if (element(other)) drawHead(other);
  showCounts();
  const next = row.places.findIndex((place) => row.open.includes(place) && !ledger.at(place));
  if (next >= 0) goToPlace(row, next);
  else advance();
}

function undo() {
  const taken = ledger.undo();
  if (!taken) return;
  const sources = new Set(taken.map(([key]) => key.split("|").pop()));
  const [, first] = taken[0];
  const row = ROWS.find((item) => item.kind !== "rule" && item.places.some((place) => taken.some(
    ([key]) => Object.keys(SCOPES).some((scope) => ledger.key(scope, item.source, place) === key),
  )));
  $("toast").hidden = true;
  if (row && !element(row)) showList();
  for (const item of view.rows) if (sources.has(item.source) || item === row) drawHead(item);
  if (row && element(row)) open(row);
  showCounts();
  if (first) say(["撤销了 ", inSource(first.source), " → ", inEdition(first.result, "b")]);
}

/* A reason that is written after the decision belongs to it as well. */
function giveReason(row) {
  const reason = draft(row).reason.trim();
  remember(reason);
  const mine = [...ledger.now].filter(([, found]) => found.source === row.source && found.reason !== reason);
  const here = new Set(row.places.map((place) => ledger.at(place)));
  const step = mine.filter(([, found]) => here.has(found)).map(([key, found]) => [key, { ...found, reason }]);
  if (step.length) {
    ledger.take(step);
    showCounts();
  }
}

function remember(reason) {
  const known = [...$("reasons").children].map((option) => option.value);
  if (reason && !known.includes(reason)) $("reasons").append(make("option", [], { value: reason }));
}

/* Show a row, whatever the filter leaves out. */
function visit(row) {
  if (!element(row)) {
    view.filter = "all";
    view.search = $("search").value = "";
    showList();
  }
  showDiff(false);
  open(row);
}
