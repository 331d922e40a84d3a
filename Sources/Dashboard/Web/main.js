import { status } from './core/api.js';
import { App } from './core/app.js';
import { fill, h } from './core/dom.js';
import { first, project } from './core/start.js';
import * as header from './panels/frame/header.js';
import { addPageKeys } from './panels/frame/help.js';
import { mountTabs } from './panels/frame/tabs.js';
import * as legend from './panels/legend/legend.js';
import * as population from './panels/population.js';
import { empty, failure } from './widgets/placeholders.js';

const part = (id) => document.getElementById(id);
const app = new App();

/** The places of the page that live as long as it does; tabs mount their own panels. */
function mountPage() {
  header.mount(part('header'), app);
  population.mount(part('map'), app);
  legend.mount(part('legend'), app);
  mountTabs(part('panel'), app);
  addPageKeys(app);
}

/** Says what is wrong in the middle of the page, with a way on. */
function refuse(error) {
  const message = failure(error, () => location.reload());
  if (error.status === 404 && app.view.get().run) {
    message.append(h('p', h('a', { href: '#', onclick: openNewest }, 'Open the newest run')));
  }
  fill(part('map'), message);
  fill(part('legend'));
  fill(part('panel'));
}

function openNewest(event) {
  event.preventDefault();
  location.hash = '';
  location.reload();
}

function followServer() {
  const banner = part('banner');
  status.on('change', (reachable) => {
    banner.hidden = reachable;
    fill(banner, reachable ? null : 'The server cannot be reached. The page goes on when it is back: start it with leap-host serve.');
  });
  app.events.on('runs', refreshProject);
  app.events.on('reconnect', refreshProject);
  app.events.on('map', ({ run }) => run === app.run?.name && app.reloadMap());
  app.events.connect();
}

async function refreshProject() {
  try {
    app.project = await app.api.get('/project');
    app.emit('project', app.project);
    if (!app.run && app.project.runs.length) location.reload();
    const stages = (run) => JSON.stringify(run?.stages.map(({ name, state }) => [name, state]));
    const present = app.project.runs.find(({ name }) => name === app.run?.name);
    if (present && stages(present) !== stages(app.run)) await app.reload(); // it has columns or a map that it had not
  } catch (error) {
    app.toast({ text: error.line ?? error.message, kind: 'error' });
  }
}

async function start() {
  followServer();
  let opened = false;
  try {
    const run = await first;
    if (run) {
      mountPage();
      const opening = app.open(run.name, run.requests);
      app.project = await project;
      app.emit('project', app.project);
      await opening;
      opened = true;
    } else {
      app.project = await project;
      fill(part('map'), empty('This project has no run yet', 'Start one with leap-host run. It appears here by itself.'));
    }
  } catch (error) {
    if (!opened) refuse(error);
  }
  app.view.on('run', ({ run }) => {
    if (run && run !== app.run?.name) app.open(run).catch((error) => app.toast({ text: error.line, kind: 'error' }));
  });
}

globalThis.leap = { ready: false, app };
start();
