"use strict";
// The table of students: sorts, filters, searches. Rows are in the page and are only moved and
// hidden; no text becomes markup. The address keeps the state, as in #q=ada&status=crashed&sort=-score
{
  const table = document.getElementById("all");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const find = document.getElementById("find");
  const search = find.elements.q;
  const filters = Array.from(find.querySelectorAll("select"));
  const shown = document.getElementById("shown");
  const order = new Intl.Collator(undefined, { numeric: true });
  let sorted = "";  // key of a column, with "-" before it for descending; empty for the order given

  // Letters that are no letter with a mark, for those whose keyboard has only plain ones.
  const PLAIN = { "æ": "ae", "ð": "d", "đ": "d", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "ß": "ss", "þ": "th" };
  const plain = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[æðđıłøœßþ]/g, letter => PLAIN[letter]);

  const texts = new Map(rows.map(row => [row, plain([row.dataset.also, ...Array.from(row.querySelectorAll("th, .id, .cause"), cell => cell.textContent)].join(" "))]));
  const fits = (row, words) =>
    words.every(word => texts.get(row).includes(word)) &&
    filters.every(filter => !filter.value || row.dataset[filter.name].split(" ").includes(filter.value));

  function filter() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !fits(row, words);
      count += !row.hidden;
    }
    shown.textContent = `${count} of ${rows.length} shown`;
  }

  const values = head => {
    const number = "number" in head.dataset;
    const value = row => {
      const text = row.cells[head.cellIndex].textContent.trim();
      return text === "" ? null : number ? parseFloat(text.replace("−", "-")) : text;
    };
    return new Map(rows.map(row => [row, value(row)]));
  };

  function sort() {
    const key = sorted.replace(/^-/, "");
    const head = heads.find(one => one.dataset.key === key);
    for (const one of heads) one.setAttribute("aria-sort", one !== head ? "none" : sorted === key ? "ascending" : "descending");
    body.replaceChildren(...(head ? rows.slice().sort(by(values(head), sorted === key ? 1 : -1)) : rows));
  }

  // What is empty comes last either way; equal ones stay in the order given.
  const by = (value, sign) => (one, other) => {
    const a = value.get(one), b = value.get(other);
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === "number" ? a - b : order.compare(a, b));
  };

  function keep() {
    const state = new URLSearchParams();
    for (const field of [search, ...filters]) if (field.value) state.set(field.name, field.value);
    if (sorted) state.set("sort", sorted);
    history.replaceState(null, "", `#${state.toString() || "students"}`);
  }

  function recall() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return false;  // a section of the page
    const state = new URLSearchParams(hash);
    search.value = state.get("q") ?? "";
    for (const one of filters) {
      one.value = state.get(one.name) ?? "";
      if (one.selectedIndex < 0) one.value = "";
    }
    sorted = state.get("sort") ?? "";
    return true;
  }

  function clear() {
    find.reset();
    filter();
    keep();
  }

  // Rows become grids, which can be left out of sight; to a screen reader they stay a table.
  function quicken() {
    const roles = [[[table], "table"], [[table.tHead, body], "rowgroup"], [[heads[0].parentNode, ...rows], "row"], [heads, "columnheader"]];
    for (const [elements, role] of roles) for (const one of elements) one.setAttribute("role", role);
    for (const row of rows) for (const cell of row.cells) cell.setAttribute("role", cell.cellIndex ? "cell" : "rowheader");
    table.classList.add("quick");
  }

  // --- what people do -------------------------------------------------------------------------

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const key = head.dataset.key;
      sorted = sorted === key ? `-${key}` : key;
      sort();
      keep();
    });
  }
  find.addEventListener("input", () => { filter(); keep(); });
  document.getElementById("clear").addEventListener("click", clear);
  find.addEventListener("submit", event => event.preventDefault());

  const visible = () => Array.from(body.rows).filter(row => !row.hidden);
  const go = row => {
    const target = row?.querySelector("a") ?? row?.cells[0];
    if (!target) return;
    if (target.localName !== "a") target.tabIndex = -1;  // nothing was handed in, so nothing to open
    target.focus();
  };
  const STEPS = {
    ArrowDown: at => at + 1,
    ArrowUp: at => at - 1,
    Home: () => 0,
    End: (at, count) => count - 1,
  };
  body.addEventListener("keydown", event => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const all = visible();
    const next = step(all.indexOf(event.target.closest("tr")), all.length);
    if (next < 0) search.focus();
    else go(all[Math.min(next, all.length - 1)]);
  });
  search.addEventListener("keydown", event => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    go(visible()[0]);
  });
  document.addEventListener("keydown", event => {
    const plainly = !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && plainly && !typing) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && (event.target === search || !typing)) {
      clear();
    }
  });
  addEventListener("hashchange", () => {
    if (!recall()) return;
    filter();
    sort();
    document.getElementById("students").scrollIntoView();
  });

  // --- and now ----------------------------------------------------------------------------------

  quicken();
  for (const one of document.querySelectorAll("#find, #keys, .into")) one.hidden = false;
  if (recall()) document.getElementById("students").scrollIntoView();
  filter();
  if (sorted) sort();
  else for (const head of heads) head.setAttribute("aria-sort", "none");
}
