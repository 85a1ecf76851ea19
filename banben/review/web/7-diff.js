/* The whole text, source beside edition, one chapter at a time. */

const rowOf = new Map(ROWS.map((row) => [[row.source, row.result, row.kind].join("\u0000"), row]));

function showDiff(on, place = null) {
  $("diff").hidden = !on;
  $("list").hidden = on;
  $("tally").hidden = on;
  $("filters").hidden = on;
  $("open-diff").setAttribute("aria-pressed", String(on));
  if (!on) return;
  const number = place ? DATA.chapters.findIndex((chapter) => chapter.path === place.path) : -1;
  if (number >= 0) $("chapter").value = number;
  showChapter();
  const pairs = [...$("pairs").children];
  const pair = place ? pairOf(place, pairs) : pairs[0];
  if (pair) goToPair(pair);
}

/* The paragraph around a place: the one that holds its words, else the last that begins before it. */
function pairOf(place, pairs) {
  const words = `${place.before}${place.row.source}${place.after}`;
  const flat = (pair) => pair.querySelector(".source-text").textContent.replace(/[\t\n\r]/g, " ");
  const near = pairs.filter((pair) => Number(pair.dataset.line) <= place.line);
  return near.findLast((pair) => flat(pair).includes(shown(words))) || near[near.length - 1];
}

function showChapter() {
  const chapter = DATA.chapters[$("chapter").value];
  const marked = $("each-character").checked;
  const only = $("decided-only").checked;
  const pairs = (chapter?.pairs || []).filter(([, stretches]) => !only || stretches.some(isChoice));
  $("pairs").replaceChildren(...pairs.map(([line, stretches]) => drawnPair(chapter.path, line, stretches, marked)));
}

function isChoice(stretch) {
  return Array.isArray(stretch) && stretch[2] !== "same" && stretch[2] !== "";
}

function drawnPair(path, line, stretches, marked) {
  const sides = [0, 1].map((side) => make(
    side ? "p.edition-text" : "p.source-text",
    stretches.flatMap((stretch) => drawnStretch(stretch, side, marked)),
    { lang: side ? DATA.language : DATA.source },
  ));
  return make("div.pair", [make("a.where", [line], { href: href(path, line) }), ...sides], {
    "data-line": line, "data-chosen": stretches.some(isChoice), tabindex: "-1",
  });
}

function drawnStretch(stretch, side, marked) {
  if (typeof stretch === "string") return [shown(stretch)];
  const [source, result, change] = stretch;
  const text = shown(stretch[side]);
  if (change !== "same") {
    const row = rowOf.get([source, result, change].join("\u0000"));
    return [make(`span.c-${change}${row?.unsure.length ? ".unsure" : ""}`, [text], {
      title: `${source} → ${result} · ${KINDS[change]}`, click: () => row && visit(row),
    })];
  }
  if (!marked || source.length !== result.length) return [text];
  const pairs = [...source].map((letter, number) => [letter, [...result][number]]);
  return pairs.map((pair) => (pair[0] === pair[1] ? pair[side] : make("span.c-same", [shown(pair[side])])));
}

/* U+FFFC stands for code, a picture, a reference: what no conversion looks into. */
function shown(text) {
  return text.replaceAll("\ufffc", "▢");
}

function goToPair(pair) {
  $("pairs").querySelector(".here")?.classList.remove("here");
  pair.classList.add("here");
  pair.focus({ preventScroll: true });
  pair.scrollIntoView({ block: "center" });
}

function stepPair(by) {
  const pairs = [...$("pairs").children];
  const at = pairs.findIndex((pair) => pair.classList.contains("here"));
  const next = by > 0
    ? pairs.slice(at + 1).find((pair) => pair.dataset.chosen !== undefined)
    : pairs.slice(0, Math.max(at, 0)).findLast((pair) => pair.dataset.chosen !== undefined);
  if (next) goToPair(next);
  else stepChapter(by);
}

function stepChapter(by) {
  const next = Number($("chapter").value) + by;
  if (!DATA.chapters[next]) return;
  $("chapter").value = next;
  showChapter();
  const pairs = [...$("pairs").children];
  const pair = by > 0 ? pairs[0] : pairs[pairs.length - 1];
  if (pair) goToPair(pair);
}
