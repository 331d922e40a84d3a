// What the page's files import, for the tests of its rooms.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const web = join(dirname(fileURLToPath(import.meta.url)), '../../../Sources/Dashboard/Web');

/** Text of a file by its name in the folder of the page, e.g. `core/api.js`. */
export const read = (name) => readFileSync(join(web, name), 'utf8');

/** Names of all files of the page. */
export const names = readdirSync(web, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(web, join(entry.parentPath ?? entry.path, entry.name)))
  .sort();

/** Names of the modules that `name` imports before it runs. @throws {Error} where an import is written otherwise than this can read */
export function importsOf(name) {
  const statements = read(name).match(/^(?:import\b(?!\()|\} from|export .* from).*(?<![{,])$/gm) ?? [];
  return statements.map((statement) => {
    const [, path] = /'(\.[^']+)';$/.exec(statement) ?? [];
    if (!path) throw new Error(`${name}: ${statement}`);
    return resolved(name, path);
  });
}

/** Names of the modules that `name` imports when it comes to that, and of the style sheets that it loads. */
export const loadedBy = (name) =>
  [...read(name).replace(/\/\*\*[\s\S]*?\*\//g, '').matchAll(/(?:import\(|new URL\()'([^']+)'/g)].map(([, path]) => resolved(name, path));

const resolved = (name, path) => normalize(join(dirname(name), path));
