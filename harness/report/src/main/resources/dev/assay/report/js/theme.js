// Colours and pixels: what is drawn on canvases takes its colours from the style sheet.

const COLOURS = ["page", "card", "ink", "soft", "line", "grid", "ok", "fail", "info", "bad",
  "fault", "leader", "down", "p50", "p95", "p99", "max"];

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colours = {};
  for (const name of COLOURS) {
    colours[name] = style.getPropertyValue("--" + name).trim();
  }
  colours.font = "11.5px " + style.getPropertyValue("--sans");
  colours.bold = "600 11.5px " + style.getPropertyValue("--sans");
  return colours;
}

// A canvas as sharp as the screen; gives the drawing context in CSS pixels.
function prepare(canvas) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

// Diagonal lines within a box.
function hatch(pen, x, y, width, height, colour, step) {
  if (width <= 0) {
    return;
  }
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  pen.beginPath();
  // What lasts long is many screens wide: only what can be seen is drawn.
  const left = Math.max(x, 0) - height;
  const right = Math.min(x + width, pen.canvas.width);
  for (let at = Math.floor(left / step) * step; at < right; at += step) {
    pen.moveTo(at, y + height);
    pen.lineTo(at + height, y);
  }
  pen.stroke();
  pen.restore();
}

// Diagonal or level lines in a colour, to fill with: a pattern costs no more than a colour does.
const PATTERNS = new Map();

function pattern(pen, colour, level) {
  const name = colour + level;
  if (!PATTERNS.has(name)) {
    const tile = document.createElement("canvas");
    tile.width = 4;
    tile.height = 4;
    const ink = tile.getContext("2d");
    ink.fillStyle = colour;
    for (let at = 0; at < 4; at++) {
      const x = level ? at : 3 - at;
      const y = level ? 1 : at;
      ink.fillRect(x, y, 1, 1);
      ink.fillRect(x, (y + 1) % 4, 1, 1);
    }
    PATTERNS.set(name, pen.createPattern(tile, "repeat"));
  }
  return PATTERNS.get(name);
}

// A text cut off to the room it has; nothing when there is too little. Measuring is what costs
// time when many bars are drawn, so it is done once, and of no more than could fit.
function fitted(pen, text, room) {
  if (room < 14 || !text) {
    return "";
  }
  const most = text.slice(0, Math.ceil(room / 2.5));
  const width = pen.measureText(most).width;
  if (width <= room && most.length === text.length) {
    return text;
  }
  const keep = Math.floor(most.length * Math.min(1, 0.94 * (room - 9) / width));
  return keep < 2 ? "" : text.slice(0, keep) + "…";
}

// A length of time in the unit that suits it; microseconds in.
function lasting(micros) {
  if (micros < 1000) {
    return Math.round(micros) + " µs";
  }
  if (micros < 1e6) {
    return (micros / 1000).toFixed(micros < 1e5 ? 1 : 0) + " ms";
  }
  return (micros / 1e6).toFixed(micros < 1e8 ? 1 : 0) + " s";
}

// A moment with as many decimals as the step between moments needs.
function moment(micros, step) {
  const decimals = step >= 1e6 ? 0 : Math.min(6, Math.ceil(-Math.log10(step / 1e6)));
  return (micros / 1e6).toFixed(decimals) + " s";
}

// 1, 2 or 5 times a power of ten, so that there are at most as many steps.
function niceStep(span, most) {
  const rough = span / Math.max(1, most);
  const power = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-9))));
  for (const factor of [1, 2, 5, 10]) {
    if (power * factor >= rough) {
      return power * factor;
    }
  }
  return power * 10;
}
