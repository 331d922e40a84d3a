import { fill, h, stylesheet } from '../../core/dom.js';
import { failure } from '../../widgets/placeholders.js';

/** `module` and `styles`: names in the folder of the page. `room`: how much of the page's width the panel gets. */
const tabs = [
  {
    name: 'sample',
    title: 'Sample',
    module: 'panels/sample/sample.js',
    styles: ['widgets/probability-bars.css', 'panels/sample/sample.css'],
  },
  {
    name: 'analysis',
    title: 'Analysis',
    module: 'panels/analysis/analysis.js',
    styles: [
      'widgets/fields.css', 'widgets/placeholders.css', 'widgets/probability-bars.css', 'heat/heat.css', 'heat/colorbar.css',
      'heat/evidence.css', 'panels/analysis/analysis.css',
    ],
    room: 'side',
  },
  {
    name: 'similars',
    title: 'Similars',
    module: 'panels/similars/similars.js',
    styles: [
      'widgets/fields.css', 'widgets/placeholders.css', 'heat/heat.css', 'heat/colorbar.css', 'panels/similars/similars.css',
      'panels/similars/pair.css',
    ],
  },
  {
    name: 'insights',
    title: 'Insights',
    module: 'panels/insights/insights.js',
    styles: [
      'widgets/fields.css', 'widgets/placeholders.css', 'panels/insights/insights.css', 'panels/insights/insight-report.css',
    ],
  },
  {
    name: 'metrics',
    title: 'Metrics',
    module: 'panels/metrics/metrics.js',
    styles: ['widgets/fields.css', 'widgets/placeholders.css', 'charts/charts.css', 'panels/metrics/metrics.css'],
    room: 'wide',
  },
  {
    name: 'runs',
    title: 'Runs',
    module: 'panels/runs/runs.js',
    styles: [
      'widgets/fields.css', 'widgets/placeholders.css', 'charts/charts.css', 'panels/runs/runs.css', 'panels/runs/compare.css',
    ],
    room: 'wide',
  },
];
/** What every panel has. */
const shared = ['widgets/parts.css'];

/** @param {string} name of a file, in the folder of the page */
const address = (name) => new URL(`../../${name}`, import.meta.url);

/** The right side of the page: a list of tabs, and the panel of the chosen one. Panels load when first opened. */
export function mountTabs(element, app) {
  let panel = null; // what mount() of the open panel returned
  let open = null; // name of the open tab
  let turn = 0;

  const buttons = tabs.map(({ name, title }) =>
    h(
      'button',
      {
        type: 'button',
        id: `tab-${name}`,
        role: 'tab',
        aria: { controls: 'tab-panel' },
        onclick: () => app.view.set({ tab: name }, { push: true }),
        onkeydown: (event) => move(event, name),
      },
      title,
    ),
  );
  const list = h('div.tabs', { role: 'tablist', aria: { label: 'Panels' } }, buttons);
  const body = h('div.panel-body', { id: 'tab-panel', role: 'tabpanel', tabIndex: 0 });
  fill(element, list, body);

  function move(event, name) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (tabs.findIndex((tab) => tab.name === name) + step + tabs.length) % tabs.length;
    app.view.set({ tab: tabs[next].name }, { push: true });
    buttons[next].focus();
  }

  async function show(again = false) {
    if (!app.run) return;
    const tab = tabs.find(({ name }) => name === app.view.get().tab) ?? tabs[0];
    if (tab.name === open && !again) return;
    open = tab.name;
    const mine = ++turn;
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(tabs[i] === tab));
      button.tabIndex = tabs[i] === tab ? 0 : -1;
    });
    body.setAttribute('aria-labelledby', `tab-${tab.name}`);
    document.body.dataset.room = tab.room ?? '';
    try {
      await app.pictured.promise;
      if (mine !== turn) return;
      const styled = [...shared, ...tab.styles].map((name) => stylesheet(address(name)));
      const [module] = await Promise.all([import(address(tab.module)), ...styled]);
      if (mine !== turn) return;
      panel?.destroy();
      panel = null;
      const place = h('div.panel', { class: `panel-${tab.name}` });
      fill(body, place);
      body.scrollTop = 0;
      panel = module.mount(place, app);
    } catch (error) {
      if (mine !== turn) return;
      console.error(error);
      fill(body, failure({ problem: `the panel ${tab.title} could not be opened: ${error.message}`, remedy: 'reload the page' }));
    }
  }

  app.view.on('tab', () => show());
  app.on('run', () => show(true));
}
