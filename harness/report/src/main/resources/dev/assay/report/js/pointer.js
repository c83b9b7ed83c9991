// Mouse, wheel, touch and keys on the timeline, and the box that says what is under the pointer.

function pointer(canvas, data, operations, view, picture, links) {
  const tip = document.getElementById("tip");
  const touches = new Map();
  let dragged = null;
  let pinch = 0;

  function local(event) {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function hideTip() {
    tip.hidden = true;
  }

  function showTip(event) {
    const point = local(event);
    const lines = tipLines(data, operations, picture.under(point.x, point.y));
    if (lines.length === 0) {
      hideTip();
      return;
    }
    tip.replaceChildren(...lines.map((line, i) => {
      const element = document.createElement(i === 0 ? "strong" : "div");
      element.textContent = line;
      return element;
    }));
    tip.hidden = false;
    const width = tip.offsetWidth;
    const height = tip.offsetHeight;
    const left = Math.min(event.clientX + 14, window.innerWidth - width - 8);
    const below = event.clientY + 18;
    const top = below + height > window.innerHeight - 8 ? event.clientY - height - 12 : below;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = Math.max(8, top) + "px";
  }

  function spread() {
    const [a, b] = [...touches.values()];
    return Math.max(10, Math.abs(a.x - b.x));
  }

  canvas.addEventListener("pointerdown", (event) => {
    touches.set(event.pointerId, local(event));
    canvas.setPointerCapture(event.pointerId);
    dragged = { x: local(event).x };
    pinch = touches.size === 2 ? spread() : 0;
  });

  canvas.addEventListener("pointermove", (event) => {
    const point = local(event);
    if (!touches.has(event.pointerId)) {
      showTip(event);
      return;
    }
    touches.set(event.pointerId, point);
    if (touches.size === 2 && pinch > 0) {
      const now = spread();
      const [a, b] = [...touches.values()];
      view.zoom(pinch / now, picture.time((a.x + b.x) / 2));
      pinch = now;
    } else if (dragged !== null) {
      view.pan((dragged.x - point.x) * picture.perPixel());
      dragged = { x: point.x };
      hideTip();
    }
  });

  function release(event) {
    touches.delete(event.pointerId);
    dragged = null;
    pinch = 0;
    if (event.type === "pointerup") {
      showTip(event);
    }
  }

  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", hideTip);

  // The wheel scrolls the page unless the timeline was chosen by a click, or Ctrl is held.
  canvas.addEventListener("wheel", (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!sideways && !event.ctrlKey && !event.metaKey && document.activeElement !== canvas) {
      return;
    }
    event.preventDefault();
    if (sideways) {
      view.pan(event.deltaX * picture.perPixel());
    } else {
      const turn = Math.max(-60, Math.min(60, event.deltaY));
      view.zoom(Math.exp(turn * 0.006), picture.time(local(event).x));
    }
    hideTip();
  }, { passive: false });

  canvas.addEventListener("dblclick", (event) => {
    view.zoom(0.4, picture.time(local(event).x));
  });

  const actions = {
    "zoom-in": () => view.zoom(0.6),
    "zoom-out": () => view.zoom(1 / 0.6),
    earlier: () => view.pan((view.state.from - view.state.to) * 0.25),
    later: () => view.pan((view.state.to - view.state.from) * 0.25),
    fit: () => view.fit(),
    flagged: () => links.nextFlagged(1),
    unflagged: () => links.nextFlagged(-1),
  };
  const keys = {
    "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", "_": "zoom-out", "0": "fit",
    ArrowLeft: "earlier", ArrowRight: "later", n: "flagged", p: "unflagged",
  };

  document.getElementById("timeline-tools").addEventListener("click", (event) => {
    const action = actions[event.target.dataset.action];
    if (action) {
      action();
    }
  });

  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      canvas.blur();
    }
    const action = actions[keys[event.key]];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  });

  document.addEventListener("keydown", (event) => {
    const flagging = event.key === "n" || event.key === "p";
    const elsewhere = event.target === canvas || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (flagging && !elsewhere && !event.ctrlKey && !event.metaKey && !event.altKey) {
      actions[keys[event.key]]();
    }
  });
}

// The words for what is under the pointer; the first line is the title.
function tipLines(data, operations, found) {
  if (found === null) {
    return [];
  }
  if (found.operation !== undefined) {
    return operationLines(data, operations, found.operation);
  }
  if (found.mark) {
    return markLines(found.mark);
  }
  if (found.fault) {
    const fault = found.fault;
    return [
      fault.kind + " · " + fault.standing,
      fault.targets,
      moment(fault.asked, 1000) + " – " + moment(fault.healed, 1000),
      fault.proof,
    ].filter((line) => line !== "");
  }
  const { node, time } = found;
  const within = (span) => time >= span.from && time <= span.to;
  const lines = [node.name + " at " + moment(time, 1000)];
  node.downs.filter(within).forEach((down) =>
    lines.push((down.provoked ? "down" : "down, and nobody had provoked it")
      + (down.detail === "" ? "" : ": " + down.detail)));
  node.reigns.filter(within).forEach((reign) =>
    lines.push(reign.epoch === "" ? "leader" : "leader of epoch " + reign.epoch));
  const touches = (fault) => fault.nodes.includes(node.name)
    && within({ from: fault.asked, to: fault.healed });
  data.faults.filter(touches).forEach((fault) => lines.push(fault.kind + ", " + fault.standing));
  return lines;
}

function operationLines(data, operations, i) {
  const took = operations.outcome[i] === OPEN
    ? "never answered"
    : "took " + lasting(operations.end[i] - operations.start[i]);
  const process = operations.renamed[i] * data.rows.length + operations.row[i];
  const node = operations.node(i);
  const lines = [
    operationWords(operations, i),
    OUTCOME_WORDS[operations.outcome[i]] + " · " + took,
    "process " + process + (node === "" ? "" : " on " + node),
    "sent at " + moment(operations.start[i], 1) + " · line " + (operations.line[i] + 1),
  ];
  if (operations.flagged[i]) {
    lines.push("▼ part of the counterexample");
  }
  return lines;
}

function markLines(mark) {
  return [
    mark.words, "at " + moment(mark.at, 1) + " · line " + (mark.line + 1),
    "◆ part of the counterexample",
  ];
}
