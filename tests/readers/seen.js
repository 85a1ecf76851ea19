// The characters of a document whose middle lies inside every box that clips it, and those that a box cuts.
(within) => {
  const sum = (box, by) => ({
    left: box.left + by.left, top: box.top + by.top, right: box.right + by.left, bottom: box.bottom + by.top,
  });
  const meet = (a, b) => ({
    left: Math.max(a.left, b.left), top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom),
  });
  const around = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  // The part of the window in which *element* is not clipped, in the coordinates of its own window.
  const clip = (element, view) => {
    let box = {left: 0, top: 0, right: view.innerWidth, bottom: view.innerHeight};
    for (let at = element; at; at = around(at)) {
      const {overflowX, overflowY} = view.getComputedStyle(at);
      const root = at === at.ownerDocument.documentElement || at === at.ownerDocument.body;
      if (!root && (overflowX !== 'visible' || overflowY !== 'visible'))
        box = meet(box, at.getBoundingClientRect());
    }
    if (!view.frameElement) return box;
    const frame = view.frameElement.getBoundingClientRect();
    const outer = clip(view.frameElement, view.parent);
    return meet(box, sum(outer, {left: -frame.left, top: -frame.top}));
  };
  const root = within ? document.querySelector(within) : document.body;
  const box = clip(root, window);
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const text = [], cut = [];
  for (let node; (node = walk.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || /^(?:rp|style|script|title|desc)$/.test(parent.localName)) continue;
    if (!parent.checkVisibility({visibilityProperty: true})) continue;
    let end = 0;
    for (const character of node.data) {
      const start = end;
      end += character.length;
      if (!character.trim()) continue;
      range.setStart(node, start);
      range.setEnd(node, end);
      const it = range.getBoundingClientRect();
      if (!it.width || !it.height) continue;
      const x = (it.left + it.right) / 2, y = (it.top + it.bottom) / 2;
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      text.push(character);
      const out = Math.max(box.left - it.left, it.right - box.right, box.top - it.top, it.bottom - box.bottom);
      if (out > 1) cut.push([character, out]);
    }
  }
  return {text: text.join(''), cut};
}
