// The page's index names every module that is needed before the first picture, so that they are fetched at once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importsOf, names, read } from './page-files.mjs';

function reachable(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of importsOf(name)) reachable(other, found);
  return found;
}

test('index.html preloads exactly the modules that main.js imports', () => {
  const named = [...read('index.html').matchAll(/(?:modulepreload" href|module" src)="\/assets\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(named)].sort(), [...reachable('main.js')].sort());
  assert.equal(new Set(named).size, named.length, 'none is named twice');
});

test('index.html links style sheets that are there', () => {
  const linked = [...read('index.html').matchAll(/rel="stylesheet" href="\/assets\/([^"]+)"/g)].map(([, name]) => name);
  assert.ok(linked.length > 0);
  for (const name of linked) assert.ok(names.includes(name), name);
});
