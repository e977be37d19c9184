// Scrolls from where the last pass ended to the end of the page, one window's height at a time, so that everything
// that loads when it comes into view is asked for. Runs in a world of its own: the page's scripts cannot change what it
// uses. Gets {from, limit, steps, milliseconds}; gives back where it came to.
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
  const first = root().scrollHeight;
  let at = order.from;
  let steps = 0;
  const going = () => at < height() && steps < order.steps && performance.now() - begun < order.milliseconds;
  while (going()) {
    scrollTo({ top: at, left: 0, behavior: 'instant' });
    await frame();
    at += step;
    steps += 1;
  }
  scrollTo({ top: height(), left: 0, behavior: 'instant' });
  await frame();
  return { steps, at: Math.min(at, height()), first, height: root().scrollHeight, ended: at >= height() };
}
