// Rooms of the page import in one direction, what they name is there, and no file is longer than a person reads at once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importsOf, loadedBy, names, read } from './page-files.mjs';

/** Each room, and which others it may import. */
const rooms = {
  core: [],
  widgets: ['core'],
  map: ['core', 'widgets'],
  heat: ['core', 'widgets'],
  charts: ['core', 'widgets'],
  panels: ['core', 'widgets', 'map', 'heat', 'charts'],
  report: ['core', 'map'],
  'main.js': ['core', 'widgets', 'panels'],
};
/** Longer than this, and a file has two ideas. */
const longest = 150;

const roomOf = (name) => name.split('/')[0];
const isAllowed = (from, to) => roomOf(from) === roomOf(to) || rooms[roomOf(from)].includes(roomOf(to));
const scripts = names.filter((name) => name.endsWith('.js'));

test('imports go in one direction', () => {
  assert.ok(!isAllowed('core/keyboard.js', 'panels/frame/help.js'), 'the rule itself');
  for (const name of scripts) {
    assert.ok(roomOf(name) in rooms, `${name} lies in no room`);
    const up = [...importsOf(name), ...loadedBy(name)].filter((other) => !isAllowed(name, other));
    assert.deepEqual(up, [], `${name} imports from a room above it, or beside it`);
  }
});

test('what a module imports or loads is there', () => {
  for (const name of scripts) {
    for (const other of [...importsOf(name), ...loadedBy(name)]) assert.ok(names.includes(other), `${name}: ${other}`);
  }
  const tabs = [...read('panels/frame/tabs.js').matchAll(/'([a-z-]+\/[a-z/-]+\.(?:js|css))'/g)].map(([, name]) => name);
  assert.ok(tabs.length > 15);
  for (const name of tabs) assert.ok(names.includes(name), `panels/frame/tabs.js: ${name}`);
});

test('every module and style sheet is used', () => {
  const named = ['index.html', 'panels/frame/tabs.js', 'map/early.js'].flatMap((name) => read(name).match(/[a-z-]+(?:\/[a-z-]+)*\.(?:js|css)/g));
  const byHost = ['report/report.js', 'report/report.css']; // of documents that the host writes
  const byModules = scripts.flatMap((name) => [...importsOf(name), ...loadedBy(name)]);
  const used = new Set([...named.map((name) => name.replace(/^assets\//, '')), ...byHost, ...byModules]);
  assert.deepEqual(names.filter((name) => /\.(js|css)$/.test(name) && !used.has(name)), []);
});

test('no file is too long', () => {
  for (const name of names) {
    const lines = read(name).trimEnd().split('\n').length;
    assert.ok(lines <= longest, `${name} has ${lines} lines: split it by what it does`);
  }
});
