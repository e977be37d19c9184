// What the page says of itself, and what the completeness check goes by: bounded values, no judgement. Runs in a world
// of its own, and reads built-in properties past names that the page may have given to elements.
(order) => {
  const getter = (kind, name) => Object.getOwnPropertyDescriptor(kind.prototype, name).get;
  const of = (name) => getter(Document, name).call(document);
  const shadow = getter(Element, 'shadowRoot');
  const inner = getter(HTMLElement, 'innerText');
  const scrollHeight = getter(Element, 'scrollHeight');
  const clientHeight = getter(Element, 'clientHeight');
  const tag = getter(Element, 'localName');
  const find = (tree, query) => {
    const kind = tree === document ? Document : tree instanceof DocumentFragment ? DocumentFragment : Element;
    return Array.from(kind.prototype.querySelectorAll.call(tree, query));
  };
  const treesIn = (start) => {
    const trees = [start];
    for (let at = 0; at < trees.length && at < 20000; at += 1) {
      find(trees[at], '*').forEach((one) => { const tree = shadow.call(one); if (tree) trees.push(tree); });
    }
    const own = start !== document && shadow.call(start);
    return own ? [...trees, own] : trees;
  };
  const trees = treesIn(document);
  const all = (query, within) => (within ? treesIn(within) : trees).flatMap((tree) => find(tree, query));
  const everything = () => trees.flatMap((tree) => find(tree, tree === document ? 'body *' : '*'));
  const cut = (value, limit) => String(value ?? '').slice(0, limit);
  const attribute = (one, name) => Element.prototype.getAttribute.call(one, name);
  const root = of('documentElement');
  const scroller = of('scrollingElement') || root;
  const wide = innerWidth;
  const high = innerHeight;
  const box = (one) => Element.prototype.getBoundingClientRect.call(one);
  const seen = (one) => Element.prototype.checkVisibility.call(one, { opacityProperty: true, visibilityProperty: true });
  const told = (one) => (one instanceof HTMLElement ? inner.call(one) : one.textContent);
  const within = (one) => treesIn(one).slice(1).flatMap((tree) => Array.from(tree.children))
    .filter((each) => seen(each) && !/^(style|script|template|link)$/.test(tag.call(each))).map(told);
  const words = (one, limit, more = []) => cut([told(one), ...more].join(' '), 4 * limit).replace(/\s+/g, ' ').trim().slice(0, limit);
  const inWindow = (area) => {
    const width = Math.min(area.right, wide) - Math.max(area.left, 0);
    const height = Math.min(area.bottom, high) - Math.max(area.top, 0);
    return width > 0 && height > 0 ? (width * height) / (wide * high) : 0;
  };
  const PRESSABLE = 'button,[role=button],input[type=button],input[type=submit],summary,a[href]';
  const label = (one) => (tag.call(one) === 'input' ? cut(one.value, 80) : words(one, 80)) || cut(attribute(one, 'aria-label'), 80);

  const overlays = [];
  const marked = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]';
  const named = '[id*=cookie i],[class*=cookie i],[id*=consent i],[class*=consent i],[id*=gdpr i],[class*=gdpr i]';
  const consider = (one, why) => {
    if (overlays.length >= 40 || overlays.some((other) => other.one === one) || !seen(one)) return;
    const area = box(one);
    if (area.width < 20 || area.height < 10) return;
    const inside = all(PRESSABLE, one).filter(seen).slice(0, 30);
    overlays.push({
      one,
      why,
      share: Math.round(inWindow(area) * 100),
      text: words(one, 600, within(one)),
      frames: all('iframe', one).filter(seen).map((each) => box(each)).filter((each) => inWindow(each) > 0.02).length,
      buttons: inside.filter((each) => tag.call(each) !== 'a' || attribute(each, 'role') === 'button').map(label).slice(0, 12),
      password: all('input[type=password]', one).some(seen),
    });
  };
  all(marked).slice(0, 40).forEach((one) => consider(one, 'dialog'));
  all(named).slice(0, 80).forEach((one) => consider(one, 'named'));
  let looked = 0;
  for (const one of everything()) {
    if ((looked += 1) > order.elements) break;
    if (getComputedStyle(one).position === 'fixed' && inWindow(box(one)) > 0.02) consider(one, 'fixed');
  }

  const scrolls = [];
  looked = 0;
  for (const one of everything()) {
    if ((looked += 1) > order.elements) break;
    if (one === scroller || scrollHeight.call(one) < clientHeight.call(one) * 1.3 + 100) continue;
    const area = box(one);
    if (inWindow(area) < 0.4 || !/auto|scroll|overlay/.test(getComputedStyle(one).overflowY)) continue;
    scrolls.push({ shown: clientHeight.call(one), height: scrollHeight.call(one) });
  }

  const pictures = { total: 0, waiting: 0, broken: [] };
  for (const one of all('img').slice(0, order.elements)) {
    const area = box(one);
    if (!one.currentSrc && !attribute(one, 'src') && !attribute(one, 'srcset')) continue;
    if (!seen(one)) continue;
    pictures.total += 1;
    if (!one.complete) pictures.waiting += 1;
    else if (!one.naturalWidth && (area.width > 1 || area.height > 1)) pictures.broken.push(cut(one.currentSrc || attribute(one, 'src'), 500));
  }
  const brokenCount = pictures.broken.length;
  pictures.broken = pictures.broken.slice(0, 50);

  const foldable = all('button,[role=button],summary,a[href],[aria-expanded=false],[tabindex]').slice(0, order.elements)
    .filter((one) => seen(one) && box(one).height > 0)
    .map((one) => ({ text: label(one), expanded: cut(attribute(one, 'aria-expanded'), 10), tag: tag.call(one) }))
    .filter((one) => one.text);
  const closed = all('details:not([open])').filter(seen).length;

  const filled = new Set();
  const walker = Document.prototype.createTreeWalker.call(document, of('body') || root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const range = Document.prototype.createRange.call(document);
  looked = 0;
  for (let node = walker.nextNode(); node && looked < order.elements && filled.size < 2000; node = walker.nextNode()) {
    looked += 1;
    let area = null;
    if (node.nodeType === 3) {
      if (!/\S/.test(node.data)) continue;
      range.selectNodeContents(node);
      area = range.getBoundingClientRect();
    } else if (/^(IMG|VIDEO|CANVAS|SVG)$/i.test(node.tagName)) area = box(node);
    if (!area || area.width < 4 || area.height < 4) continue;
    filled.add(Math.floor((area.top + scroller.scrollTop + area.height / 2) / order.bin));
  }

  const visual = all('img,video,canvas,svg,object,embed').slice(0, 2000)
    .some((one) => { const area = box(one); return seen(one) && area.width * area.height > 2500; });
  const frames = all('iframe,frame').filter((one) => { const area = box(one); return area.width * area.height > 2500; }).length;
  const heading = all('h1,h2').filter(seen).slice(0, 5).map((one) => words(one, 200));
  const link = (query) => { const one = all(query)[0]; return one ? cut(one.href, 2000) : null; };
  return {
    title: cut(of('title'), 1000),
    url: cut(location.href, 16001),
    language: cut(attribute(root, 'lang'), 50),
    direction: cut(attribute(root, 'dir'), 10),
    charset: cut(of('characterSet'), 50),
    content_type: cut(of('contentType'), 100),
    referrer: cut(of('referrer'), 2000),
    last_modified: cut(of('lastModified'), 50),
    state: cut(of('readyState'), 20),
    canonical: link('link[rel~=canonical i]'),
    oembed: all('link[type*=oembed i]').slice(0, 20).map((one) => ({ type: cut(one.type, 100), url: cut(one.href, 2000) })),
    meta: all('meta').slice(0, 300).map((one) => ({
      name: cut(attribute(one, 'name') || attribute(one, 'property') || attribute(one, 'itemprop') || attribute(one, 'http-equiv'), 200),
      content: cut(attribute(one, 'content'), 4000),
    })).filter((one) => one.name),
    json_ld: all('script[type="application/ld+json" i]').slice(0, 50).map((one) => cut(one.textContent, 100000)),
    user_agent: cut(navigator.userAgent, 1000),
    languages: Array.from(navigator.languages).slice(0, 20).map((one) => cut(one, 50)),
    time_zone: cut(Intl.DateTimeFormat().resolvedOptions().timeZone, 100),
    page_clock: new Date().toISOString(),
    scale: Math.round(devicePixelRatio * 100),
    viewport: { width: wide, height: high },
    scroll: { x: Math.round(scrollX), y: Math.round(scrollY) },
    page: { width: scroller.scrollWidth, height: scroller.scrollHeight },
    text_length: of('body') ? String(of('body').innerText ?? '').trim().length : 0,
    links: all('a[href]').length,
    heading,
    visual,
    frames,
    pictures: { ...pictures, broken_count: brokenCount },
    foldable: foldable.slice(0, 1500),
    closed_details: closed,
    overlays: overlays.map(({ one, ...rest }) => rest),
    scrolls: scrolls.slice(0, 20),
    passwords: all('input[type=password]').filter(seen).length,
    filled: Array.from(filled).sort((a, b) => a - b),
  };
}
