// Puts it together: charts at once, the timeline when the operations are unpacked.

function copyButton() {
  const button = document.getElementById("repeat-copy");
  const command = document.getElementById("repeat-command");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(command.textContent);
    } catch (refused) {
      const selection = getSelection();
      selection.selectAllChildren(command);
      copied = false;
    }
    button.textContent = copied ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
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

// Links into the timeline: #op=<line of the history>, #fault=<id>, #t=<microseconds>.
function deepLinks(data, operations, view) {
  let current = -1;

  function operation(i) {
    view.focus(operations.start[i], operations.end[i]);
  }

  function follow() {
    const [what, value] = decodeURIComponent(location.hash.slice(1)).split("=");
    const number = Number(value);
    if (value === undefined || !Number.isFinite(number)) {
      return;
    }
    if (what === "op") {
      const i = operations.line.indexOf(number);
      if (i < 0) {
        return;
      }
      operation(i);
    } else if (what === "fault") {
      const fault = data.faults.find((one) => one.id === number);
      if (!fault) {
        return;
      }
      view.focus(fault.asked, fault.healed);
    } else if (what === "t") {
      view.focus(number - 2e5, number + 2e5);
    } else {
      return;
    }
    document.getElementById("timeline").scrollIntoView({ block: "start" });
  }

  function nextFlagged(step) {
    const list = operations.flaggedList;
    if (list.length === 0) {
      return;
    }
    current = (current + step + list.length) % list.length;
    operation(list[current]);
  }

  window.addEventListener("hashchange", follow);
  return { follow, nextFlagged };
}

async function main() {
  const began = performance.now();
  copyButton();
  const data = JSON.parse(document.getElementById("data").textContent);
  const view = timeWindow(data.end);
  const drawn = [
    latencyChart(document.getElementById("latency-canvas"), data, view),
    throughputChart(document.getElementById("throughput-canvas"), data, view),
  ];
  const range = document.getElementById("timeline-range");
  const drawAll = () => {
    drawn.forEach((one) => one.draw());
    const { from, to } = view.state;
    range.textContent = moment(Math.max(0, from), (to - from) / 100) + " – "
      + moment(Math.min(data.end, to), (to - from) / 100);
  };
  const redraw = onceAFrame(drawAll);
  view.listen(redraw);
  drawAll();

  const canvas = document.getElementById("timeline-canvas");
  const operations = await readOperations(data.operations);
  const picture = timeline(canvas, data, operations, view);
  drawn.push(picture);
  const links = deepLinks(data, operations, view);
  pointer(canvas, data, operations, view, picture, links);
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
  document.documentElement.dataset.ready = Math.round(performance.now() - began);
}

main();
