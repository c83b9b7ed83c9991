// Latency and throughput over the same stretch of time as the timeline.

const QUANTILES = ["p50", "p95", "p99", "max"];
const DASHES = { p50: [], p95: [12, 3, 2, 3], p99: [6, 3], max: [2, 3] };
const OUTCOMES = ["ok", "fail", "info"];
const OUTCOME_NAMES = { ok: "ok", fail: "fail", info: "unknown" };
const CHART_FOOT = 20;
const CHART_HEAD = 20;

function chartGutter(width) {
  return width < 560 ? 52 : 128;
}

function latencyChart(canvas, data, view) {
  const bins = data.bins;
  const known = QUANTILES.flatMap((name) => bins[name].filter((value) => value > 0));
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  const low = known.length === 0 ? 2 : Math.floor(Math.log10(least));
  const high = known.length === 0 ? 5 : Math.max(low + 1, Math.log10(most * 1.15));

  function draw() {
    const stage = chartStage(canvas, data, view);
    const { pen, colours, at, gutter, width, bottom } = stage;
    const y = (micros) =>
      bottom - (Math.log10(Math.max(1, micros)) - low) / (high - low) * (bottom - CHART_HEAD);
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (let power = low; power <= high; power++) {
      horizontal(stage, y(Math.pow(10, power)), lasting(Math.pow(10, power)).replace(".0 ", " "));
    }
    stage.clip();
    QUANTILES.slice().reverse().forEach((name) => {
      pen.strokeStyle = colours[name];
      pen.lineWidth = name === "p50" ? 2 : 1.4;
      pen.setLineDash(DASHES[name]);
      steps(pen, at, bins.width, bins[name], y);
    });
    pen.setLineDash([]);
    pen.restore();
    keys(stage, QUANTILES.map((name) =>
      ({ name, colour: colours[name], dash: DASHES[name], thick: name === "p50" ? 2.5 : 1.6 })));
    drawTimeAxis(pen, colours, view.state, at, gutter, width, bottom, bottom + 4, bottom + 11);
  }

  const readout = (i) => QUANTILES
    .map((name) => name + " " + (bins[name][i] < 0 ? "–" : lasting(bins[name][i]))).join("   ");
  follow(canvas, document.getElementById("latency-readout"), data, view, readout, chartGutter);
  return { draw };
}

function throughputChart(canvas, data, view) {
  const bins = data.bins;
  const perSecond = 1e6 / bins.width;
  const totals = bins.ok.map((ok, i) => (ok + bins.fail[i] + bins.info[i]) * perSecond);
  const most = totals.reduce((a, b) => Math.max(a, b), 1) * 1.1;

  function draw() {
    const stage = chartStage(canvas, data, view);
    const { pen, colours, at, gutter, width, bottom } = stage;
    const y = (rate) => bottom - rate / most * (bottom - CHART_HEAD);
    const step = niceStep(most, 4);
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (let rate = 0; rate <= most; rate += step) {
      horizontal(stage, y(rate), rate.toLocaleString("en"));
    }
    stage.clip();
    const below = new Float64Array(totals.length);
    for (const name of OUTCOMES) {
      const fill = outcomeFill(pen, colours, name);
      for (let i = 0; i < totals.length; i++) {
        const rate = bins[name][i] * perSecond;
        if (rate > 0) {
          const from = at.x(i * bins.width);
          const room = at.x((i + 1) * bins.width) - from;
          const top = y(below[i] + rate);
          const tall = Math.max(name === "ok" ? 0 : 2, y(below[i]) - top);
          const wide = Math.max(1, room - (room > 4 ? 1 : 0));
          if (name !== "ok") {
            pen.fillStyle = colours.card;
            pen.fillRect(from, y(below[i]) - tall, wide, tall);
          }
          pen.fillStyle = fill;
          pen.fillRect(from, y(below[i]) - tall, wide, tall);
          below[i] += rate;
        }
      }
    }
    pen.restore();
    keys(stage, OUTCOMES.map((name) =>
      ({ name: OUTCOME_NAMES[name], colour: outcomeFill(pen, colours, name), dash: [], thick: 9 })));
    drawTimeAxis(pen, colours, view.state, at, gutter, width, bottom, bottom + 4, bottom + 11);
  }

  const readout = (i) => OUTCOMES
    .map((name) => OUTCOME_NAMES[name] + " " + Math.round(bins[name][i] * perSecond) + "/s")
    .join("   ");
  follow(canvas, document.getElementById("throughput-readout"), data, view, readout, chartGutter);
  return { draw };
}

