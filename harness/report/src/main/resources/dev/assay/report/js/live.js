// How runs go that are under way: asked again each second while the page is looked at.

const FACTS = [
  ["time", (run) => run.seconds.toFixed(0) + " s, " + run.phase],
  ["operations a second", (run) => Math.round(run.rate).toLocaleString("en")],
  ["latency p50, p99", (run) => run.p50 < 0 ? "–" : micros(run.p50) + ", " + micros(run.p99)],
  ["ok, failed, unknown", (run) =>
    [run.ok, run.fail, run.info].map((one) => one.toLocaleString("en")).join(", ")],
  ["open operations", (run) => run.open + (run.open > 0
    ? ", oldest " + micros(run.oldestOpen) : "")],
  ["leader", (run) => run.leader === "" ? "none seen" : run.leader],
  ["faults in effect", (run) => run.faults.length === 0 ? "none" : run.faults.join(", ")],
];

function micros(value) {
  return value < 1e6 ? (value / 1e3).toFixed(1) + " ms" : (value / 1e6).toFixed(1) + " s";
}

function element(tag, text, style) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = style || "";
  return made;
}

function shown(run) {
  const box = element("div", "", "live-run");
  const name = element("p", "", "live-name");
  const link = element("a", run.path);
  link.href = run.path.split("/").map(encodeURIComponent).join("/") + "/";
  name.append(link);
  const facts = element("dl", "", "live");
  for (const [title, words] of FACTS) {
    const fact = element("div", "");
    fact.append(element("dt", title), element("dd", words(run)));
    facts.append(fact);
  }
  box.append(name, facts);
  return box;
}

let before = "";

async function ask() {
  const place = document.getElementById("live-runs");
  if (!document.hidden) {
    try {
      const answer = await (await fetch("live.json", { cache: "no-store" })).json();
      place.replaceChildren(...(answer.runs.length === 0
        ? [element("p", "No run is under way.", "note")]
        : answer.runs.map(shown)));
      if (before !== "" && before !== answer.listed) {
        place.append(element("p", "The list below is older: load the page again.", "note"));
      } else {
        before = answer.listed;
      }
    } catch (gone) {
      place.replaceChildren(element("p", "The server does not answer.", "note"));
    }
  }
  setTimeout(ask, 1000);
}

ask();
