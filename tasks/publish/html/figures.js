"use strict";
// The release's figures, read from the page: series of tokens, decoded when they are asked for.

const release = JSON.parse(document.getElementById("release").textContent);
const areaOf = Object.fromEntries(release.areas.map((area) => [area.code, area]));
const FORCES = release.areas.filter((area) => area.level === "pfa");
const [BOTH, ENGLAND, WALES] = ["K04000001", "E92000001", "W92000004"];
const KINDS = { month: ["months", 0], year: ["years", 1], rolling_year: ["rolling", 2] };
const STATUS = { "": "final", p: "provisional", r: "revised" };
const CHANCES = { "*": "clear", "": "usual", "~": "unfinished", "-": "untested" };

// One figure: shown as the release shows it; value is null for a symbol. Null: there is none.
function decoded(token, area, residents) {
  if (token === undefined || token === "-") return null;
  const [text, rate, lower, upper, onYear, onBaseline] = token.split(",");
  const [, digits, symbol, step, mark] = /^(?:(\d+)|!(\d+))(?:\/(\d+))?([pr]?)$/.exec(text);
  const shown = digits ?? release.symbols[symbol];
  const base = digits === undefined ? "" : step ?? (area.level === "pfa" ? release.base : 1);
  return {
    shown, base: String(base), status: STATUS[mark],
    value: digits === undefined ? null : Number(digits),
    rate: rate ? Number(rate) : null, lower, upper, residents,
    onYear: changed(onYear), onBaseline: changed(onBaseline),
  };
}

// A change as `12*@50`: percent, verdict, and the figure that the release of a year before showed.
function changed(text) {
  if (text === undefined) return null;
  const [, percent, verdict, asReleased] = /^(-?\d*)([*~-]?)(?:@(.*))?$/.exec(text);
  return {
    percent: percent === "" ? null : Number(percent), chance: CHANCES[verdict], asReleased,
  };
}

// Every period of a kind with the figure of a series: [{period, name, figure}].
function figuresOf(cause, code, age, kind) {
  const [periods, place] = KINDS[kind];
  const tokens = (release.series[[cause, code, age].join("|")] ?? ["", "", ""])[place].split(" ");
  const residents = (period) => release.residents[kind]?.[period][release.ages.indexOf(age)];
  return release[periods].map(([period, name], number) => (
    { period, name, kind, figure: decoded(tokens[number], areaOf[code], residents(period)) }));
}

function figureAt(cause, code, age, kind, period) {
  return figuresOf(cause, code, age, kind).find((one) => one.period === period)?.figure ?? null;
}

// The whole periods that an area has figures of, the latest first, 12 months ending before years.
function wholePeriods(cause, code) {
  const age = release.ages[0];
  return ["rolling_year", "year"].flatMap((kind) => (
    figuresOf(cause, code, age, kind).filter((one) => one.figure !== null).reverse()));
}

// The period that the areas of a level are compared in, and the one that an area is led with.
function levelPeriod(cause, level) {
  const main = release.main.find(([of, at]) => of === cause && at === level);
  return main ? `${main[2]}:${main[3]}` : "";
}

function mainPeriod(cause, code) {
  const own = release.own.find(([of, area]) => of === cause && area === code);
  return own ? `${own[2]}:${own[3]}` : levelPeriod(cause, areaOf[code].level);
}

// The nation to compare a force with, in a list: the widest that shows that very period, or none.
function nationOf({ cause, area, age, kind, period }) {
  const own = areaOf[area].country === "Wales" ? WALES : ENGLAND;
  return [BOTH, own, ENGLAND].filter(
    (code) => (figureAt(cause, code, age, kind, period)?.value ?? null) !== null).slice(0, 1);
}

function earlierPeriod(kind, period) {
  const year = Number(period.slice(0, 4)) - 1;
  if (kind === "rolling_year") return `${year}${period.slice(4)}`;
  return `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
}

function written(shown) {
  return /^\d+$/.test(shown) ? Number(shown).toLocaleString("en-GB") : shown;
}

// A figure as a table or sentence writes it.
function told(figure) {
  if (figure === null) return "[x]";
  return written(figure.shown) + (figure.status === "final" || figure.value === null ? "" : ` (${figure.status})`);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Why a symbol stands for a figure.
function untold(shown) {
  return filled(release.words.untold[shown] ?? release.words.untold.hidden, { symbol: shown });
}

function rateTold(figure) {
  if (figure === null || figure.rate === null) {
    const why = figure !== null && figure.value !== null ? release.words.tooFewForARate
      : `${release.words.thisFigure} ${untold(figure?.shown ?? "[x]")}`;
    return filled(release.words.noRate, { why });
  }
  return filled(release.words.rate, { ...figure, rate: figure.rate.toFixed(1) });
}

function changeTold(figure, change, against, when) {
  const words = release.words.change;
  const { percent, chance, asReleased } = change ?? {};
  const other = asReleased ?? against?.shown;
  if (figure === null || other === undefined) return filled(words.none, { when });
  const kind = figure.value === null || !/^\d+$/.test(other) ? "hidden"
    : percent === null ? "few" : percent === 0 ? "same" : percent > 0 ? "more" : "fewer";
  const isThis = figure.value === null;
  return filled(words[kind], {
    which: isThis ? release.words.thisFigure : release.words.earlierFigure,
    why: kind === "hidden" ? untold(isThis ? figure.shown : other) : "",
    when, percent: Math.abs(percent), chance: release.words.chance[chance],
    against: asReleased ? filled(release.words.asReleased, { against: written(other) }) : written(other),
  });
}
