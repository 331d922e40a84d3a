// The page's index names every module that is needed before the first picture, so that they are fetched at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '../../../Sources/Dashboard/Web');

function reachable(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/^(?:import|\} from|export .* from)[^'\n]*'(\.[^']+)';/gm)) {
    reachable(join(dirname(file), name), found);
  }
  return found;
}

test('index.html preloads exactly the modules that main.js imports', () => {
  const needed = [...reachable(join(web, 'main.js'))].map((file) => relative(web, file)).sort();
  const index = readFileSync(join(web, 'index.html'), 'utf8');
  const named = [...index.matchAll(/(?:modulepreload" href|module" src)="\/assets\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(named)].sort(), needed);
});
