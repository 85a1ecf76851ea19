/* The open row: what can be chosen, for which scope and why; the judges; the places. */

const PAGE = 20;

/* What the editor is about to do in a row: scope, reason, which place, how many places are shown. */
function draft(row) {
  if (!view.drafts.has(row)) {
    view.drafts.set(row, { scope: usualScope(row), reason: "", at: 0, shown: PAGE, writing: false });
  }
  return view.drafts.get(row);
}

function drawnBody(row) {
  const parts = row.kind === "rule" ? [] : [drawnChoices(row), drawnScopes(row), ...notes(row)];
  return make("div.body", [...parts, drawnPlaces(row), drawnEvidence(row)]);
}

function redraw(row) {
  drawHead(row);
  const item = element(row);
  if (item.classList.contains("open")) item.lastElementChild.replaceWith(drawnBody(row));
}

function drawnChoices(row) {
  const state = draft(row);
  const here = ledger.at(row.places[state.at]);
  const given = choices(row);
  const buttons = given.map((word, number) => make(
    "button.choice",
    [make("kbd", [number + 1]), inEdition(word, "b"), ...(number ? [] : [make("small", ["现在印的"])])],
    {
      type: "button", "aria-pressed": String(here?.result === word),
      click: (event) => decide(word, event.shiftKey),
    },
  ));
  const own = here && !given.includes(here.result) ? here.result : "";
  const input = make("input.own", [], {
    type: "text", lang: DATA.language, "aria-label": "另写一种", placeholder: "要印的字", value: own,
    keydown: (event) => write(event, row),
  });
  const other = state.writing
    ? make("span.choice.writing", [make("kbd", ["e"]), input])
    : make("button.choice", [make("kbd", ["e"]), own ? inEdition(own, "b") : "另写…"], {
      type: "button", "aria-pressed": String(Boolean(own)), click: () => startWriting(row),
    });
  return make("div.choices", [...buttons, other]);
}

function startWriting(row) {
  draft(row).writing = true;
  redraw(row);
  const input = element(row).querySelector(".own");
  input.focus();
  input.select();
}

function write(event, row) {
  if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const word = event.target.value.trim();
  draft(row).writing = false;
  if (event.key === "Enter" && word) return decide(word, event.shiftKey);
  redraw(row);
  element(row).firstElementChild.focus();
}

function drawnScopes(row) {
  const state = draft(row);
  const buttons = Object.entries(SCOPES).map(([scope, name]) => make("button.scope", [name], {
    type: "button", "aria-pressed": String(state.scope === scope),
    click: () => setScope(row, scope),
  }));
  const reason = make("input.reason", [], {
    type: "text", list: "reasons", placeholder: "理由（可不写）", "aria-label": "理由", value: state.reason,
    input: (event) => { state.reason = event.target.value; },
    change: () => giveReason(row),
    keydown: (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      element(row).firstElementChild.focus();
    },
  });
  return make("div.how", [
    make("div.scopes", [make("span.label", ["范围", make("kbd", ["s"])]), ...buttons], { role: "group", "aria-label": "范围" }),
    make("label.why", [make("span.label", ["理由", make("kbd", ["r"])]), reason]),
  ]);
}

function setScope(row, scope) {
  draft(row).scope = scope;
  redraw(row);
  element(row).querySelector(".scope[aria-pressed=true]").focus({ preventScroll: true });
}

function notes(row) {
  const found = [];
  const state = draft(row);
  const open = row.open.filter((place) => !ledger.at(place));
  if (state.scope === "passage" && open.length > 1) {
    found.push(make("p.note", [
      "范围是本处：一次定下面标出的一处。",
      make("button.link", [`还没定的 ${open.length} 处都照“${row.result}”定`], {
        type: "button", click: () => decide(row.result, true),
      }), make("span.keys", [make("kbd", ["Shift"]), " + ", make("kbd", ["Enter"])]),
    ]));
  }
  for (const other of siblings(row)) {
    found.push(make("p.note", [
      "同一个“", inSource(row.source), "”另有 ",
      make("button.link", [`${other.places.length} 处印作“`, inEdition(other.result), "”"], {
        type: "button", click: () => visit(other),
      }),
      ["book", "house"].includes(state.scope) ? "，范围是全书、本社时会一并改动。" : "。",
    ]));
  }
  return found;
}

function drawnPlaces(row) {
  const state = draft(row);
  const shown = row.places.slice(0, Math.max(state.shown, state.at + 1));
  const list = make("ol.places", shown.map((place, number) => drawnPlace(row, place, number)));
  const rest = row.places.length - shown.length;
  if (rest <= 0) return list;
  const more = make("button.link.more", [`再看 ${Math.min(rest, PAGE)} 处（共 ${row.places.length} 处）`], {
    type: "button",
    click: () => { state.shown = shown.length + PAGE; redraw(row); },
  });
  return make("div", [list, more]);
}

function drawnPlace(row, place, number) {
  const found = ledger.at(place);
  const here = number === draft(row).at && row.kind !== "rule";
  const where = place.path.split("/").pop();
  return make(`li.place${here ? ".here" : ""}${place.unsure ? ".unsure" : ""}`, [
    make("p", [place.before, make("mark", [row.source]), place.after], { lang: DATA.source }),
    make("a.where", [`${where}:${place.line}`], { href: href(place.path, place.line), title: place.path }),
    ...(found ? [make("span.stamp", [inEdition(found.result), ` · ${SCOPES[found.scope]}`])] : []),
    ...(!found && row.unsure.length && place.unsure ? [make("span.stamp.waiting", [percent(place.confidence)])] : []),
  ], {
    "aria-current": here ? "true" : null,
    click: (event) => { if (!event.target.closest("a")) goToPlace(row, number); },
  });
}

function goToPlace(row, number) {
  if (row.kind === "rule") return;
  draft(row).at = Math.min(Math.max(number, 0), row.places.length - 1);
  redraw(row);
  element(row).firstElementChild.focus({ preventScroll: true });
  element(row).querySelector(".here").scrollIntoView({ block: "nearest" });
}

const RULES = { opencc: "OpenCC 词典", vote: "合议", lexicon: "词表", pattern: "句式", pack: "地区词汇", switch: "体例" };

function ruleName(rule) {
  const [kind, ...rest] = rule.split(":");
  return RULES[kind] ? [RULES[kind], ...rest].join(" · ") : rule;
}

function drawnEvidence(row) {
  const votes = row.votes.flatMap(([judge, result]) => [
    make("span.vote", [`${judge} `, inEdition(result, "b")], { "data-differs": result === row.result ? null : "true" }),
  ]);
  return make("p.evidence", [
    make("span.label", [row.kind === "rule" ? "由" : "依据"]), ...row.rules.map((rule) => make("span.rule", [ruleName(rule)])), ...votes,
    ...(row.kind === "rule" || row.kind === "proposal" ? [] : [
      make("span.vote", [`把握 ${percent(row.confidence)}，平均 ${percent(row.mean)}`]),
    ]),
  ]);
}
