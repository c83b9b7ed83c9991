// Each row's operations in the order of time, and what they look like when they are many.

function rowIndex(operations, rowCount) {
  const sizes = new Uint32Array(rowCount + 1);
  for (let i = 0; i < operations.count; i++) {
    sizes[operations.row[i] + 1]++;
  }
  for (let row = 0; row < rowCount; row++) {
    sizes[row + 1] += sizes[row];
  }
  const members = new Uint32Array(operations.count);
  const latest = new Float64Array(operations.count);
  const fill = sizes.slice();
  for (let i = 0; i < operations.count; i++) {
    const row = operations.row[i];
    const place = fill[row]++;
    const before = place > sizes[row] ? latest[place - 1] : -Infinity;
    members[place] = i;
    latest[place] = Math.max(before, operations.end[i]);
  }

  // The first place in the row of something that has not ended before the moment.
  function firstAt(row, micros) {
    let low = sizes[row];
    let high = sizes[row + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (latest[middle] < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // The operation nearest to a moment, at most so far away; flagged ones first, then the worst.
  function nearest(row, micros, reach) {
    let best = -1;
    let bestRank = -Infinity;
    for (let place = firstAt(row, micros - reach); place < sizes[row + 1]; place++) {
      const i = members[place];
      if (operations.start[i] > micros + reach) {
        break;
      }
      if (!operations.shown[i]) {
        continue;
      }
      const away = Math.max(0, operations.start[i] - micros, micros - operations.end[i]);
      if (away > reach) {
        continue;
      }
      const rank = operations.flagged[i] * 10 + severity(operations.outcome[i]) - away / reach * 9;
      if (rank > bestRank) {
        best = i;
        bestRank = rank;
      }
    }
    return best;
  }

  return {
    members, firstAt, nearest, first: (row) => sizes[row], last: (row) => sizes[row + 1],
  };
}

// Worst outcome wins the pixel.
function severity(outcome) {
  return outcome === OK ? 1 : outcome === FAIL ? 2 : 3;
}

// What stands before the text of an operation that did not end ok.
function outcomeMark(outcome) {
  return outcome === OK ? "" : OUTCOME_WORDS[outcome].charAt(0) + " ";
}

const OK_BIT = 1;
const FAIL_BIT = 2;
const UNKNOWN_BIT = 4;
const WIDE = 3;
const BAR_COLOURS = ["", "ok", "fail", "info"];

// Draws one row: wide operations one by one, narrow ones collapsed to what each pixel saw.
function drawRow(stage, row, top, height) {
  const { pen, colours, at, gutter, width, operations, index, view, afar } = stage;
  const pixels = stage.pixels.fill(0);
  const wide = [];

  function look(i) {
    const from = at.x(operations.start[i]);
    const to = at.x(operations.end[i]);
    if (to - from >= WIDE) {
      wide.push(i);
      return;
    }
    const bit = 1 << (severity(operations.outcome[i]) - 1);
    const end = Math.min(pixels.length - 1, Math.round(to) - gutter);
    for (let x = Math.max(0, Math.round(from) - gutter); x <= end; x++) {
      pixels[x] |= bit;
    }
  }

  if (afar.suits(at.perPixel)) {
    afar.collect(row, pixels, view, at.perPixel);
    for (const i of afar.long(row)) {
      if (operations.end[i] >= view.from && operations.start[i] <= view.to) {
        look(i);
      }
    }
  } else {
    const last = index.last(row);
    for (let place = index.firstAt(row, view.from); place < last; place++) {
      const i = index.members[place];
      if (operations.start[i] > view.to) {
        break;
      }
      if (operations.shown[i]) {
        look(i);
      }
    }
  }
  drawPixels(pen, colours, pixels, gutter, top, height);
  for (const i of wide) {
    const from = Math.max(gutter - 4, at.x(operations.start[i]));
    const to = Math.min(width + 4, at.x(operations.end[i]));
    drawBar(stage, i, from, to, top, height);
  }
}

// An outcome among others has a place and a pattern of its own: unknown is a hatched band on top, a
// failure is seen at the foot.
function drawPixels(pen, colours, pixels, gutter, top, height) {
  let x = 0;
  while (x < pixels.length) {
    const seen = pixels[x];
    let end = x + 1;
    while (end < pixels.length && pixels[end] === seen) {
      end++;
    }
    const fill = (colour, from, to) => {
      pen.fillStyle = colour;
      pen.fillRect(gutter + x, top + height * from, end - x, height * (to - from));
    };
    if (seen & OK_BIT) {
      fill(colours.ok, 0, 1);
    }
    if (seen & FAIL_BIT) {
      fill(colours.fail, seen & OK_BIT ? 0.65 : 0.4, 1);
    }
    if (seen & UNKNOWN_BIT) {
      const foot = seen & OK_BIT ? 0.5 : seen & FAIL_BIT ? 0.4 : 1;
      fill(colours.card, 0, foot);
      fill(pattern(pen, colours.info, false), 0, foot);
    }
    x = end;
  }
}

// An operation with room of its own: fail is low, unknown is hatched, and a text where it fits.
function drawBar(stage, i, from, to, top, height) {
  const { pen, colours, operations } = stage;
  const outcome = operations.outcome[i];
  const low = outcome === FAIL && height > 5;
  const y = low ? top + height * 0.4 : top;
  const tall = low ? height * 0.6 : height;
  const width = Math.max(1, to - from - 1);
  pen.fillStyle = colours[BAR_COLOURS[severity(outcome)]];
  pen.globalAlpha = outcome >= INFO ? 0.45 : 1;
  pen.fillRect(from, y, width, tall);
  pen.globalAlpha = 1;
  if (outcome >= INFO && width > 5) {
    hatch(pen, from, y, width, tall, colours.info, 6);
  }
  if (height >= 14 && width > 34) {
    pen.font = colours.font;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    const left = Math.max(from, stage.gutter) + 4;
    const mark = outcomeMark(outcome);
    const text = fitted(pen, mark + operationWords(operations, i), from + width - left - 4);
    if (outcome >= INFO && text !== "") {
      pen.fillStyle = colours.card;
      pen.globalAlpha = 0.78;
      pen.fillRect(left - 2, y + 1, pen.measureText(text).width + 5, tall - 2);
      pen.globalAlpha = 1;
    }
    pen.fillStyle = outcome === OK ? colours.card : colours.ink;
    pen.fillText(text, left, top + height / 2 + 0.5);
  }
}

// Evidence of a broken guarantee: last, never collapsed, with a mark above.
function drawFlagged(stage, i, top, height) {
  const { pen, colours, at, operations, gutter, width } = stage;
  const from = at.x(operations.start[i]);
  const to = Math.max(from + 4, at.x(operations.end[i]));
  if (to < gutter || from > width) {
    return;
  }
  pen.fillStyle = colours.bad;
  pen.fillRect(from, top - 1, to - from, height + 2);
  pen.strokeStyle = colours.card;
  pen.lineWidth = 1;
  pen.strokeRect(from - 0.5, top - 1.5, to - from + 1, height + 3);
  const middle = Math.max(gutter, from) + Math.min(4, (to - from) / 2);
  pen.beginPath();
  pen.moveTo(middle - 5, top - 8);
  pen.lineTo(middle + 5, top - 8);
  pen.lineTo(middle, top - 1);
  pen.closePath();
  pen.fillStyle = colours.bad;
  pen.fill();
  pen.stroke();
  if (height >= 14) {
    pen.font = colours.bold;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = colours.card;
    const mark = outcomeMark(operations.outcome[i]);
    const text = fitted(pen, mark + operationWords(operations, i), to - Math.max(gutter, from) - 8);
    pen.fillText(text, Math.max(gutter, from) + 4, top + height / 2 + 0.5);
  }
}

// An event that is evidence: an instant, drawn above all.
function drawMark(stage, mark, middle) {
  const { pen, colours, at, gutter, width } = stage;
  const x = at.x(mark.at);
  if (x < gutter || x > width) {
    return;
  }
  pen.fillStyle = colours.bad;
  pen.strokeStyle = colours.card;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x, middle - 7);
  pen.lineTo(x + 7, middle);
  pen.lineTo(x, middle + 7);
  pen.lineTo(x - 7, middle);
  pen.closePath();
  pen.fill();
  pen.stroke();
}
