// Reads a line chart under the pointer: each line's value at the step nearest to it, in place of the caption.
// No markup characters in this file: it stands in HTML and in XML alike.
"use strict";
document.querySelectorAll("svg.lines").forEach(chart => {
  const [left, top, right, bottom] = chart.dataset.frame.split(" ").map(Number);
  const [x0, x1, y0, y1] = chart.dataset.range.split(" ").map(Number);
  const caption = chart.parentElement.querySelector(".aside");
  const said = caption.textContent;
  const cursor = chart.querySelector(".cursor");
  const lines = Array.from(chart.querySelectorAll("path.line"), path => ({
    colour: path.parentElement.getAttribute("class"),
    points: Array.from(path.getAttribute("d").matchAll(/[ML]([-\d.]+) ([-\d.]+)/g), m => [Number(m[1]), Number(m[2])]),
  })).filter(line => line.points.length);

  const nearest = (points, x) => points.reduce((a, b) => Math.abs(a[0] - x) > Math.abs(b[0] - x) ? b : a);
  const value = y => (y0 + (bottom - y) / (bottom - top) * (y1 - y0)).toLocaleString("en", { maximumSignificantDigits: 3 });

  chart.addEventListener("pointermove", event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
    const x = Math.max(left, Math.min(right, at.x));
    const found = lines.map(line => ({ colour: line.colour, point: nearest(line.points, x) }));
    cursor.setAttribute("x1", found[0].point[0]);
    cursor.setAttribute("x2", found[0].point[0]);
    const step = Math.round(x0 + (found[0].point[0] - left) / (right - left) * (x1 - x0));
    caption.replaceChildren("step " + step.toLocaleString("en"));
    found.forEach(line => {
      const text = document.createElement("span");
      text.className = "voice " + line.colour;
      text.textContent = value(line.point[1]);
      caption.append(text);
    });
  });
  chart.addEventListener("pointerleave", () => {
    caption.textContent = said;
    cursor.setAttribute("x1", -9);
    cursor.setAttribute("x2", -9);
  });
});
