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

  return { members, firstAt, nearest, last: (row) => sizes[row + 1] };
}

// Worst outcome wins the pixel.
function severity(outcome) {
  return outcome === OK ? 1 : outcome === FAIL ? 2 : 3;
}

const WIDE = 3;
const BAR_COLOURS = ["", "ok", "fail", "info"];

// Draws one row: wide operations one by one, narrow ones collapsed to the worst of each pixel.
function drawRow(stage, row, top, height) {
  const { pen, colours, at, gutter, width, operations, index, view } = stage;
  const pixels = stage.pixels.fill(0);
  const wide = [];
  const last = index.last(row);
  for (let place = index.firstAt(row, view.from); place < last; place++) {
    const i = index.members[place];
    if (operations.start[i] > view.to) {
      break;
    }
    const from = at.x(operations.start[i]);
    const to = at.x(operations.end[i]);
    if (to - from >= WIDE) {
      wide.push(i);
      continue;
    }
    const worst = severity(operations.outcome[i]);
    const end = Math.min(pixels.length - 1, Math.round(to) - gutter);
    for (let x = Math.max(0, Math.round(from) - gutter); x <= end; x++) {
      pixels[x] = Math.max(pixels[x], worst);
    }
  }
  drawPixels(pen, colours, pixels, gutter, top, height);
  for (const i of wide) {
    const from = Math.max(gutter - 4, at.x(operations.start[i]));
    const to = Math.min(width + 4, at.x(operations.end[i]));
    drawBar(pen, colours, operations, i, from, to, top, height);
  }
}

function drawPixels(pen, colours, pixels, gutter, top, height) {
  let x = 0;
  while (x < pixels.length) {
    const worst = pixels[x];
    let end = x + 1;
    while (end < pixels.length && pixels[end] === worst) {
      end++;
    }
    if (worst !== 0) {
      const low = worst === 2;
      pen.fillStyle = colours[BAR_COLOURS[worst]];
      pen.fillRect(gutter + x, low ? top + height * 0.4 : top, end - x, low ? height * 0.6 : height);
    }
    x = end;
  }
}

// An operation with room of its own: fail is low, unknown is hatched, and a text where it fits.
function drawBar(pen, colours, operations, i, from, to, top, height) {
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
    pen.fillStyle = outcome === OK ? colours.card : colours.ink;
    const mark = outcome === OK ? "" : OUTCOME_WORDS[outcome].charAt(0) + " ";
    const text = fitted(pen, mark + operationWords(operations, i), width - 8);
    pen.fillText(text, Math.max(from, 0) + 4, top + height / 2 + 0.5);
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
  pen.globalAlpha = 0.88;
  pen.fillRect(from, top - 1, to - from, height + 2);
  pen.globalAlpha = 1;
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
    const text = fitted(pen, operationWords(operations, i), to - Math.max(gutter, from) - 8);
    pen.fillText(text, Math.max(gutter, from) + 4, top + height / 2 + 0.5);
  }
}