// Solid, level lines, and hatched as on the timeline: a stack is read without its colours too.
function outcomeFill(pen, colours, name) {
  return name === "ok" ? colours.ok : pattern(pen, colours[name], name === "fail");
}

function chartStage(canvas, data, view) {
  const { pen, width, height } = prepare(canvas);
  const colours = readColours();
  const gutter = chartGutter(width);
  const at = scale(view.state, gutter, width);
  const bottom = height - CHART_FOOT;
  drawTimeAxis(pen, colours, view.state, at, gutter, width, CHART_HEAD, bottom, null);
  pen.save();
  pen.beginPath();
  pen.rect(gutter, 0, width - gutter, height);
  pen.clip();
  drawFaultBands(pen, colours, data.faults, at, gutter, width, CHART_HEAD, bottom);
  pen.restore();
  const clip = () => {
    pen.save();
    pen.beginPath();
    pen.rect(gutter, CHART_HEAD - 2, width - gutter, bottom - CHART_HEAD + 2);
    pen.clip();
  };
  return { pen, width, colours, gutter, at, bottom, clip };
}

function horizontal(stage, y, label) {
  const { pen, colours, gutter, width } = stage;
  pen.strokeStyle = colours.grid;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(gutter, Math.round(y) + 0.5);
  pen.lineTo(width, Math.round(y) + 0.5);
  pen.stroke();
  pen.font = colours.font;
  pen.textAlign = "right";
  pen.fillStyle = colours.soft;
  pen.fillText(label, gutter - 9, y);
}

// A line in steps, broken where nothing is known. What cannot be seen is left out: a line of dashes
// costs by its length, and from near the run is thousands of screens wide.
function steps(pen, at, width, values, y) {
  const right = pen.canvas.width;
  const seen = (x) => Math.max(-1, Math.min(right, x));
  const last = Math.min(values.length - 1, Math.floor(at.time(right) / width));
  pen.beginPath();
  let before = false;
  for (let i = Math.max(0, Math.floor(at.time(0) / width)); i <= last; i++) {
    const value = values[i];
    if (value < 0) {
      before = false;
      continue;
    }
    const from = seen(at.x(i * width));
    if (before) {
      pen.lineTo(from, y(value));
    } else {
      pen.moveTo(from, y(value));
    }
    pen.lineTo(seen(at.x((i + 1) * width)), y(value));
    before = true;
  }
  pen.stroke();
}

function keys(stage, entries) {
  const { pen, colours, gutter } = stage;
  let x = gutter;
  pen.font = colours.font;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  for (const entry of entries) {
    pen.strokeStyle = entry.colour;
    pen.lineWidth = entry.thick;
    pen.setLineDash(entry.dash);
    pen.beginPath();
    pen.moveTo(x, 8.5);
    pen.lineTo(x + 18, 8.5);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = colours.soft;
    pen.fillText(entry.name, x + 23, 8.5);
    x += 38 + pen.measureText(entry.name).width;
  }
}

// Says what is in the bin under the pointer.
function follow(canvas, readout, data, view, words, gutterOf) {
  canvas.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const at = scale(view.state, gutterOf(box.width), box.width);
    const i = Math.floor(at.time(event.clientX - box.left) / data.bins.width);
    readout.textContent = i >= 0 && i < data.bins.ok.length
      ? moment(i * data.bins.width, data.bins.width) + "   " + words(i)
      : "";
  });
  canvas.addEventListener("pointerleave", () => { readout.textContent = ""; });
}
