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

function drawn(tag, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}

// Answers of each stretch so far as bars, those that are not ok on top; faults behind them.
function curve(course) {
  const count = course.ok.length;
  const most = Math.max(1, ...course.ok.map((ok, i) => ok + course.other[i]));
  const width = Math.max(60, count);
  const svg = drawn("svg", { class: "course", viewBox: "0 0 " + width + " 40",
    preserveAspectRatio: "none", role: "img", "aria-label": "answers over time" });
  let faults = "";
  let ok = "";
  let other = "";
  const bar = (i, from, to) => "M" + i + " " + from + "h1V" + to + "h-1z";
  for (const i of course.faults) {
    faults += bar(i, 40, 0);
  }
  for (let i = 0; i < count; i++) {
    const low = 40 - 40 * course.ok[i] / most;
    ok += bar(i, 40, low);
    other += bar(i, low, low - 40 * course.other[i] / most);
  }
  svg.append(drawn("path", { class: "course-fault", d: faults }),
    drawn("path", { class: "course-ok", d: ok }), drawn("path", { class: "course-other", d: other }));
  const caption = element("p", "Answers: at most " + Math.round(most / course.seconds)
    .toLocaleString("en") + " a second; ", "course-caption");
  for (const [style, words] of [["ok", "ok"], ["other", "failed or unknown"],
    ["fault", "a fault in effect"]]) {
    caption.append(element("span", "", "course-key course-" + style), words + " ");
  }
  const box = element("div", "");
  box.append(svg, caption);
  return box;
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
  box.append(name, facts, curve(run.course));
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
