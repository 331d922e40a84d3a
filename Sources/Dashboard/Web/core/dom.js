import { paths } from './icons.js';

/**
 * An element: `h('button.small', {type: 'button', onclick, aria: {label: 'Fit'}, style: {width: '4px'}}, 'Fit')`.
 *
 * Properties are set where the element has them, else attributes. `aria` and `data` take objects; a child that is
 * null or false is left out.
 */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  if (isChild(properties)) {
    children.unshift(properties);
    properties = {};
  }
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined) continue;
    if (key === 'style') Object.assign(element.style, value);
    else if (key === 'aria') for (const [of, text] of Object.entries(value)) element.setAttribute(`aria-${of}`, text);
    else if (key === 'data') Object.assign(element.dataset, value);
    else if (key === 'class') element.classList.add(...String(value).split(' ').filter(Boolean));
    else if (key in element && key !== 'list' && key !== 'form') element[key] = value;
    else if (key.startsWith('aria-') || typeof value !== 'boolean') element.setAttribute(key, value);
    else element.toggleAttribute(key, value);
  }
  append(element, children);
  return element;
}

const isChild = (value) => typeof value !== 'object' || value instanceof Node || Array.isArray(value);

function append(element, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false && child !== true) element.append(child);
  }
}

/** Replaces all children. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** A 16-pixel line icon that screen readers pass over. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

const sheets = new Map();

/** Loads a style sheet once: `await stylesheet(new URL('help.css', import.meta.url))`. */
export function stylesheet(address) {
  const href = String(address);
  let loaded = sheets.get(href);
  if (!loaded) {
    const link = h('link', { rel: 'stylesheet', href });
    loaded = new Promise((done) => {
      link.onload = done;
      link.onerror = done; // without its style a panel is still of use
    });
    sheets.set(href, loaded);
    document.head.append(link);
  }
  return loaded;
}

/** Lets the browser save `content` under `name`. */
export function download(name, content, type = 'text/csv') {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
