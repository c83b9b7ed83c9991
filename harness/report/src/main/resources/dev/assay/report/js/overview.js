// What each row looks like from afar: for each of many short stretches of the run, which outcomes
// its brief operations had. Where a pixel is wider than several stretches, this is drawn instead of
// the operations one by one; those that are long are always drawn one by one.

const STRETCHES = 65536;
const STRETCHES_A_PIXEL = 4;

function overview(operations, index, rowCount, end) {
  const width = Math.max(1, end / STRETCHES);
  const longest = width * STRETCHES_A_PIXEL * WIDE;
  const bits = [];
  const long = [];

  function of(row) {
    const seen = new Uint8Array(STRETCHES + 1);
    const lasting = [];
    const last = index.last(row);
    for (let place = index.first(row); place < last; place++) {
      const i = index.members[place];
      if (!operations.shown[i]) {
        continue;
      }
      if (operations.end[i] - operations.start[i] >= longest) {
        lasting.push(i);
        continue;
      }
      const bit = 1 << (severity(operations.outcome[i]) - 1);
      const to = Math.min(STRETCHES, Math.floor(operations.end[i] / width));
      for (let at = Math.floor(operations.start[i] / width); at <= to; at++) {
        seen[at] |= bit;
      }
    }
    bits[row] = seen;
    long[row] = lasting;
  }

  function build() {
    for (let row = 0; row < rowCount; row++) {
      of(row);
    }
  }

  build();
  return {
    build,
    suits: (perPixel) => perPixel >= width * STRETCHES_A_PIXEL,
    long: (row) => long[row],
    // Puts what was seen into the pixels of a view.
    collect(row, pixels, view, perPixel) {
      const seen = bits[row];
      const to = Math.min(STRETCHES, Math.floor(view.to / width));
      for (let at = Math.max(0, Math.floor(view.from / width)); at <= to; at++) {
        if (seen[at] !== 0) {
          const x = Math.round((at * width - view.from) / perPixel);
          pixels[Math.max(0, Math.min(pixels.length - 1, x))] |= seen[at];
        }
      }
    },
  };
}
