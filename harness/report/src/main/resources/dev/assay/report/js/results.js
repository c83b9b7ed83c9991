// The list of runs: filters that stand in the address, keys, and two runs to compare.

const rows = [...document.querySelectorAll("#list tbody tr")];
const trends = [...document.querySelectorAll(".trends tbody tr")];
const filters = document.getElementById("filters");
const FIELDS = ["verdict", "workload", "fault", "system", "seed", "text"];
const SECTIONS = new Set([...document.querySelectorAll("section")].map((one) => one.id));

// What is searched is put together when it is first asked for.
function words(row) {
  if (row.words === undefined) {
    row.words = [row.textContent, row.dataset.path, row.dataset.text].join(" ").toLowerCase();
  }
  return row.words;
}

function wanted() {
  const values = {};
  for (const name of FIELDS) {
    values[name] = filters.elements[name].value.trim();
  }
  return values;
}

function fits(row, values) {
  return FIELDS.every((name) => {
    const value = values[name];
    if (value === "") {
      return true;
    }
    if (name === "text") {
      return value.toLowerCase().split(/\s+/).every((word) => words(row).includes(word));
    }
    return name === "fault"
      ? row.dataset.fault.split(" ").includes(value)
      : row.dataset[name] === value;
  });
}

function filter() {
  const values = wanted();
  let shown = 0;
  for (const row of rows) {
    row.hidden = !fits(row, values);
    shown += row.hidden ? 0 : 1;
  }
  for (const row of trends) {
    row.hidden = ["workload", "system"].some((name) =>
      values[name] !== "" && row.dataset[name] !== values[name]);
  }
  document.getElementById("shown").textContent = shown === rows.length
    ? rows.length + (rows.length === 1 ? " run" : " runs")
    : shown + " of " + rows.length + " runs";
}

function address() {
  const chosen = Object.entries(wanted()).filter(([, value]) => value !== "");
  const hash = chosen.map(([name, value]) => name + "=" + encodeURIComponent(value)).join("&");
  history.replaceState(null, "", hash === "" ? "#" : "#" + hash);
}

function fromAddress() {
  const hash = location.hash.slice(1);
  if (SECTIONS.has(hash)) {
    return;
  }
  const values = new URLSearchParams(hash);
  for (const name of FIELDS) {
    filters.elements[name].value = values.get(name) || "";
  }
  filter();
}


// Always two at most: a third takes the place of the first one.
const order = [];

// As a shell takes it for one word.
function quoted(path) {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : "'" + path.replace(/'/g, "'\\''") + "'";
}

function choose(row) {
  const box = row.querySelector("input");
  if (box.checked) {
    order.push(row);
  } else {
    order.splice(order.indexOf(row), 1);
  }
  while (order.length > 2) {
    order.shift().querySelector("input").checked = false;
  }
  const bar = document.getElementById("compare");
  bar.hidden = order.length !== 2;
  if (order.length === 2) {
    const [a, b] = order.map((one) => one.dataset.path);
    const base = document.body.dataset.results || "results";
    document.getElementById("compare-command").textContent =
      "./assay compare " + quoted(base + "/" + a) + " " + quoted(base + "/" + b);
    const link = document.getElementById("compare-link");
    if (link) {
      link.href = "compare?a=" + encodeURIComponent(a) + "&b=" + encodeURIComponent(b);
    }
  }
}

function step(by) {
  const seen = rows.filter((row) => !row.hidden);
  const at = seen.findIndex((row) => row.contains(document.activeElement));
  const next = seen[Math.max(0, Math.min(seen.length - 1, at < 0 ? 0 : at + by))];
  if (next) {
    next.querySelector("a").focus();
  }
}

function key(event) {
  const typing = /^(INPUT|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.ctrlKey || event.metaKey || event.altKey || typing) {
    return;
  }
  const focused = rows.find((row) => row.contains(document.activeElement));
  if (event.key === "/") {
    filters.elements.text.focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "x") {
    filters.reset();
  } else if (event.key === "c" && focused) {
    focused.querySelector("input").click();
  } else {
    return;
  }
  event.preventDefault();
}

filters.addEventListener("input", () => { filter(); address(); });
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("reset", () => setTimeout(() => { filter(); address(); }, 0));
document.getElementById("list").addEventListener("change", (event) =>
  choose(event.target.closest("tr")));
document.addEventListener("keydown", key);
window.addEventListener("hashchange", fromAddress);
rows.forEach((row) => { row.querySelector("input").checked = false; });
fromAddress();
document.documentElement.dataset.ready = Math.round(performance.now());
