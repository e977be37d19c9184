// The text that a person sees in this frame, at most {limit} characters of it: that of the document, then that of its
// open shadow trees, which `innerText` leaves out.
(order) => {
  const getter = (kind, name) => Object.getOwnPropertyDescriptor(kind.prototype, name).get;
  const of = (name) => getter(Document, name).call(document);
  const shadow = getter(Element, 'shadowRoot');
  const body = of('body') || of('documentElement');
  const UNSEEN = /^(style|script|template|link|noscript)$/i;
  const parts = [body ? String(body.innerText ?? body.textContent ?? '') : ''];
  const waiting = order.limit ? [document] : [];
  for (let at = 0; at < waiting.length && at < 20000; at += 1) {
    const find = at ? DocumentFragment.prototype.querySelectorAll : Document.prototype.querySelectorAll;
    for (const one of find.call(waiting[at], '*')) {
      const tree = shadow.call(one);
      if (tree && one.getClientRects().length) waiting.push(tree);
      else if (tree && getComputedStyle(one).display === 'contents') waiting.push(tree);
    }
    if (!at) continue;
    for (const node of waiting[at].childNodes) {
      if (node.nodeType === 3) parts.push(node.data);
      else if (node.nodeType === 1 && !UNSEEN.test(node.localName) && getComputedStyle(node).display !== 'none') {
        parts.push(String(node.innerText ?? node.textContent ?? ''));
      }
    }
  }
  const text = parts.filter((one, place) => !place || /\S/.test(one)).join('\n');
  return { length: text.length, text: text.slice(0, order.limit), url: String(location.href).slice(0, 2000) };
}
