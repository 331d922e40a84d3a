/**
 * The binary answer of the API, `application/vnd.leap.arrays`:
 *
 *     "LEAP"   4 bytes
 *     H        uint32, little-endian: length of the header
 *     header   H bytes of JSON, padded with spaces so that 8 + H is a multiple of 8
 *     arrays   each at 8 + H + offset; offsets are multiples of 8
 */
const views = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
};

const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Reads the arrays of `buffer` without copying them.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{header: object, shapes: Object<string, number[]>}} with one typed array more for each name
 * @throws {Error} when the bytes are not what the header says
 */
export function parseArrays(buffer) {
  if (!littleEndian) throw new Error('this computer is big-endian, which the page does not support');
  if (buffer.byteLength < 8) throw new Error(`${buffer.byteLength} bytes are too few for arrays`);
  const bytes = new Uint8Array(buffer);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'LEAP') throw new Error('the answer does not begin with LEAP');
  const base = 8 + new DataView(buffer).getUint32(4, true);
  if (base > buffer.byteLength || base % 8) throw new Error('the header of the arrays has an impossible length');
  const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, base)));
  const answer = { header, shapes: {} };
  for (const { name, dtype, shape, offset } of header.arrays) {
    const View = views[dtype];
    if (!View) throw new Error(`the array ${name} has the unknown type ${dtype}`);
    const count = shape.reduce((product, size) => product * size, 1);
    const start = base + offset;
    if (offset % 8 || offset < 0 || !(start + count * View.BYTES_PER_ELEMENT <= buffer.byteLength)) {
      throw new Error(`the array ${name} reaches past the end of the answer`);
    }
    answer[name] = new View(buffer, start, count);
    answer.shapes[name] = shape;
  }
  return answer;
}
