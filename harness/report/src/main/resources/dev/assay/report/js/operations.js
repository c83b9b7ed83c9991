// The packed operations: the writer is OperationPack, which says what the columns are.

async function unzipped(id) {
  const text = document.getElementById(id).textContent.trim();
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Reads columns of integers: the first bytes of all, then the second bytes of those that go on, ...
function columnReader(bytes) {
  let at = 0;
  function fill(column) {
    const open = new Uint32Array(column.length);
    let left = 0;
    for (let i = 0; i < column.length; i++) {
      const byte = bytes[at++];
      column[i] = byte & 127;
      if (byte > 127) {
        open[left++] = i;
      }
    }
    for (let factor = 128; left > 0; factor *= 128) {
      let longer = 0;
      for (let k = 0; k < left; k++) {
        const byte = bytes[at++];
        column[open[k]] += (byte & 127) * factor;
        if (byte > 127) {
          open[longer++] = open[k];
        }
      }
      left = longer;
    }
    return column;
  }
  return {
    fill,
    sums(column) {
      fill(column);
      for (let i = 1; i < column.length; i++) {
        column[i] += column[i - 1];
      }
      return column;
    },
  };
}

const OK = 0;
const FAIL = 1;
const INFO = 2;
const OPEN = 3;
const OUTCOME_WORDS = ["✓ ok", "✕ fail", "? unknown", "? no answer"];

async function readOperations(described) {
  const count = described.count;
  const reader = columnReader(await unzipped("operations"));
  const dictionary = JSON.parse(new TextDecoder().decode(await unzipped("dictionary")));
  const row = reader.fill(new Uint32Array(count));
  const start = reader.sums(new Float64Array(count));
  const end = reader.fill(new Float64Array(count));
  const code = reader.fill(new Uint32Array(count));
  const renamed = reader.fill(new Uint32Array(count));
  const line = reader.sums(new Float64Array(count));
  const texts = [0, 1, 2, 3].map(() => reader.fill(new Float64Array(count)));
  const outcome = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    end[i] += start[i];
    outcome[i] = code[i] & 3;
  }
  const text = (value) => {
    if (value === 0) {
      return "";
    }
    return value % 2 === 1 ? String((value - 1) / 2) : dictionary[value / 2 - 1];
  };
  const flagged = new Uint8Array(count);
  described.flagged.forEach((i) => { flagged[i] = 1; });
  return {
    count, row, start, end, outcome, renamed, line, flagged,
    flaggedList: described.flagged,
    key: (i) => text(texts[0][i]),
    argument: (i) => text(texts[1][i]),
    answer: (i) => text(texts[2][i]),
    node: (i) => text(texts[3][i]),
    kind: (i) => described.kinds[code[i] >> 2],
  };
}

// What an operation asked and was answered, in a line.
function operationWords(operations, i) {
  const asked = [operations.kind(i), operations.key(i), operations.argument(i)]
    .filter((part) => part !== "").join(" ");
  const answer = operations.answer(i);
  const arrow = operations.outcome[i] === OK ? " → " : ": ";
  return answer === "" ? asked : asked + arrow + answer;
}
