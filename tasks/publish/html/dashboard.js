// The state of the page, kept in its address; every choice draws the sections again.

const chosen = (name) => document.getElementById(name);
const CHOICES = ["area", "cause", "age", "period", "months"];

function stateOfAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const valid = (name, allowed, otherwise) => (allowed.includes(given.get(name)) ? given.get(name) : otherwise);
  const cause = valid("cause", Object.keys(release.causes), Object.keys(release.causes)[0]);
  const area = valid("area", Object.keys(areaOf), BOTH);
  const periods = wholePeriods(cause, area).map((one) => `${one.kind}:${one.period}`);
  const whole = valid("period", periods, mainPeriod(cause, area) || periods[0] || "");
  const [kind, period] = whole ? whole.split(":") : ["year", ""];
  return {
    area, cause, kind, period, age: valid("age", release.ages, release.ages[0]),
    months: valid("months", ["36", "all"], "36"),
  };
}

function addressOf(state) {
  const whole = `${state.kind}:${state.period}`;
  return new URLSearchParams({
    area: state.area, cause: state.cause, age: state.age, months: state.months,
    ...(whole === mainPeriod(state.cause, state.area) ? {} : { period: whole }),
  }).toString();
}

function options(name, pairs, value) {
  const listed = pairs.map(([key, text]) => new Option(text, key, false, key === value));
  chosen(name).replaceChildren(...listed);
}

function showChoices(state) {
  chosen("area").value = state.area;
  chosen("cause").value = state.cause;
  chosen("age").value = state.age;
  chosen("months").value = state.months;
  options("period", wholePeriods(state.cause, state.area).map(
    ({ kind, period, name }) => [`${kind}:${period}`, name[0].toUpperCase() + name.slice(1)]),
  `${state.kind}:${state.period}`);
}

function draw(announce) {
  const state = stateOfAddress();
  showChoices(state);
  chosen("key-title").textContent = `Key figures: ${titled(state)}`;
  const said = keyFigures(state);
  trend(state);
  control(state);
  forceMap(state, (code) => go({ ...state, area: code }));
  compared(state);
  if (announce) chosen("said").textContent = said;
}

function go(state) {
  history.replaceState(null, "", `#${addressOf(state)}`);
  draw(true);
}

// A period that was chosen stays if the new area has it; one that was not becomes its main one.
function choice() {
  const before = stateOfAddress();
  const state = { ...before };
  for (const name of ["area", "cause", "age", "months"]) state[name] = chosen(name).value;
  const picked = chosen("period").value;
  const isMain = picked === mainPeriod(before.cause, before.area) && (state.area !== before.area || state.cause !== before.cause);
  const has = wholePeriods(state.cause, state.area).some((one) => `${one.kind}:${one.period}` === picked);
  const whole = has && !isMain ? picked : mainPeriod(state.cause, state.area);
  [state.kind, state.period] = whole ? whole.split(":") : ["year", ""];
  go(state);
}

// Every figure of the view in the columns of cells.csv.
function shownFigures(state) {
  const area = areaOf[state.area];
  const others = area.level === "pfa" ? [...nationOf(state), ...area.similar] : [];
  const wanted = [[state.area, ["month", "year", "rolling_year"]],
    ...[...others, ...FORCES.map((force) => force.code)].map((code) => [code, ["year", "rolling_year"]])];
  const seen = new Set();
  const rows = wanted.flatMap(([code, kinds]) => kinds.flatMap((kind) => (
    figuresOf(state.cause, code, state.age, kind)
      .filter(({ figure, period }) => figure && !seen.has(`${code} ${kind} ${period}`) && seen.add(`${code} ${kind} ${period}`))
      .map(({ period, figure }) => [state.cause, "FAE", areaOf[code].level, code, areaOf[code].name, kind, period,
        state.age, figure.shown, figure.base, figure.status]))));
  const head = "cause,measure,area_level,area_code,area,period_kind,period,age,shown,rounding,status".split(",");
  return [head, ...rows].map((row) => row.map(
    (text) => (/[",]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text)).join(",")).join("\n") + "\n";
}

function download() {
  const state = stateOfAddress();
  const url = URL.createObjectURL(new Blob([shownFigures(state)], { type: "text/csv" }));
  const link = made("a", { href: url, download: `admissions-${state.area}-${state.cause}-${release.release.replace("/", "-")}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    chosen("said").textContent = "The address of this view is copied.";
  } catch {
    chosen("said").textContent = `Copy the address from the browser's address bar: ${location.href}`;
  }
}

options("area", release.areas.map((area) => [area.code, area.name]), BOTH);
options("cause", Object.entries(release.causes), "");
options("age", release.ages.map((age) => [age, age]), "");
for (const name of CHOICES) chosen(name).addEventListener("change", choice);
chosen("choices").addEventListener("submit", (event) => event.preventDefault());
chosen("print").addEventListener("click", () => window.print());
chosen("download").addEventListener("click", download);
chosen("copy").addEventListener("click", copyAddress);
window.addEventListener("hashchange", () => draw(true));
draw(false);
