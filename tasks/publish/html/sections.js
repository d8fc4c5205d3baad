// The sections of the page: what each shows of the state {area, cause, age, kind, period, months}.

function made(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// A table in a box that scrolls; columns: [{head, figure}], the first cell of a row is its header.
function table(caption, columns, rows) {
  const cell = (column) => (column.figure ? { class: "figure" } : {});
  const head = made("tr", {}, ...columns.map((column) => (
    made("th", { scope: "col", ...cell(column) }, column.head))));
  const body = rows.map((row) => made("tr", {}, ...row.map((text, number) => (
    number ? made("td", cell(columns[number]), text) : made("th", { scope: "row" }, text)))));
  const whole = made("table", {}, made("caption", {}, caption), made("thead", {}, head), made("tbody", {}, ...body));
  return made("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption }, whole);
}

// A chart keeps its size on a narrow screen and scrolls.
function scrolling(svg) {
  return made("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": "Chart" }, svg);
}

function folded(summary, content) {
  return made("details", {}, made("summary", {}, summary), content);
}

function shortMonth(period) {
  const [year, month] = period.split("-");
  return `${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]} ${year}`;
}

function titled(state) {
  const age = state.age === release.ages[0] ? "all ages" : state.age.toLowerCase();
  return `${areaOf[state.area].name}, ${release.causes[state.cause].toLowerCase()}, ${age}`;
}

function periodName(state) {
  return figuresOf(state.cause, state.area, state.age, state.kind)
    .find((one) => one.period === state.period)?.name ?? "no whole period";
}

function asPoints(found) {
  return found.map(({ period, name, figure }) => ({
    name, short: shortMonth(period), period, value: figure?.value ?? null,
    shown: figure?.shown ?? "[x]", status: figure?.status ?? "final", figure,
  }));
}

function keyFigures(state) {
  const { cause, area, age, kind, period } = state;
  const figure = state.period ? figureAt(cause, area, age, kind, period) : null;
  const words = release.words;
  const earlier = figure && figureAt(cause, area, age, kind, earlierPeriod(kind, period));
  const baseline = figure && figureAt(cause, area, age, "year", words.baselinePeriod);
  const isBaseline = kind === "year" && period === words.baselinePeriod;
  const month = figuresOf(cause, area, age, "month").filter(
    (one) => one.figure !== null && one.figure.shown !== "[x]").at(-1);
  const cards = [
    [`Admissions, ${periodName(state)}`, told(figure),
      `${changeTold(figure, figure?.onYear, earlier, words.yearEarlier)}.`],
    [`Change since ${words.baseline}`, percentTold(figure?.onBaseline), isBaseline
      ? `${words.change.itself}.`
      : `${changeTold(figure, figure?.onBaseline, baseline, words.baseline)}.`],
    [`Rate per 100,000, ${periodName(state)}`, figure?.rate?.toFixed(1) ?? "none",
      `${rateTold(figure)}.`],
    [month ? `Latest month, ${month.name}` : "Latest month", told(month?.figure ?? null),
      month ? "" : "No month is available."],
  ];
  document.getElementById("key").replaceChildren(...cards.map(([label, value, remark]) => (
    made("div", {}, made("dt", {}, label), made("dd", { class: "value" }, value), made("dd", {}, remark)))));
  const link = document.getElementById("force-page");
  link.replaceChildren(...(areaOf[area].level === "pfa"
    ? [made("a", { href: `forces/${area}.html` }, `The page of ${areaOf[area].name} for printing`)] : []));
  return `${titled(state)}, ${periodName(state)}: ${told(figure)}.`;
}

function percentTold(change) {
  if (!change || change.percent === null) return "none";
  const sign = change.percent > 0 ? "+" : change.percent < 0 ? "\u2212" : "";
  return `${sign}${Math.abs(change.percent)}%`;
}

function trend(state) {
  const shown = (code) => {
    const found = figuresOf(state.cause, code, state.age, "month");
    return asPoints(state.months === "all" ? found : found.slice(-36));
  };
  const points = shown(state.area);
  const others = state.other ? shown(state.other) : [];
  const beside = state.other ? ` Dashed: ${areaOf[state.other].name}.` : "";
  const text = `Line chart of admissions by month. ${titled(state)}, ${points[0].name} to ${points.at(-1).name}.${beside} The table below holds every figure.`;
  const columns = state.other
    ? [state.area, state.other].map((code) => ({ head: areaOf[code].name, figure: true }))
    : [{ head: "Admissions", figure: true }, { head: "Status" }];
  const rows = points.map(({ name, figure }, number) => [name, ...(state.other
    ? [told(figure), told(others[number].figure)]
    : [figure ? written(figure.shown) : "[x]", figure?.status ?? ""])]).reverse();
  document.getElementById("trend").replaceChildren(
    ...(state.other ? [made("p", {}, `Line: ${areaOf[state.area].name}.${beside}`)] : []),
    scrolling(lineChart(text, points, null, others)),
    folded("Table: admissions by month", table(`Admissions by month: ${titled(state)}`,
      [{ head: "Month" }, ...columns], rows)));
}

// Two areas that were chosen, figure by figure, in the same period.
function sideBySide(state) {
  const { cause, area, other, age, kind, period } = state;
  const box = document.getElementById("beside");
  if (!other || !period) return box.replaceChildren();
  const codes = [area, other];
  const figures = codes.map((code) => figureAt(cause, code, age, kind, period));
  const rows = [
    ["Admissions", ...figures.map(told)],
    ["Rate per 100,000", ...figures.map((figure) => rateCells(figure)[0])],
    ["95% interval", ...figures.map((figure) => rateCells(figure)[1])],
    [`Change on ${release.words.yearEarlier}`, ...figures.map((figure) => percentTold(figure?.onYear))],
    [`Change since ${release.words.baseline}`, ...figures.map((figure) => percentTold(figure?.onBaseline))],
  ];
  const caption = `${codes.map((code) => areaOf[code].name).join(" and ")}, ${periodName(state)}`;
  box.replaceChildren(table(caption,
    [{ head: "Figure" }, ...codes.map((code) => ({ head: areaOf[code].name, figure: true }))], rows));
}

function control(state) {
  const signal = release.signals[[state.cause, state.area, state.age].join("|")];
  const box = document.getElementById("control");
  document.getElementById("signal").textContent = signal ? signal.words : release.words.noControlChart;
  if (!signal) return box.replaceChildren();
  const { lower, upper } = signal;
  const points = asPoints(figuresOf(state.cause, state.area, state.age, "month")
    .filter((one) => one.figure !== null && one.figure.shown !== "[x]").slice(-36));
  points.forEach((point) => {
    point.judged = point.period >= signal.first;
    point.outside = point.judged && (point.value > upper ? "above" : point.value < lower ? "below" : "");
  });
  const text = `Control chart of admissions by month. ${titled(state)}. ${signal.limits} ${signal.words}`;
  const judged = (point) => (!point.judged ? "before the baseline" : point.value > upper ? "above the upper limit"
    : point.value < lower ? "below the lower limit" : "within the limits");
  box.replaceChildren(
    made("p", {}, `${signal.limits} The mean is a line, limits are dashed, months outside them triangles: orange above, turquoise below.`),
    scrolling(lineChart(text, points, signal)),
    folded("Table: control chart", table(`Control chart: ${titled(state)}`,
      [{ head: "Month" }, { head: "Admissions", figure: true }, { head: "Against the limits" }],
      points.map((point) => [point.name, told(point.figure), judged(point)]).reverse())));
}

// The steps of the map: fifths of the forces that have a rate.
function stepsOf(rates) {
  const sorted = [...rates].sort((one, other) => one - other);
  return (rate) => {
    const below = sorted.filter((other) => other < rate).length;
    return Math.min(5, 1 + Math.floor(5 * below / sorted.length));
  };
}

function forceMap(state, choose) {
  const found = FORCES.map((force) => ({ force, figure: state.period
    ? figureAt(state.cause, force.code, state.age, ...forcePeriod(state)) : null }));
  const rated = found.filter(({ figure }) => figure && figure.rate !== null);
  const step = stepsOf(rated.map(({ figure }) => figure.rate));
  const map = document.getElementById("map");
  const held = map.contains(document.activeElement) ? document.activeElement.dataset.code : null;
  if (!map.children.length) map.append(...FORCES.map((force) => tile(force, choose)));
  found.forEach(({ force, figure }, number) => paint(map.children[number].firstChild, force, figure, step, state));
  if (held) map.querySelector(`[data-code="${held}"]`).focus();
  legend(rated, step);
  const period = forcePeriodName(state);
  document.getElementById("map-period").textContent =
    `${release.causes[state.cause]}, ${state.age.toLowerCase()}: rate per 100,000 ${residentsTold(found)} in ${period}. Choose a force to see its figures.`;
  const caption = `Forces, ${period}: ${release.causes[state.cause].toLowerCase()}, ${state.age.toLowerCase()}; rates by ${residentsTold(found)}`;
  document.getElementById("forces").replaceChildren(folded("Table: all forces", table(caption, [
    { head: "Police Force Area" }, { head: "Admissions", figure: true }, { head: "Rate per 100,000", figure: true },
    { head: "95% interval", figure: true }, { head: "VRU area from" },
  ], found.map(({ force, figure }) => [force.name, told(figure), ...rateCells(figure), force.vru ?? "not a VRU area"]))));
}

// Which residents the rates of one period are of.
function residentsTold(found) {
  const one = found.find(({ figure }) => figure !== null);
  return one ? `residents (${one.figure.residents})` : "residents";
}

function rateCells(figure) {
  if (!figure || figure.rate === null) return ["none", "none"];
  return [figure.rate.toFixed(1), `${figure.lower} to ${figure.upper}`];
}

// Nations have periods that forces may not: the map then shows the period that forces are compared in.
function forcePeriod(state) {
  const has = FORCES.some((force) => figureAt(state.cause, force.code, release.ages[0], state.kind, state.period));
  return has ? [state.kind, state.period] : levelPeriod(state.cause, "pfa").split(":");
}

function forcePeriodName(state) {
  const [kind, period] = forcePeriod(state);
  return release[KINDS[kind]?.[0]]?.find(([one]) => one === period)?.[1] ?? "no whole period";
}

function tile(force, choose) {
  const button = made("button", { type: "button", "data-code": force.code });
  button.addEventListener("click", () => choose(force.code));
  const item = made("li", {}, button);
  item.style.gridArea = `${force.tile[0]} / ${force.tile[1]}`;
  return item;
}

function paint(button, force, figure, step, state) {
  const rated = figure && figure.rate !== null;
  const value = rated ? figure.rate.toFixed(1) : figure && figure.value === null ? figure.shown : figure ? "none" : "[x]";
  button.className = `step-${rated ? step(figure.rate) : 0}`;
  button.setAttribute("aria-pressed", String(force.code === state.area));
  button.replaceChildren(force.short, " ", made("b", {}, value));
}

function legend(rated, step) {
  const items = [1, 2, 3, 4, 5].flatMap((number) => {
    const rates = rated.map(({ figure }) => figure.rate).filter((rate) => step(rate) === number);
    if (!rates.length) return [];
    const range = `${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)}`;
    return [made("li", { class: `step-${number}` }, range)];
  });
  document.getElementById("legend").replaceChildren(...items, made("li", { class: "step-0" }, "no rate"));
}

function compared(state) {
  const { cause, area, age, kind, period } = state;
  const isForce = areaOf[area].level === "pfa";
  const wanted = isForce ? [area, ...nationOf(state), ...areaOf[area].similar] : [BOTH, ENGLAND, WALES];
  const other = state.other ? [state.other] : [];
  const codes = [...new Set([...wanted.slice(0, 1), ...other, ...wanted.slice(1)])].filter((code) => [cause, code, age].join("|") in release.series);
  const rows = codes.map((code) => ({
    name: areaOf[code].name, chosen: code === area,
    figure: state.period ? figureAt(cause, code, age, kind, period) : null,
  }));
  const text = `Rates per 100,000 ${residentsTold(rows)} with 95% intervals, ${periodName(state)}. ${titled(state)}, and others. The table below holds every rate.`;
  document.getElementById("compare").replaceChildren(scrolling(rateChart(text, rows)),
    folded("Table: comparison", table(`Compared with others, ${periodName(state)}: ${titled(state)}; rates by ${residentsTold(rows)}`, [
      { head: "Area" }, { head: "Admissions", figure: true }, { head: "Rate per 100,000", figure: true }, { head: "95% interval", figure: true },
    ], rows.map(({ name, figure }) => [name, told(figure), ...rateCells(figure)]))));
}
