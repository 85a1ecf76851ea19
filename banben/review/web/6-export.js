/* The decisions as files: JSON for `banben decide`, the same as a table. */

const COLUMNS = DATA.columns;

function spot(place) {
  return { path: place.path, line: place.line, column: place.column, before: place.before, after: place.after };
}

function exported() {
  return [...ledger.now.values()].map(({ source, result, scope, reason, place }) => ({
    source, result, scope, reason, places: place ? [place] : [],
  }));
}

function asJson() {
  const lines = exported().map((item) => `    ${JSON.stringify(item)}`);
  const head = { form: DATA.form, book: DATA.slug, edition: DATA.edition };
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "decisions": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

function cell(text) {
  return /["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function asTable() {
  const rows = exported().map((item) => {
    const [place] = item.places;
    const cells = {
      decision: item.result, scope: item.scope, reason: item.reason, source: item.source, edition: DATA.edition,
      places: place ? `${place.path}:${place.line}:${place.column}` : "",
      contexts: place ? `${place.before}【${item.source}】${place.after}` : "",
    };
    return COLUMNS.map((name) => cell(cells[name] || "")).join("\t");
  });
  return `${[COLUMNS.join("\t"), ...rows].join("\n")}\n`;
}

function fileName(suffix) {
  return `${DATA.slug}-${DATA.edition}-decisions.${suffix}`;
}

function download(suffix) {
  const count = ledger.now.size;
  if (!count) return say("还没有决定可以导出。");
  const text = suffix === "json" ? asJson() : asTable();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = fileName(suffix);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return say(`导出了 ${count} 条决定：${fileName(suffix)}。接着运行 banben decide`);
}
