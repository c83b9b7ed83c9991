// Puts it together: charts at once, the timeline when the operations are unpacked.

function copyButton(button, text, selected) {
  const label = button.textContent;
  button.classList.remove("waiting");
  button.addEventListener("click", async () => {
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(text());
    } catch (refused) {
      said = selected();
    }
    button.textContent = said;
    setTimeout(() => { button.textContent = label; }, 1600);
  });
}

function copyCommand() {
  const command = document.getElementById("repeat-command");
  copyButton(document.getElementById("repeat-copy"), () => command.textContent, () => {
    getSelection().selectAllChildren(command);
    return "Selected";
  });
}

// Many changes, one drawing a frame.
function onceAFrame(draw) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    }
  };
}

// What the evidence names, in the order of time: operations, and events at their moments.
function evidence(data, operations) {
  const stops = operations.flaggedList.map((i) => ({
    line: operations.line[i],
    at: operations.start[i],
    look: (view) => view.focus(operations.start[i], operations.end[i]),
    words: () => operationLines(data, operations, i),
  }));
  data.marks.forEach((mark) => stops.push({
    line: mark.line,
    at: mark.at,
    look: (view) => view.focus(mark.at - 2e5, mark.at + 2e5),
    words: () => markLines(mark),
  }));
  return stops.sort((a, b) => a.at - b.at || a.line - b.line);
}

// Links into the timeline: #op=<line of the history>, #fault=<id>, #t=<microseconds> or
// #t=<from>-<to>, and the filters; those of one address hold together.
function deepLinks(data, operations, view, filter) {
  const stops = evidence(data, operations);
  const stage = document.querySelector("#timeline .stage");
  const said = document.getElementById("timeline-said");
  let current = -1;
  let chosen = "";

  // The stretch that a moment of the address means.
  function stretch(text) {
    const [from, to] = text.split("-").map(Number);
    if (to > from) {
      view.show(from, to);
    } else if (Number.isFinite(from)) {
      view.focus(from - 2e5, from + 2e5);
    }
  }

  // An operation, or an event that is evidence, by its line.
  function line(index) {
    const stop = stops.findIndex((one) => one.line === index);
    const i = operations.line.indexOf(index);
    if (stop < 0 && i < 0) {
      return;
    }
    current = stop;
    chosen = String(index);
    if (stop < 0) {
      view.focus(operations.start[i], operations.end[i]);
    } else {
      stops[stop].look(view);
    }
  }

  function follow() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) {
      return;
    }
    const asked = new URLSearchParams(hash);
    filter.set(Object.fromEntries(asked));
    chosen = "";
    const fault = data.faults.find((one) => String(one.id) === asked.get("fault"));
    if (fault) {
      view.focus(fault.asked, fault.healed);
    }
    if (/^\d+$/.test(asked.get("op"))) {
      line(Number(asked.get("op")));
    }
    if (asked.has("t")) {
      stretch(asked.get("t"));
    }
    document.getElementById("timeline").scrollIntoView({ block: "start" });
  }

  // What is looked at, as an address that leads here again.
  function address() {
    const { from, to } = view.state;
    const parts = ["t=" + Math.round(Math.max(0, from)) + "-" + Math.round(to)];
    if (chosen !== "") {
      parts.push("op=" + chosen);
    }
    for (const [name, value] of Object.entries(filter.read())) {
      if (value !== "") {
        parts.push(name + "=" + encodeURIComponent(value));
      }
    }
    return location.href.replace(/#.*$/, "") + "#" + parts.join("&");
  }

  function nextFlagged(step) {
    if (stops.length === 0) {
      return;
    }
    current = current < 0 && step < 0 ? stops.length - 1
      : (current + step + stops.length) % stops.length;
    chosen = String(stops[current].line);
    stops[current].look(view);
    stage.scrollIntoView({ block: "nearest" });
    said.textContent = (current + 1) + " of " + stops.length + ": "
      + stops[current].words().join(" · ");
  }

  window.addEventListener("hashchange", follow);
  return { follow, nextFlagged, address };
}

async function main() {
  copyCommand();
  const data = JSON.parse(document.getElementById("data").textContent);
  const view = timeWindow(data.end);
  const drawn = [
    latencyChart(document.getElementById("latency-canvas"), data, view),
    throughputChart(document.getElementById("throughput-canvas"), data, view),
  ];
  const range = document.getElementById("timeline-range");
  let draws = 0;
  const drawAll = () => {
    const beganDrawing = performance.now();
    drawn.forEach((one) => one.draw());
    const { from, to } = view.state;
    range.textContent = moment(Math.max(0, from), (to - from) / 100) + " – "
      + moment(Math.min(data.end, to), (to - from) / 100);
    document.documentElement.dataset.draw = ++draws + " " + (performance.now() - beganDrawing).toFixed(1);
  };
  const redraw = onceAFrame(drawAll);
  view.listen(redraw);
  drawAll();

  const canvas = document.getElementById("timeline-canvas");
  const operations = await readOperations(data.operations);
  operations.shown = new Uint8Array(operations.count).fill(1);
  const picture = timeline(canvas, data, operations, view);
  drawn.push(picture);
  const table = operationTable(data, operations, view);
  const filter = operationFilter(operations, () => {
    picture.filtered();
    redraw();
    table();
  });
  view.listen(onceAFrame(table));
  const links = deepLinks(data, operations, view, filter);
  pointer(canvas, data, operations, view, picture, links);
  copyButton(document.getElementById("timeline-link"), links.address, () => {
    location.hash = links.address().replace(/^[^#]*#/, "");
    return "In the address";
  });
  drawAll();
  links.follow();

  new ResizeObserver(redraw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.theme = "light";
    drawAll();
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.theme;
    drawAll();
  });
  document.documentElement.dataset.ready = Math.round(performance.now());
}

main();
