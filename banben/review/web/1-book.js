/* The review's data: rows, places, what belongs together. Nothing here touches the page. */

const DATA = JSON.parse(document.getElementById("data").textContent);
const KINDS = { characters: "一字多形", word: "改词", proposal: "建议", rule: "已定" };
const SCOPES = { passage: "本处", chapter: "本章", book: "全书", house: "本社" };
const PATH = 0, LINE = 1, COLUMN = 2, BEFORE = 3, AFTER = 4, CONFIDENCE = 5, UNSURE = 6;

/* A place: the row it is in, its own fields by name, and a name that lasts while the text around it does. */
function places(row, seen) {
  return row.places.map((cells) => {
    const path = DATA.paths[cells[PATH]];
    const words = [path, cells[BEFORE], row.source, cells[AFTER]].join("\u0000");
    const number = seen.get(words) || 0;
    seen.set(words, number + 1);
    return {
      row, path, id: `${words}\u0000${number}`,
      line: cells[LINE], column: cells[COLUMN], before: cells[BEFORE], after: cells[AFTER],
      confidence: cells[CONFIDENCE], unsure: Boolean(cells[UNSURE]),
    };
  });
}

const seen = new Map();
const ROWS = DATA.rows.map((row, number) => {
  const item = { ...row, number };
  item.places = places(item, seen);
  item.unsure = item.places.filter((place) => place.unsure);
  /* What has to be decided before the row counts as decided. */
  item.open = item.kind === "rule" ? [] : item.unsure.length ? item.unsure : item.places;
  return item;
});

const bySource = new Map();
for (const row of ROWS) {
  if (row.kind !== "rule") bySource.set(row.source, [...(bySource.get(row.source) || []), row]);
}

/* The rows in which the same source is printed otherwise: a decision for the book changes them too. */
function siblings(row) {
  return (bySource.get(row.source) || []).filter((other) => other.result !== row.result);
}

/* A single character, or one that is printed in two ways, is decided place by place unless the editor says so. */
function usualScope(row) {
  const alone = row.kind === "characters" && [...row.source].length === 1;
  return alone || siblings(row).length ? "passage" : "book";
}

function choices(row) {
  return [row.result, ...row.alternatives];
}

function href(path, line) {
  const address = path.split("/").map(encodeURIComponent).join("/");
  return `${DATA.base}${address}#L${line}`;
}
