// The stretch of the run that is looked at; the timeline and the charts share it.

function timeWindow(end) {
  const whole = Math.max(1, end);
  const least = Math.min(whole, 20);
  const margin = whole * 0.004;
  const listeners = [];
  const state = { from: -margin, to: whole + margin };

  function show(from, to) {
    const length = Math.min(whole + 2 * margin, Math.max(least, to - from));
    let start = from + (to - from - length) / 2;
    start = Math.max(-margin, Math.min(start, whole + margin - length));
    state.from = start;
    state.to = start + length;
    listeners.forEach((listener) => listener());
  }

  return {
    state,
    show,
    listen: (listener) => listeners.push(listener),
    fit: () => show(-margin, whole + margin),
    pan: (micros) => show(state.from + micros, state.to + micros),
    zoom(factor, around) {
      const middle = around === undefined ? (state.from + state.to) / 2 : around;
      show(middle - (middle - state.from) * factor, middle + (state.to - middle) * factor);
    },
    focus(from, to) {
      const length = Math.max((to - from) * 1.6, 200);
      const middle = (from + to) / 2;
      show(middle - length / 2, middle + length / 2);
    },
  };
}

// Between time and pixels: the plot begins right of the gutter.
function scale(state, gutter, width) {
  const room = Math.max(1, width - gutter);
  const perPixel = (state.to - state.from) / room;
  return {
    perPixel,
    x: (micros) => gutter + (micros - state.from) / perPixel,
    time: (x) => state.from + (x - gutter) * perPixel,
  };
}

// Vertical lines with their moments on top.
function drawTimeAxis(pen, colours, view, at, gutter, width, top, bottom, labels) {
  const span = view.to - view.from;
  const step = niceStep(span, (width - gutter) / 78);
  pen.font = colours.font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let t = Math.ceil(view.from / step) * step; t <= view.to; t += step) {
    const x = Math.round(at.x(t)) + 0.5;
    pen.strokeStyle = colours.grid;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(x, top);
    pen.lineTo(x, bottom);
    pen.stroke();
    if (labels !== null && x > gutter && x < width - 18) {
      pen.fillStyle = colours.soft;
      pen.fillText(moment(t, step), x, labels);
    }
  }
}

// Proven faults as faint bands behind everything, hatched while they are only asked for.
function drawFaultBands(pen, colours, faults, at, gutter, width, top, bottom) {
  pen.save();
  pen.globalAlpha = 0.1;
  pen.fillStyle = colours.fault;
  for (const fault of faults) {
    const band = (since, until, proven) => {
      const from = Math.max(gutter, at.x(since));
      const to = Math.min(width, at.x(until));
      if (until <= since || to < gutter || from > width) {
        return;
      }
      if (proven) {
        pen.fillRect(from, top, Math.max(1, to - from), bottom - top);
      } else {
        pen.globalAlpha = 0.25;
        hatch(pen, from, top, Math.max(2, to - from), bottom - top, colours.fault, 9);
        pen.globalAlpha = 0.1;
      }
    };
    if (fault.proven) {
      band(fault.asked, fault.from, false);
      band(fault.from, fault.to, true);
      band(fault.to, fault.healed, false);
    } else {
      band(fault.asked, fault.healed, false);
    }
  }
  pen.restore();
}
