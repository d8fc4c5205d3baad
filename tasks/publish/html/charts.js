// Charts as SVG. Each has a text of its own; the table behind it says the same in full.

const SVG = "http://www.w3.org/2000/svg";
const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [320, 60, 20, 14, 52];
// On a narrow screen a chart is drawn narrower, so that its words stay as large and nothing scrolls.
const narrow = matchMedia("screen and (max-width: 45rem)");
const width = () => (narrow.matches ? 380 : 860);

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function chart(height, text, ...children) {
  return drawn("svg", {
    class: "chart", viewBox: `0 0 ${width()} ${height}`, role: "img", "aria-label": text,
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
    x: (number) => LEFT + (width() - LEFT - RIGHT) * (names.length < 2 ? 0.5 : number / (names.length - 1)),
    y: (value) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / ticks.at(-1),
  };
  const lines = ticks.flatMap((tick) => [
    drawn("line", { class: tick ? "grid" : "base", x1: LEFT, x2: width() - RIGHT, y1: scale.y(tick), y2: scale.y(tick) }),
    drawn("text", { x: LEFT - 8, y: scale.y(tick) + 5, "text-anchor": "end" },
      tick.toLocaleString("en-GB", { maximumFractionDigits: 1 })),
  ]);
  const every = Math.ceil(names.length / (narrow.matches ? 3 : 7));
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

// points: [{name, short, value, shown, status, outside, judged}]; limits: {mean, lower, upper} or nothing;
// others: points of another area in the same months.
function lineChart(text, points, limits, others = []) {
  const most = Math.max(...[...points, ...others].map((point) => point.value ?? 0), limits?.upper ?? 0);
  const { scale, elements } = frame(axisTo(most), points.map((point) => point.short));
  const start = Math.max(0, points.findIndex((point) => point.judged));
  const levels = limits ? [["mean", "mean"], ["limit", "upper"], ["limit", "lower"]] : [];
  return chart(HEIGHT, text, ...elements,
    ...levels.map(([style, level]) => drawn("line", {
      class: style, x1: scale.x(start), x2: width() - RIGHT,
      y1: scale.y(limits[level]), y2: scale.y(limits[level]),
    })),
    drawn("path", { class: "line other", d: path(others, scale) }),
    drawn("path", { class: "line", d: path(points, scale) }),
    ...points.flatMap((point, number) => mark(point, number, scale, points.length > 60 ? 2 : 4)));
}

// rows: [{name, figure, chosen}]: a dot for the rate and a line for its interval.
function rateChart(text, rows) {
  const rated = rows.filter(({ figure }) => figure !== null && figure.rate !== null);
  const ticks = axisTo(Math.max(1, ...rated.map(({ figure }) => Number(figure.upper))));
  const [start, step, foot] = [narrow.matches ? 160 : 230, 34, 36];
  const bottom = TOP + rows.length * step;
  const x = (value) => start + (width() - start - RIGHT) * value / ticks.at(-1);
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

// A chart as a picture: its lines, dots and words on a canvas, under the lines of text about it.
function picture(svg, about) {
  const [, , wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const [scale, line] = [2, 20];
  const canvas = made("canvas", { width: scale * wide, height: scale * (high + line * (about.length + 1)) });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.font = getComputedStyle(svg.querySelector("text")).font;
  about.forEach((text, number) => pen.fillText(text, 8, line * (number + 1), wide - 16));
  pen.translate(0, line * (about.length + 1));
  for (const element of svg.querySelectorAll("line, path, circle, text")) put(pen, element);
  return canvas;
}

function put(pen, element) {
  const style = getComputedStyle(element);
  const at = (name) => Number(element.getAttribute(name));
  if (element.tagName === "text") {
    pen.fillStyle = style.fill;
    pen.textAlign = { end: "right", middle: "center" }[element.getAttribute("text-anchor")] ?? "left";
    return pen.fillText(element.textContent, at("x"), at("y"));
  }
  const shape = new Path2D(element.getAttribute("d") ?? "");
  if (element.tagName === "line") {
    shape.moveTo(at("x1"), at("y1"));
    shape.lineTo(at("x2"), at("y2"));
  }
  if (element.tagName === "circle") shape.arc(at("cx"), at("cy"), at("r"), 0, 2 * Math.PI);
  pen.lineWidth = parseFloat(style.strokeWidth);
  pen.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat));
  pen.strokeStyle = style.stroke;
  pen.fillStyle = style.fill;
  if (style.fill !== "none") pen.fill(shape);
  pen.stroke(shape);
}
