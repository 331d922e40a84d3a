/** Why two samples are near: heat maps of their likeness on both images, and the features that made it. */

import { fill, h, icon } from '../../core/dom.js';
import { number, percent } from '../../core/format.js';
import { ramp } from '../../core/palette.js';
import { colorBar } from '../../heat/colorbar.js';
import { imagePixels, magnitude } from '../../heat/colormap.js';
import { heatMap } from '../../heat/heatmap.js';
import { segments } from '../../widgets/controls.js';
import { latest } from '../../widgets/latest-request.js';
import { failure, working } from '../../widgets/placeholders.js';

const MOST_FEATURES = 12;
const WORDS = {
  cosine: { value: 'cosine similarity', scale: 'part of the likeness', features: 'Features that made it' },
  l2: { value: 'distance (l2)', scale: 'what brings the other nearer', features: 'Features that set them apart' },
};

/**
 * View state: `likeness` ('cosine' or 'l2'), which is explained; by default the metric of the search, else the cosine.
 * @param {{a: string, b: string, close: () => void}} pair two samples
 * @returns {{destroy: () => void}}
 */
export function mount(element, app, { a, b, close }) {
  const ask = latest();
  const room = h('div.pair-room');
  const metric = segments(
    'What is explained',
    [
      { value: 'cosine', text: 'cosine', title: 'What the features add to the cosine of the two' },
      { value: 'l2', text: 'l2', title: 'What the features add to the distance of the two' },
    ],
    null,
    (value) => app.view.set({ likeness: value }, { push: true }),
  );
  const section = h(
    'section.pair',
    { aria: { label: `Likeness of ${a} and ${b}` } },
    h(
      'div.panel-head',
      h('h3', 'Why are they near?'),
      metric.element,
      h('button.bare', { type: 'button', aria: { label: 'Close the comparison' }, onclick: close }, icon('close')),
    ),
    room,
  );
  fill(element, section);

  async function refresh() {
    const { likeness, metric: searched } = app.view.get();
    const wanted = likeness ?? searched ?? 'cosine';
    metric.set(wanted);
    fill(room, working(`Comparing ${a} with ${b}`, close));
    const words = new URLSearchParams({ a, b, metric: wanted });
    try {
      const answer = await ask((signal) => app.api.arrays(app.runPath(`pair?${words}`), { signal }));
      if (answer) show(answer);
    } catch (error) {
      fill(room, failure(error, refresh));
    }
  }

  function show({ header, maps, images, shapes }) {
    const [, height, width] = shapes.maps;
    const count = width * height;
    const channels = shapes.images[1];
    const words = WORDS[header.metric];
    const bar = colorBar(words.scale);
    const tiles = [a, b].map((sample) => heatMap({
      title: sample, onPoint: (x, y) => tiles.forEach((tile) => tile.show(x, y)),
      marks: [h('button.link.small', { type: 'button', onclick: () => app.openSample(sample) }, 'open')],
    }));
    const look = { most: magnitude(maps), signed: maps.some((value) => value < 0), opacity: 0.85, ramp: ramp('ember') };
    tiles.forEach((tile, i) => {
      const image = images.subarray(i * channels * count, (i + 1) * channels * count);
      tile.draw(
        imagePixels(image, channels, count), maps.subarray(i * count, (i + 1) * count), { width, height }, look,
      );
    });
    bar.draw(look);
    fill(room,
      h('div.pair-maps', { style: { '--aspect': `${width} / ${height}` } }, tiles.map((tile) => tile.element)),
      h('div.pair-facts',
        h(
          'p',
          h('strong', number(header.value)),
          ` ${words.value}, maps by ${header.method}`,
        ),
        bar.element,
        h('h4', words.features),
        features(header.contributions.slice(0, MOST_FEATURES))));
    room.firstChild.style.setProperty('--aspect', `${width} / ${height}`);
  }

  /** Bars of the shares, the largest first. */
  function features(list) {
    const most = Math.max(...list.map(({ share }) => Math.abs(share)), 1e-12);
    return h('ol.features', list.map(({ feature, share }) => h('li',
      h('span.mute', `feature ${feature}`),
      h(
        'span.feature-track',
        h('span.feature-fill', {
          class: share < 0 ? 'against' : null, style: { width: `${(100 * Math.abs(share)) / most}%` },
        }),
      ),
      h('span.number', percent(share)))));
  }

  const off = app.view.on(['likeness', 'metric'], refresh);
  refresh();
  return {
    destroy() {
      off();
      ask.cancel();
      fill(element);
    },
  };
}
