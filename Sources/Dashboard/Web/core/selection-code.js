/**
 * Rows as text for the address: differences of ascending rows, seven bits a byte, as base64url. About 1.4 letters a row
 * in a dense selection.
 */

/** @param {Uint32Array} rows ascending, without repetition */
export function encodeRows(rows) {
  let bytes = '';
  let next = 0;
  for (const row of rows) {
    let step = row - next;
    for (; step > 127; step = Math.floor(step / 128)) bytes += String.fromCharCode((step % 128) | 128);
    bytes += String.fromCharCode(step);
    next = row + 1;
  }
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * @param {number} count rows must be below it
 * @returns {?Uint32Array} ascending rows, null when the text is not one of encodeRows
 */
export function decodeRows(text, count) {
  let bytes;
  try {
    bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null;
  }
  const rows = [];
  let next = 0;
  let step = 0;
  let unit = 1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    step += (byte & 127) * unit;
    unit *= 128;
    if (byte > 127) continue;
    const row = next + step;
    if (row >= count) return null;
    rows.push(row);
    next = row + 1;
    step = 0;
    unit = 1;
  }
  return unit === 1 ? Uint32Array.from(rows) : null;
}
