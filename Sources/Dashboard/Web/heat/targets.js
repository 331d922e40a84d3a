/** The text that names what heat maps are of: `all,loss`, `6`, `9-4`, `conv2:5`; and names for people. */

const EXAMPLES = 'all, loss, prediction, a class such as 6, a difference such as 9-4, or a unit such as conv2:5';
const PART = /^(all|loss|prediction|truth|\d+|\d+-\d+|[A-Za-z_][\w./]*:\d+)$/;

/**
 * @param {string} text
 * @param {number} classes how many there are
 * @returns {string|null} what is wrong, for a person; null where the server may be asked
 */
export function targetFault(text, classes) {
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts) {
    if (!part) return `A target is missing: write ${EXAMPLES}.`;
    if (!PART.test(part)) return `'${part}' is no target: write ${EXAMPLES}.`;
    const numbers = part.includes(':') ? [] : (part.match(/\d+/g) ?? []).map(Number);
    const missing = numbers.find((number) => number >= classes);
    if (missing !== undefined) return `There is no class ${missing}: the classes are 0 to ${classes - 1}.`;
  }
  return null;
}

/** The class that a target's name speaks of: `class 6` or `6` gives 6; others null. */
export function classOfTarget(name) {
  const match = /^(?:class )?(\d+)$/.exec(name);
  return match ? Number(match[1]) : null;
}

/** The text that asks for a target by the name that the server gave it. */
export const textOfTarget = (name) => {
  const pair = /^class (\d+) ?- ?(?:class )?(\d+)$/.exec(name);
  return pair ? `${pair[1]}-${pair[2]}` : String(classOfTarget(name) ?? name);
};

/** Whether it is the loss: it has a unit and a scale of its own. */
export const isLoss = (name) => name === 'loss';

/** A title for people; class names where they say more than the number. */
export function titleOfTarget(name, classes) {
  if (isLoss(name)) return 'Loss';
  const single = classOfTarget(name);
  const named = (number) => classes[number] ?? String(number);
  if (single !== null) return named(single);
  const pair = /^(?:class )?(\d+) ?- ?(\d+)$/.exec(name);
  return pair ? `${named(Number(pair[1]))} − ${named(Number(pair[2]))}` : name;
}

/** Names of the maps that a text asks for, as the server will call them; so that tiles stand there at once. */
export function expectedTargets(text, classes, { prediction = null } = {}) {
  return text.split(',').map((part) => part.trim()).flatMap((part) => {
    if (part === 'all') return Array.from({ length: classes }, (_, i) => `class ${i}`);
    if (part === 'prediction' && prediction !== null) return [`class ${prediction}`];
    return [/^\d+$/.test(part) ? `class ${part}` : part];
  });
}
