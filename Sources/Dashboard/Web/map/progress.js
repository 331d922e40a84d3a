import { fill, h, stylesheet } from '../core/dom.js';
import { count, stageWords } from '../core/format.js';
import { sayHowFar } from '../widgets/placeholders.js';

/** A run under way: its stage and how far it is; a click opens it. Goes away when the run ends. */
export function mountProgress(element, app) {
  const preview = element.appendChild(h('div', { hidden: true }, 'Preview: the map is not finished'));
  const box = element.appendChild(h('div.progress', { role: 'status', hidden: true }));
  let running = null;
  let last = null;

  function draw() {
    if (!running) return;
    const { run, stage, done, total, unit, note } = last;
    box.hidden = false;
    const bar = h('progress', { max: total || 1, aria: { label: `${stage} of ${run}` } });
    if (total) bar.value = done;
    const units = [total ? `${count(done)} of ${count(total)}` : done > 0 && count(done), unit].filter(Boolean).join(' ');
    fill(
      box,
      h('b', run),
      ` ${stageWords(stage)} `,
      bar,
      (total || done > 0) && h('span.numbers', ` ${units}`),
      note && h('span.mute', ` ${note}`),
      run !== app.run?.name && h('button.link', { type: 'button', onclick: () => app.chooseRun(run) }, 'Open'),
    );
  }

  app.events.on('progress', async (progress) => {
    if (!progress.run) return sayHowFar(progress); // a request's, which its panel shows
    running = progress.run;
    last = progress;
    await stylesheet(new URL('progress.css', import.meta.url));
    draw();
  });
  app.on('run', draw);
  app.on('place', (place) => (preview.hidden = !place?.preview));
  app.on('project', ({ runs }) => {
    const run = runs.find(({ name }) => name === running);
    if (!running || run?.state === 'running') return;
    box.hidden = true;
    const text = run?.state === 'finished' ? `${running} has finished` : `${running} has ended: ${run?.state ?? 'deleted'}`;
    app.toast({ text });
    running = null;
  });
}
