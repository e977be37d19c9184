// Whether the page shows other words or pictures while its picture is taken than before. The window is made as tall as
// the page for that, which a page can notice: it may show a camera something else, and take it back again. Runs in a
// world of its own, behind the page's own listeners. {begin: true} begins, {begin: false} ends and gives {changed}.
(order) => {
  const getter = (kind, name) => Object.getOwnPropertyDescriptor(kind.prototype, name).get;
  const of = (name) => getter(Document, name).call(document);
  const LIMIT = 4000000;
  const look = () => {
    const body = of('body') || of('documentElement');
    const words = String((body && (body.innerText ?? body.textContent)) ?? '').replace(/\s+/g, ' ').slice(0, LIMIT);
    const pictures = Array.from(of('images')).slice(0, 5000).map((one) => one.currentSrc.slice(0, 2000)).join('\n');
    return [words, pictures, of('title').slice(0, 2000), location.href.slice(0, 8000)].join('\u0000');
  };
  const held = globalThis.affiantWatch;
  if (order.begin) {
    held?.end();
    const before = look();
    const watch = { changed: false, looks: 0 };
    const again = () => {
      if (watch.changed || (watch.looks += 1) > 12) return;
      watch.changed = look() !== before;
    };
    const later = () => { again(); requestAnimationFrame(() => { again(); setTimeout(again, 0); }); };
    const kinds = ['resize', 'beforeprint', 'visibilitychange'];
    kinds.forEach((kind) => addEventListener(kind, later));
    const mutations = new MutationObserver(again);
    mutations.observe(document, {
      attributeFilter: ['src', 'srcset'], attributes: true, characterData: true, childList: true, subtree: true,
    });
    watch.end = () => {
      again();
      kinds.forEach((kind) => removeEventListener(kind, later));
      mutations.disconnect();
      return watch.changed;
    };
    globalThis.affiantWatch = watch;
    return { changed: false };
  }
  globalThis.affiantWatch = undefined;
  return { changed: held ? held.end() : true };
}
