// Which operations are looked at; the flagged ones always are.

const FILTERS = ["kind", "outcome", "client", "key"];
const MOST_LISTED = 200;

function operationFilter(operations, changed) {
  const form = document.getElementById("timeline-filters");
  const said = document.getElementById("timeline-shown");
  const shown = operations.shown;

  function values() {
    return FILTERS.map((name) => form.elements[name].value.trim());
  }

  function apply() {
    const [kind, outcome, client, key] = values();
    const row = client === "" ? -1 : Number(client);
    const all = kind === "" && outcome === "" && row < 0 && key === "";
    let count = 0;
    for (let i = 0; i < operations.count; i++) {
      const fits = all || operations.flagged[i] === 1
        || ((row < 0 || operations.row[i] === row)
          && (outcome === "" || OUTCOME_NAMES_OF[operations.outcome[i]] === outcome)
          && (kind === "" || operations.kind(i) === kind)
          && (key === "" || operations.key(i) === key));
      shown[i] = fits ? 1 : 0;
      count += shown[i];
    }
    said.textContent = all ? "" : count.toLocaleString("en") + " of "
      + operations.count.toLocaleString("en") + " operations; flagged ones are always shown";
    changed();
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply, 0));
  return {
    read: () => Object.fromEntries(FILTERS.map((name, i) => [name, values()[i]])),
    set(chosen) {
      FILTERS.forEach((name) => { form.elements[name].value = chosen[name] || ""; });
      apply();
    },
  };
}

const OUTCOME_NAMES_OF = ["ok", "fail", "unknown", "unknown"];

// What the canvas shows, as a table: filled only while it is open.
function operationTable(data, operations, view) {
  const details = document.getElementById("timeline-table");
  const body = details.querySelector("tbody");
  const said = details.querySelector("caption");

  function cell(row, text) {
    const made = document.createElement("td");
    made.textContent = text;
    row.append(made);
    return made;
  }

  function write(i) {
    const row = document.createElement("tr");
    const line = cell(row, "");
    const link = document.createElement("a");
    link.href = "#op=" + operations.line[i];
    link.textContent = operations.line[i] + 1;
    line.append(link);
    cell(row, "process " + (operations.renamed[i] * data.rows.length + operations.row[i]));
    cell(row, (operations.flagged[i] ? "▼ " : "") + operationWords(operations, i));
    cell(row, OUTCOME_WORDS[operations.outcome[i]]);
    cell(row, moment(operations.start[i], 1000));
    cell(row, operations.outcome[i] === OPEN
      ? "" : lasting(operations.end[i] - operations.start[i]));
    cell(row, operations.node(i));
    body.append(row);
  }

  function fill() {
    if (!details.open) {
      return;
    }
    const { from, to } = view.state;
    const seen = [];
    let left = 0;
    for (let i = 0; i < operations.count && operations.start[i] <= to; i++) {
      if (operations.end[i] >= from && operations.shown[i]) {
        if (seen.length < MOST_LISTED || operations.flagged[i]) {
          seen.push(i);
        } else {
          left++;
        }
      }
    }
    body.replaceChildren();
    seen.forEach(write);
    said.textContent = left === 0
      ? "The operations in view"
      : "The first " + seen.length + " operations in view and all flagged ones; "
        + left.toLocaleString("en") + " more are left out: zoom in or filter";
  }

  details.addEventListener("toggle", fill);
  return fill;
}
