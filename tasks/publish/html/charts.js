// Charts as SVG. Each has a text of its own; the table behind it says the same in full.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [860, 320, 60, 20, 14, 52];

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function chart(height, text, ...children) {
  return drawn("svg", {
    class: "chart", viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": text,
  }, ...children);
}

// A round step that cuts 0 to most into at most six.
function stepFor(most) {
  const rough = Math.max(most, 1) / 5;
  const size = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((one) => one * size).find((step) => step >= rough);
}

function axisTo(most) {
  const step = stepFor(most);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, number) => number * step);
}

function frame(ticks, names) {
  const scale = {
    x: (number) => LEFT + (WIDTH - LEFT - RIGHT) * (names.length < 2 ? 0.5 : number / (names.length - 1)),
    y: (value) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / ticks.at(-1),
  };
  const lines = ticks.flatMap((tick) => [
    drawn("line", { class: tick ? "grid" : "base", x1: LEFT, x2: WIDTH - RIGHT, y1: scale.y(tick), y2: scale.y(tick) }),
    drawn("text", { x: LEFT - 8, y: scale.y(tick) + 5, "text-anchor": "end" },
      tick.toLocaleString("en-GB", { maximumFractionDigits: 1 })),
  ]);
  const every = Math.ceil(names.length / 7);
  const labels = names.flatMap((name, number) => (
    (names.length - 1 - number) % every ? [] : [drawn("text", {
      x: scale.x(number), y: HEIGHT - BOTTOM + 24,
      "text-anchor": number === names.length - 1 ? "end" : number === 0 ? "start" : "middle",
    }, name)]));
  return { scale, elements: [...lines, ...labels] };
}

// The path through the points that have a value: a gap where there is none.
function path(points, scale) {
  return points.map((point, number) => {
    if (point.value === null) return "";
    const start = number === 0 || points[number - 1].value === null;
    return `${start ? "M" : "L"}${scale.x(number).toFixed(1)} ${scale.y(point.value).toFixed(1)}`;
  }).join("");
}

function mark(point, number, scale, size) {
  if (point.value === null) {
    if (point.shown === "[x]") return [];
    const [x, y] = [scale.x(number), scale.y(0)];
    return [drawn("line", { class: "hidden-figure", x1: x, x2: x, y1: y, y2: y - 7 })];
  }
  const provisional = point.status === "provisional" ? " provisional" : "";
  const [x, y] = [scale.x(number), scale.y(point.value)];
  if (point.outside) {
    const up = point.outside === "above" ? 1 : -1;
    return [drawn("path", {
      class: `point ${point.outside}`, d: `M${x} ${y - 9 * up}L${x + 8} ${y + 6 * up}H${x - 8}Z`,
    })];
  }
  return [drawn("circle", { class: `point${provisional}`, cx: x, cy: y, r: size })];
}

// points: [{name, short, value, shown, status, outside, judged}]; limits: {mean, lower, upper} or nothing.
function lineChart(text, points, limits) {
  const most = Math.max(...points.map((point) => point.value ?? 0), limits?.upper ?? 0);
  const { scale, elements } = frame(axisTo(most), points.map((point) => point.short));
  const start = Math.max(0, points.findIndex((point) => point.judged));
  const levels = limits ? [["mean", "mean"], ["limit", "upper"], ["limit", "lower"]] : [];
  return chart(HEIGHT, text, ...elements,
    ...levels.map(([style, level]) => drawn("line", {
      class: style, x1: scale.x(start), x2: WIDTH - RIGHT,
      y1: scale.y(limits[level]), y2: scale.y(limits[level]),
    })),
    drawn("path", { class: "line", d: path(points, scale) }),
    ...points.flatMap((point, number) => mark(point, number, scale, points.length > 60 ? 2 : 4)));
}

// rows: [{name, figure, chosen}]: a dot for the rate and a line for its interval.
function rateChart(text, rows) {
  const rated = rows.filter(({ figure }) => figure !== null && figure.rate !== null);
  const ticks = axisTo(Math.max(1, ...rated.map(({ figure }) => Number(figure.upper))));
  const [start, step, foot] = [230, 34, 36];
  const bottom = TOP + rows.length * step;
  const x = (value) => start + (WIDTH - start - RIGHT) * value / ticks.at(-1);
  const axis = ticks.flatMap((tick) => [
    drawn("line", { class: tick ? "grid" : "base", x1: x(tick), x2: x(tick), y1: TOP, y2: bottom }),
    drawn("text", { x: x(tick), y: bottom + 20, "text-anchor": "middle" },
      tick.toLocaleString("en-GB", { maximumFractionDigits: 1 })),
  ]);
  const marks = rows.flatMap(({ name, figure, chosen }, number) => {
    const y = TOP + (number + 0.5) * step;
    const label = drawn("text", { x: start - 10, y: y + 5, "text-anchor": "end" }, name);
    if (figure === null || figure.rate === null) {
      return [label, drawn("text", { x: start + 8, y: y + 5 }, figure === null ? "[x]" : "no rate")];
    }
    return [label,
      drawn("line", { class: "interval", x1: x(figure.lower), x2: x(figure.upper), y1: y, y2: y }),
      drawn("circle", { class: chosen ? "point chosen" : "point", cx: x(figure.rate), cy: y, r: 6 })];
  });
  return chart(bottom + foot, text, ...axis, ...marks);
}
