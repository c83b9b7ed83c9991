// The timeline: faults on top, then nodes, then clients, on one time axis.

function timeline(canvas, data, operations, view) {
  const layout = data.layout;
  const index = rowIndex(operations, data.rows.length);
  const faultsTop = layout.axis;
  const nodesTop = faultsTop + data.faultRows.length * layout.faultRow + layout.gap;
  const clientsTop = nodesTop + data.nodes.length * layout.nodeRow + layout.gap;
  const afar = overview(operations, index, data.rows.length, data.end);
  const stage = { operations, index, afar, view: view.state, pixels: new Uint8Array(0) };

  function gutterOf(width) {
    return width < 560 ? 84 : 128;
  }

  function draw() {
    const { pen, width, height } = prepare(canvas);
    const gutter = gutterOf(width);
    const at = scale(view.state, gutter, width);
    const colours = readColours();
    if (stage.pixels.length !== Math.max(1, width - gutter)) {
      stage.pixels = new Uint8Array(Math.max(1, width - gutter));
    }
    Object.assign(stage, { pen, width, gutter, at, colours });
    drawTimeAxis(pen, colours, view.state, at, gutter, width, layout.axis - 6, height, 11);
    pen.save();
    pen.beginPath();
    pen.rect(gutter, 0, width - gutter, height);
    pen.clip();
    drawFaultBands(pen, colours, data.faults, at, gutter, width, faultsTop, height);
    data.faults.forEach((fault) => drawFault(fault));
    data.nodes.forEach((node, row) => drawNode(node, nodesTop + row * layout.nodeRow));
    data.rows.forEach((name, row) => drawRow(stage, row, clientTop(row), barHeight()));
    operations.flaggedList.forEach((i) =>
      drawFlagged(stage, i, clientTop(operations.row[i]), barHeight()));
    data.marks.filter((mark) => mark.row >= 0).forEach((mark) =>
      drawMark(stage, mark, clientTop(mark.row) + barHeight() / 2));
    pen.restore();
    drawLabels();
  }

  function clientTop(row) {
    return clientsTop + row * layout.clientRow + 1;
  }

  function barHeight() {
    return layout.clientRow - (layout.clientRow > 8 ? 3 : 1);
  }

  function drawFault(fault) {
    const { pen, colours, at, gutter, width } = stage;
    const top = faultsTop + fault.row * layout.faultRow + 2;
    const tall = layout.faultRow - 5;
    const asked = at.x(fault.asked);
    const healed = Math.max(asked + 3, at.x(fault.healed));
    if (healed < gutter || asked > width) {
      return;
    }
    hatch(pen, asked, top, healed - asked, tall, colours.fault, 5);
    pen.strokeStyle = colours.fault;
    pen.lineWidth = 1;
    pen.strokeRect(asked + 0.5, top + 0.5, healed - asked - 1, tall - 1);
    if (fault.proven) {
      const from = at.x(fault.from);
      const to = Math.max(from + 2, at.x(fault.to));
      pen.fillStyle = colours.fault;
      pen.fillRect(from, top, to - from, tall);
      const left = Math.max(gutter, from) + 4;
      pen.fillStyle = colours.card;
      pen.font = colours.font;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      pen.fillText(fitted(pen, fault.targets, to - left - 4), left, top + tall / 2 + 0.5);
    }
  }

  function drawNode(node, rowTop) {
    const { pen, colours, at, gutter, width } = stage;
    const top = rowTop + 2;
    const tall = layout.nodeRow - 6;
    pen.fillStyle = colours.grid;
    pen.fillRect(gutter, top + tall / 2 - 0.5, width - gutter, 1);
    for (const reign of node.reigns) {
      const from = at.x(reign.from);
      const to = Math.max(from + 2, at.x(reign.to));
      if (to < gutter || from > width) {
        continue;
      }
      pen.fillStyle = colours.leader;
      pen.fillRect(from, top, to - from, tall);
      pen.fillStyle = colours.card;
      pen.font = colours.bold;
      pen.textAlign = "left";
      pen.textBaseline = "middle";
      const left = Math.max(gutter, from) + 5;
      const label = reign.epoch === "" ? "leader" : "leader, epoch " + reign.epoch;
      pen.fillText(fitted(pen, label, to - left - 4), left, top + tall / 2 + 0.5);
    }
    node.downs.forEach((down) => drawDown(down, top, tall));
    drawTouches(node, top + tall + 1);
  }

  function drawDown(down, top, tall) {
    const { pen, colours, at } = stage;
    const from = at.x(down.from);
    const to = Math.max(from + 3, at.x(down.to));
    pen.fillStyle = colours.card;
    pen.fillRect(from, top - 1, to - from, tall + 2);
    hatch(pen, from, top, to - from, tall, down.provoked ? colours.down : colours.bad, 4);
    pen.strokeStyle = down.provoked ? colours.down : colours.bad;
    pen.lineWidth = 1.2;
    pen.strokeRect(from + 0.5, top + 0.5, to - from - 1, tall - 1);
    const middle = top + tall / 2;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(from - 4, middle - 4);
    pen.lineTo(from + 4, middle + 4);
    pen.moveTo(from + 4, middle - 4);
    pen.lineTo(from - 4, middle + 4);
    pen.stroke();
  }

  // A thin line under a node while a fault that names it is proven.
  function drawTouches(node, y) {
    const { pen, colours, at } = stage;
    pen.fillStyle = colours.fault;
    for (const fault of data.faults) {
      if (fault.proven && fault.nodes.includes(node.name)) {
        const from = at.x(fault.from);
        pen.fillRect(from, y, Math.max(2, at.x(fault.to) - from), 2);
      }
    }
  }

  function drawLabels() {
    const { pen, colours, gutter } = stage;
    pen.font = colours.font;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    const label = (text, y, colour) => {
      pen.fillStyle = colour;
      pen.fillText(fitted(pen, text, gutter - 14), gutter - 9, y);
    };
    data.faultRows.forEach((kind, row) =>
      label(kind, faultsTop + row * layout.faultRow + layout.faultRow / 2 - 0.5, colours.fault));
    data.nodes.forEach((node, row) =>
      label(node.name, nodesTop + row * layout.nodeRow + layout.nodeRow / 2 - 1, colours.ink));
    const every = Math.ceil(14 / layout.clientRow);
    data.rows.forEach((name, row) => {
      if (row % every === 0) {
        label(name, clientsTop + row * layout.clientRow + layout.clientRow / 2, colours.soft);
      }
    });
  }

  // What is under a point: {operation}, {mark}, {fault} or {node, moment}, or null.
  function under(x, y) {
    const time = stage.at.time(x);
    if (x < stage.gutter) {
      return null;
    }
    if (y >= clientsTop) {
      const row = Math.floor((y - clientsTop) / layout.clientRow);
      const reach = Math.max(stage.at.perPixel * 4, 1);
      const mark = data.marks.find((one) =>
        one.row === row && Math.abs(one.at - time) <= stage.at.perPixel * 7);
      if (mark) {
        return { mark };
      }
      const i = row < data.rows.length ? index.nearest(row, time, reach) : -1;
      return i < 0 ? null : { operation: i };
    }
    if (y >= nodesTop) {
      const node = data.nodes[Math.floor((y - nodesTop) / layout.nodeRow)];
      return node ? { node, time } : null;
    }
    const row = Math.floor((y - faultsTop) / layout.faultRow);
    const reach = stage.at.perPixel * 3;
    const fault = data.faults.find((one) =>
      one.row === row && time >= one.asked - reach && time <= one.healed + reach);
    return fault ? { fault } : null;
  }

  return { draw, filtered: afar.build, under, time: (x) => stage.at.time(x), perPixel: () => stage.at.perPixel };
}
