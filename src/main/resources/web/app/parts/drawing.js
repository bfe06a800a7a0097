/* Boxes drawn on a canvas that shows a picture as large as fits. */

/** Where a pointer is, in pixels of the picture. */
export function at(event) {
  const canvas = event.currentTarget;
  const bounds = canvas.getBoundingClientRect();
  const scale = Math.min(bounds.width / canvas.width, bounds.height / canvas.height);
  const left = bounds.left + (bounds.width - canvas.width * scale) / 2;
  const top = bounds.top + (bounds.height - canvas.height * scale) / 2;
  const within = (value, most) => Math.round(Math.min(most, Math.max(0, value)));
  return {
    x: within((event.clientX - left) / scale, canvas.width),
    y: within((event.clientY - top) / scale, canvas.height),
  };
}

export const between = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });
