// Waits until the pictures of the page are loaded or given up, at most {milliseconds}; then back to {x, y}.
async (order) => {
  const of = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
  const waiting = () => Array.prototype.filter.call(of('images'), (one) => !one.complete);
  const end = performance.now() + order.milliseconds;
  while (waiting().length && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
  scrollTo({ top: order.y, left: order.x, behavior: 'instant' });
  await new Promise((done) => {
    const late = setTimeout(done, 100);
    requestAnimationFrame(() => { clearTimeout(late); setTimeout(done, 0); });
  });
  return { waiting: waiting().length };
}
