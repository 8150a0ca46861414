// Without this file the ways by code and by paper remain. Read before the page is drawn, so that the box for the
// signature stands there from the first and pushes nothing aside.
document.documentElement.dataset.scripted = "";

const LEAST_STEP = 3;

function prepare(form) {
  const canvas = form.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const field = form.querySelector("[name$=path]");
  let strokes = [];
  let drawing = null;

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
    return [
      within(((event.clientX - box.left) * canvas.width) / box.width, canvas.width),
      within(((event.clientY - box.top) * canvas.height) / box.height, canvas.height),
    ];
  };
  const write = () => {
    const long = strokes.filter((stroke) => stroke.length > 1);
    field.value = long.map((stroke) => "M" + stroke.map(([x, y]) => `${x} ${y}`).join("L")).join("");
  };

  Object.assign(pen, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: "#1c2024" });

  canvas.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = event.pointerId;
    strokes.push([at(event)]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    const stroke = strokes.at(-1);
    for (const moved of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = at(moved);
      const [px, py] = stroke.at(-1);
      if (Math.hypot(x - px, y - py) < LEAST_STEP) continue;
      stroke.push([x, y]);
      pen.beginPath();
      pen.moveTo(px, py);
      pen.lineTo(x, y);
      pen.stroke();
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== drawing) return;
      drawing = null;
      write();
    });
  }
  form.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    pen.clearRect(0, 0, canvas.width, canvas.height);
    write();
  });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-draw]").forEach(prepare));
