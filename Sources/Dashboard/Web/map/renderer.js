import { beginProgram, uniformPlaces } from './shaders.js';

const attributes = ['x', 'y', 'from', 'to', 'sizeFrom', 'sizeTo', 'flag'];
const uniforms = ['view', 'resolution', 'rows', 'blend', 'size', 'alpha', 'palette', 'background', 'ink'];

/**
 * Draws dots with WebGL2. Each attribute is a column of its own, as it came: 12 bytes a dot; the element buffer says
 * which dots are drawn and in which order. Shaders compile while the caller fetches.
 */
export class Renderer {
  kind = 'WebGL2';
  #buffers = {};
  #program;
  #where = null;
  #count = 0;
  #order;
  #texture;

  /**
   * @param {HTMLCanvasElement} canvas
   * @throws {Error} where there is no WebGL2
   */
  constructor(canvas) {
    const gl = canvas.getContext('webgl2', {
      antialias: false,
      alpha: false,
      depth: false,
      powerPreference: 'high-performance',
    });
    if (!gl) throw new Error('this browser has no WebGL2');
    this.canvas = canvas;
    this.gl = gl;
    this.#program = beginProgram(gl, attributes);
    this.#texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 256, 2);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    this.#order = gl.createBuffer();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA); // premultiplied
  }

  /** Whether the browser has taken the context away. */
  get lost() {
    return this.gl.isContextLost();
  }

  /**
   * @param {string} name x, y (Float32Array), from, to, sizeFrom, sizeTo, flag (Uint8Array), one value a dot
   */
  setColumn(name, values) {
    const { gl } = this;
    const bytes = values instanceof Uint8Array;
    const known = (this.#buffers[name] ??= { buffer: gl.createBuffer(), length: -1 });
    gl.bindBuffer(gl.ARRAY_BUFFER, known.buffer);
    if (known.length === values.byteLength) gl.bufferSubData(gl.ARRAY_BUFFER, 0, values);
    else gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
    known.length = values.byteLength;
    known.type = bytes ? gl.UNSIGNED_BYTE : gl.FLOAT;
    known.normalized = name.startsWith('size');
  }

  /** Exchanges two columns without moving their bytes. */
  swapColumns(a, b) {
    [this.#buffers[a], this.#buffers[b]] = [this.#buffers[b], this.#buffers[a]];
  }

  /** @param {Uint32Array} rows that are drawn, the first below all others */
  setOrder(rows) {
    const { gl } = this;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#order);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, rows, gl.DYNAMIC_DRAW);
    this.#count = rows.length;
  }

  /** @param {Uint8Array} colors 256 times red, green, blue, alpha */
  setPalette(row, colors) {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, row, 256, 1, gl.RGBA, gl.UNSIGNED_BYTE, colors);
  }

  /** @param {number} width in CSS pixels */
  resize(width, height, ratio) {
    this.ratio = ratio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
  }

  /**
   * @param {object} frame camera {cx, cy, k}, rows, blend, size (CSS pixels), alpha, background, ink (0 to 255), ranges
   *   (list of [from, to) in the order)
   */
  draw({ camera, rows, blend, size, alpha, background, ink, ranges }) {
    const { gl, ratio, canvas } = this;
    if (gl.isContextLost()) return;
    const at = (this.#where ??= uniformPlaces(gl, this.#program, uniforms));
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(...background.map((channel) => channel / 255), 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!this.#count) return;
    gl.useProgram(this.#program);
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    gl.uniform1i(at.palette, 0);
    gl.uniform4f(at.view, camera.cx, camera.cy, camera.k * ratio, camera.k * ratio);
    gl.uniform2f(at.resolution, canvas.width, canvas.height);
    gl.uniform2i(at.rows, ...rows);
    gl.uniform1f(at.blend, blend);
    gl.uniform4f(at.size, ...size.map((pixels) => pixels * ratio));
    gl.uniform3f(at.alpha, ...alpha);
    gl.uniform3f(at.background, ...background.map((channel) => channel / 255));
    gl.uniform3f(at.ink, ...ink.map((channel) => channel / 255));
    attributes.forEach((name, i) => {
      const { buffer, type, normalized } = this.#buffers[name];
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, 1, type, normalized, 0, 0);
    });
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#order);
    for (const [from, to] of ranges) {
      if (to > from) gl.drawElements(gl.POINTS, to - from, gl.UNSIGNED_INT, from * 4);
    }
  }

  /** Waits until the dots are drawn. Costs a trip to the graphics processor: for measurements. */
  finish() {
    this.gl.readPixels(0, 0, 1, 1, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  destroy() {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
