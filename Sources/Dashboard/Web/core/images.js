import * as api from './api.js';
import { h } from './dom.js';
import { Recent } from './store.js';

const tilesPerRow = 32;

/**
 * Pictures of samples. Thumbnails that are asked for in the same frame travel in one sprite; the last 4,096 are kept.
 */
export class Images {
  #tiles = new Recent(4096);
  #wanted = new Map();

  constructor(run) {
    this.run = run;
    const [, height, width] = [1, ...run.input.shape].slice(-3);
    /** Size of a sample's picture in pixels. */
    this.width = width;
    this.height = height;
  }

  /**
   * The pictures of up to 1,024 rows, one canvas each, in the order of `rows`.
   *
   * @returns {Promise<HTMLCanvasElement[]>}
   */
  async sprite(rows, { signal } = {}) {
    if (!rows.length) return [];
    const path = `/runs/${encodeURIComponent(this.run.name)}/sprite?rows=${[...rows].join(',')}`;
    const bitmap = await createImageBitmap(await api.picture(path, { signal }));
    const { width, height } = this;
    const tiles = [...rows].map((row, i) => {
      const canvas = h('canvas.tile', { width, height });
      const x = (i % tilesPerRow) * width;
      canvas.getContext('2d').drawImage(bitmap, x, Math.floor(i / tilesPerRow) * height, width, height, 0, 0, width, height);
      return canvas;
    });
    bitmap.close();
    return tiles;
  }

  /**
   * An element of the sample's picture, crisp at any size; empty until the picture has come.
   *
   * @param {{label?: string}} options label: what screen readers say; without, the picture is decoration
   */
  thumb(row, { label = '' } = {}) {
    const canvas = h('canvas.thumb', {
      width: this.width,
      height: this.height,
      role: 'img',
      aria: label ? { label } : { hidden: 'true' },
    });
    this.tile(row).then(
      (tile) => canvas.getContext('2d').drawImage(tile, 0, 0),
      () => canvas.classList.add('missing'),
    );
    return canvas;
  }

  /** @returns {Promise<HTMLCanvasElement>} the shared picture of a row; to be copied, not to be placed */
  tile(row) {
    const known = this.#tiles.get(row);
    if (known) return known;
    const tile = new Promise((resolve, reject) => {
      if (!this.#wanted.size) requestAnimationFrame(() => this.#fetch());
      this.#wanted.set(row, { resolve, reject });
    });
    this.#tiles.set(row, tile);
    tile.catch(() => this.#tiles.delete(row));
    return tile;
  }

  /** Address of a sample's picture, each pixel `scale` wide. */
  address(sample, scale = 1) {
    const path = `/runs/${encodeURIComponent(this.run.name)}/samples/${encodeURIComponent(sample)}/image`;
    return api.url(scale > 1 ? `${path}?scale=${scale}` : path);
  }

  #fetch() {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    for (let at = 0; at < wanted.length; at += 1024) {
      const part = wanted.slice(at, at + 1024);
      this.sprite(part.map(([row]) => row)).then(
        (tiles) => part.forEach(([, { resolve }], i) => resolve(tiles[i])),
        (error) => part.forEach(([, { reject }]) => reject(error)),
      );
    }
  }
}
