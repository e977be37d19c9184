// Scrolls from where the last pass ended to the end of the page, one window's height at a time, so that everything
// that loads when it comes into view is asked for; beyond what the page was tall at first, {extra} windows at most. Runs in a world of its own: the page's scripts cannot change what it
// uses. Gets {from, first, limit, extra, milliseconds}; gives back where it came to.
async (order) => {
  const of = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const root = () => of('scrollingElement') || of('documentElement');
  const begun = performance.now();
  const frame = () => new Promise((done) => {
    const late = setTimeout(done, 100);
    requestAnimationFrame(() => { clearTimeout(late); setTimeout(done, 0); });
  });
  const height = () => Math.min(root().scrollHeight, order.limit);
  const step = Math.max(200, Math.floor(innerHeight * 0.9));
  const first = order.first || root().scrollHeight;
  let at = order.from;
  let steps = 0;
  let beyond = 0;
  const going = () => at < height() && (at < first || beyond < order.extra)
    && performance.now() - begun < order.milliseconds;
  while (going()) {
    scrollTo({ top: at, left: 0, behavior: 'instant' });
    await frame();
    if (at >= first) beyond += 1;
    at += step;
    steps += 1;
  }
  if (at >= height()) scrollTo({ top: height(), left: 0, behavior: 'instant' });
  await frame();
  return { steps, beyond, at: Math.min(at, height()), first, height: root().scrollHeight };
}
