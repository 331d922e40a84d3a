/**
 * Colors of classes and numbers. The ten class colors can be told apart with each kind of color blindness: at least 12.6
 * CIEDE2000 between any two on the dark background, 12.3 on the light one (Machado 2009, severity 1; normal sight 20).
 */
const dark = 'f48d8d 75a8fc f7bdea e73b8e 8a68d9 9af6cf 358b8d faec33 a6785c 83aa11'.split(' ');
const light = '983e85 6164d0 be7eb3 ec1063 2c0097 158e6f 475c3e 776402 6e1300 93990b'.split(' ');

const stops = {
  ember: '3e4e79 73499f ae3e8c d25073 ed6259 fb854a fea94f fed487 f9f6b7',
  ice: '313b5d 30568b 2673a7 068eb8 15a9c0 35c5c4 6ae1c5 aef9c5 eafecb',
  // On light ground the far end must be the dark one.
  'ember-light': 'cdb9b0 e0a58f e5896d df6a56 cf4a52 b23059 8d1f5e 651659 3c1149',
  'ice-light': 'b9cdbd 93c3b4 6cb6b1 48a6b0 2f92ad 2a7ba3 2e6391 324b78 2f3459',
  diverging: '3b6fd6 5d8be2 86abec b3caf3 f4f4f6 f3c0b4 e8917f d8604f c02f2c',
};

export const rgb = (hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));

const ramps = Object.fromEntries(Object.entries(stops).map(([name, text]) => [name, text.split(' ').map(rgb)]));

/** @returns {(t: number) => [number, number, number]} t from 0 to 1, channels from 0 to 255 */
export function ramp(name) {
  const colors = ramps[name];
  if (!colors) throw new Error(`there is no color ramp ${name}`);
  return (t) => {
    const at = Math.min(Math.max(t, 0), 1) * (colors.length - 1);
    const low = Math.min(Math.floor(at), colors.length - 2);
    return colors[low].map((channel, i) => Math.round(channel + (colors[low + 1][i] - channel) * (at - low)));
  };
}

export const css = ([r, g, b], alpha = 1) => (alpha === 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha})`);

/** The colors of one theme. */
export class Colors {
  constructor(theme) {
    this.theme = theme;
    this.background = theme === 'light' ? [250, 250, 251] : [13, 17, 23];
    this.ink = theme === 'light' ? [28, 34, 44] : [230, 235, 242];
    /** Of samples without a value. */
    this.missing = theme === 'light' ? [176, 182, 190] : [84, 94, 108];
    this.classes = (theme === 'light' ? light : dark).map(rgb);
  }

  /** Channels of class `i`. Past ten they come again, lighter and darker in turn: names must tell those apart. */
  channelsOfClass(i) {
    const base = this.classes[i % 10];
    const round = Math.floor(i / 10);
    if (!round) return base;
    const to = round % 2 ? this.ink : this.background;
    const share = Math.min(0.25 + 0.12 * Math.floor((round - 1) / 2), 0.6);
    return base.map((channel, k) => Math.round(channel + (to[k] - channel) * share));
  }

  /** CSS color of class `i`, '#rrggbb'. */
  ofClass(i) {
    return `#${this.channelsOfClass(i).map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  }

  /** A ramp by name (`ember`, `ice`, `diverging`), in the variant of the theme. */
  ramp(name) {
    return ramp(this.theme === 'light' && ramps[`${name}-light`] ? `${name}-light` : name);
  }
}
