import { fill, h, icon } from '../../core/dom.js';
import { count } from '../../core/format.js';
import { mountFilter } from './filter.js';
import { openHelp } from './help.js';

/** Project, run, subsets, filter, and how many samples are shown. */
export function mount(element, app) {
  const project = h('b.project');
  const runs = h('select', {
    id: 'run',
    aria: { label: 'Run' },
    onchange: () => app.chooseRun(runs.value),
  });
  const subsets = h('div.segmented.subsets', { role: 'group', aria: { label: 'Subsets' } });
  const shown = h('output.shown', { aria: { label: 'Samples shown' } });
  const filter = h('div.filter');
  const button = (name, title, onclick) => h('button.bare', { type: 'button', title, aria: { label: title }, onclick }, icon(name));
  const theme = button('sun', 'Dark or light (D)', () => app.toggleTheme());
  const showTheme = () => fill(theme, icon(app.colors.theme === 'light' ? 'moon' : 'sun'));
  fill(
    element,
    h('span.brand', h('img', { src: '/assets/icon.svg', alt: '', width: 22, height: 22 }), 'Leap'),
    h('h1', project),
    runs,
    subsets,
    filter,
    shown,
    h(
      'div.buttons',
      button('undo', 'Undo (Ctrl+Z)', () => app.undoLast()),
      theme,
      button('help', 'Keyboard shortcuts (?)', () => openHelp(app)),
    ),
  );
  mountFilter(filter, app);

  function listRuns() {
    project.textContent = app.project?.name ?? '';
    document.title = app.project ? `${app.project.name} · Leap` : 'Leap';
    const list = app.project?.runs ?? (app.run ? [app.run] : []);
    const newest = [...list].sort((a, b) => b.created - a.created);
    fill(runs, newest.map((run) => h('option', { value: run.name, selected: run.name === app.run?.name }, titleOf(run))));
  }

  function listSubsets() {
    if (!app.run) return;
    const { subsets: chosen } = app.view.get();
    const focused = document.activeElement?.dataset?.subset;
    fill(
      subsets,
      app.run.subsets.map(({ name, count: size }) =>
        h(
          'button',
          {
            type: 'button',
            title: `${count(size)} samples; Alt+click: only these`,
            aria: { pressed: String(!chosen || chosen.includes(name)) },
            data: { subset: name },
            onclick: (event) => toggle(name, event.altKey),
          },
          name,
        ),
      ),
    );
    if (focused) subsets.querySelector(`[data-subset="${CSS.escape(focused)}"]`)?.focus();
  }

  function toggle(name, only) {
    const all = app.run.subsets.map((subset) => subset.name);
    const before = app.view.get().subsets ?? all;
    const next = only ? [name] : all.filter((one) => before.includes(one) !== (one === name));
    app.view.set({ subsets: next.length === all.length ? null : next }, { push: true });
  }

  function countShown() {
    const all = app.run.sample_count;
    fill(shown, h('b', count(app.shown.count)), ` of ${count(all)}`);
  }

  showTheme();
  app.on('theme', showTheme);
  app.on('project', listRuns);
  app.on('run', () => {
    listRuns();
    listSubsets();
    countShown();
    app.shown.on('change', countShown);
  });
  app.view.on('subsets', listSubsets);
}

const states = { running: 'running', failed: 'failed', stopped: 'stopped' };

/** How a run is named in lists: its title, accuracy and state. */
function titleOf({ name, title, facts, state }) {
  const accuracy = facts?.validation_accuracy;
  const percentage = typeof accuracy === 'number' ? `${(100 * accuracy).toFixed(2)} %` : null;
  return [name, title, states[state] ?? percentage].filter(Boolean).join(' · ');
}
