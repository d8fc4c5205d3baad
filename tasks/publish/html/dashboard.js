// The state of the page, kept in its address; every choice draws the sections again.

const chosen = (name) => document.getElementById(name);
const CHOICES = ["area", "other", "cause", "age", "period", "months"];
const TITLE = document.title;

function stateOfAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const valid = (name, allowed, otherwise) => (allowed.includes(given.get(name)) ? given.get(name) : otherwise);
  const cause = valid("cause", Object.keys(release.causes), Object.keys(release.causes)[0]);
  const area = valid("area", Object.keys(areaOf), BOTH);
  const periods = wholePeriods(cause, area).map((one) => `${one.kind}:${one.period}`);
  const whole = valid("period", periods, mainPeriod(cause, area) || periods[0] || "");
  const [kind, period] = whole ? whole.split(":") : ["year", ""];
  const others = Object.keys(areaOf).filter((code) => code !== area);
  return {
    area, other: valid("other", others, ""), cause, kind, period, age: valid("age", release.ages, release.ages[0]),
    months: valid("months", ["36", "all"], "36"),
  };
}

function addressOf(state) {
  const whole = `${state.kind}:${state.period}`;
  return new URLSearchParams({
    area: state.area, cause: state.cause, age: state.age, months: state.months,
    ...(state.other ? { other: state.other } : {}),
    ...(whole === mainPeriod(state.cause, state.area) ? {} : { period: whole }),
  }).toString();
}

function options(name, pairs, value) {
  const listed = pairs.map(([key, text]) => new Option(text, key, false, key === value));
  chosen(name).replaceChildren(...listed);
}

function showChoices(state) {
  chosen("area").value = state.area;
  options("other", [["", "No other area"], ...release.areas.filter(({ code }) => code !== state.area)
    .map(({ code, name }) => [code, name])], state.other);
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
  // A bookmark is called what it shows.
  document.title = `${titled(state)}: ${TITLE}`;
  chosen("key-title").textContent = `Key figures: ${titled(state)}`;
  const said = keyFigures(state);
  trend(state);
  control(state);
  forceMap(state, (code) => go({ ...state, area: code }));
  compared(state);
  sideBySide(state);
  if (announce) chosen("said").textContent = said;
}

// Every choice is a step that the back button takes back.
function go(state) {
  const address = `#${addressOf(state)}`;
  if (address !== location.hash) history.pushState(null, "", address);
  draw(true);
}

// A period that was chosen stays if the new area has it; one that was not becomes its main one.
function choice() {
  const before = stateOfAddress();
  const state = { ...before };
  for (const name of ["area", "other", "cause", "age", "months"]) state[name] = chosen(name).value;
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
  const others = state.other ? [state.other] : [];
  const beside = area.level === "pfa" ? [...nationOf(state), ...area.similar] : [];
  const wanted = [...[state.area, ...others].map((code) => [code, ["month", "year", "rolling_year"]]),
    ...[...beside, ...FORCES.map((force) => force.code)].map((code) => [code, ["year", "rolling_year"]])];
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

function save(blob, kind) {
  const { area, cause } = stateOfAddress();
  const url = URL.createObjectURL(blob);
  made("a", { href: url, download: `admissions-${area}-${cause}-${release.release.replace("/", "-")}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function downloadFigures() {
  save(new Blob([shownFigures(stateOfAddress())], { type: "text/csv" }), "csv");
}

function downloadChart() {
  const lines = ["#trend p", ".marking"].map((of) => document.querySelector(of)?.textContent ?? "");
  const about = [`Admissions by month: ${titled(stateOfAddress())}`, ...lines.filter((line) => line), TITLE];
  picture(document.querySelector("#trend svg"), about).toBlob((blob) => save(blob, "png"));
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
chosen("download").addEventListener("click", downloadFigures);
chosen("picture").addEventListener("click", downloadChart);
chosen("copy").addEventListener("click", copyAddress);
window.addEventListener("popstate", () => draw(true));
narrow.addEventListener("change", () => draw(false));
draw(false);
