// The text that a person sees in this frame, at most {limit} characters of it.
(order) => {
  const body = Object.getOwnPropertyDescriptor(Document.prototype, 'body').get.call(document)
    || Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement').get.call(document);
  const text = body ? String(body.innerText ?? body.textContent ?? '') : '';
  return { length: text.length, text: text.slice(0, order.limit), url: String(location.href).slice(0, 2000) };
}
