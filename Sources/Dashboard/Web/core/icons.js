/** Line icons of 16 x 16 pixels, drawn for this page. */
export const paths = {
  pan: 'M8 1v14M1 8h14M8 1 6 3M8 1l2 2M8 15l-2-2M8 15l2-2M1 8l2-2M1 8l2 2M15 8l-2-2M15 8l-2 2',
  lasso: 'M8 2.5c3.6 0 6.5 1.9 6.5 4.2S11.6 11 8 11s-6.5-2-6.5-4.3S4.4 2.5 8 2.5M4.5 10.3c-1.2 1.2-.6 2.3.4 2.6s1.3 1 .8 2.1',
  box: 'M2 2h3M7 2h2M11 2h3v3M14 7v2M14 11v3h-3M9 14H7M5 14H2v-3M2 9V7M2 5V2',
  plus: 'M8 2.5v11M2.5 8h11',
  minus: 'M2.5 8h11',
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  previous: 'M10 3 5 8l5 5',
  next: 'M6 3l5 5-5 5',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.7 8 9.2 8 10M8 12.5v.6',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  moon: 'M13.5 9.8A6 6 0 1 1 6.2 2.5a4.8 4.8 0 0 0 7.3 7.3',
  undo: 'M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3',
  trash: 'M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9',
  edit: 'M10.5 3l2.5 2.5L6 12.5l-3 .5.5-3zM9 4.5 11.5 7',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  ring: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3M8 7a1 1 0 1 0 0 2 1 1 0 0 0 0-2',
  lines: 'M3 12 8 8M8 8l5-4.5M8 8l4.5 4M8 8 3.5 4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14',
  clear: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  expand: 'M9.5 2H14v4.5M6.5 14H2V9.5M14 2 9 7M2 14l5-5',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
};

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
