import assert from 'node:assert/strict';
import test from 'node:test';
import { ramp } from '../../../Sources/Dashboard/Web/core/palette.js';
import {
  diverging,
  imagePixels,
  magnitude,
  opacityOf,
  overlay,
  rangeOf,
} from '../../../Sources/Dashboard/Web/heat/colormap.js';
import { PixelEditor } from '../../../Sources/Dashboard/Web/heat/pixel-editor.js';
import {
  classOfTarget,
  expectedTargets,
  targetFault,
  textOfTarget,
  titleOfTarget,
} from '../../../Sources/Dashboard/Web/heat/targets.js';

const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

test('for is red, against is blue, and both darken alike', () => {
  for (const t of [0.2, 0.5, 1]) {
    const [plus, minus] = [diverging(t), diverging(-t)];
    assert.ok(plus[0] > plus[2], `red at ${t}`);
    assert.ok(minus[2] > minus[0], `blue at ${-t}`);
  }
  for (let t = 0.1; t <= 1; t += 0.1) {
    assert.ok(luminance(diverging(t)) < luminance(diverging(t - 0.1)));
    assert.ok(luminance(diverging(-t)) < luminance(diverging(-t + 0.1)));
  }
  assert.deepEqual(diverging(5), diverging(1));
});

test('zero and what is no number show the image', () => {
  assert.equal(opacityOf(0), 0);
  assert.equal(opacityOf(-2), 1);
  const below = Uint8ClampedArray.from([100, 100, 100, 255, 200, 200, 200, 255]);
  const look = { most: 1, signed: true, opacity: 0, ramp: ramp('ember') };
  assert.deepEqual([...overlay(below, [1, -1], look)], [...below]);
  const strong = overlay(below, [0, NaN], { ...look, opacity: 1 });
  assert.equal(strong[0], strong[1]);
  assert.ok(strong[0] < 100 && strong[4] > strong[0], 'dimmed, and still an image');
});

test('the strongest value has the color at the end of the scale', () => {
  const below = new Uint8ClampedArray(4).fill(255);
  const pixels = overlay(below, [2], { most: 2, signed: true, opacity: 1, ramp: ramp('ember') });
  assert.deepEqual([...pixels.slice(0, 3)], diverging(1).map(Math.round));
  const even = overlay(below, [2], { most: 2, signed: false, opacity: 1, ramp: ramp('ember') });
  assert.deepEqual([...even.slice(0, 3)], ramp('ember')(1));
});

test('a scale of nothing does not divide by it', () => {
  const pixels = overlay(new Uint8ClampedArray(4).fill(255), [0], { most: 0, signed: true, opacity: 1, ramp: ramp('ember') });
  assert.ok(pixels.every(Number.isFinite));
  assert.equal(magnitude([]), 0);
  assert.equal(magnitude([NaN, -3, Infinity, 2]), 3);
});

test('images of one and of three channels', () => {
  assert.deepEqual([...imagePixels(Float32Array.of(0, 1), 1, 2)], [0, 0, 0, 255, 255, 255, 255, 255]);
  assert.deepEqual([...imagePixels(Float32Array.of(1, 0, 0), 3, 1)], [255, 0, 0, 255]);
  assert.deepEqual(rangeOf(Float32Array.of(0.2, 0.4)), [0, 1]);
  assert.deepEqual(rangeOf(Float32Array.of(-2, 3)), [-2, 3]);
  assert.deepEqual(rangeOf([]), [0, 1]);
});

test('targets are checked before the server is asked', () => {
  for (const text of ['all', 'all,loss', 'prediction', '6', '9-4', ' 9-4 , loss', 'conv2:5']) assert.equal(targetFault(text, 10), null, text);
  assert.match(targetFault('12', 10), /no class 12/);
  assert.match(targetFault('9-14', 10), /no class 14/);
  assert.match(targetFault('all,,loss', 10), /missing/);
  assert.match(targetFault('9 4', 10), /no target/);
});

test('targets have titles for people', () => {
  assert.equal(classOfTarget('class 6'), 6);
  assert.equal(classOfTarget('class 9 - 4'), null);
  const classes = ['zero', 'one', 'two', 'three', 'four'];
  assert.equal(titleOfTarget('class 4', classes), 'four');
  assert.equal(titleOfTarget('class 4 - 1', classes), 'four − one');
  assert.equal(titleOfTarget('loss', classes), 'Loss');
  assert.equal(titleOfTarget('conv2:5', classes), 'conv2:5');
  assert.equal(textOfTarget('class 4'), '4');
  assert.equal(textOfTarget('class 9 - 4'), '9-4');
  assert.equal(textOfTarget('loss'), 'loss');
  assert.equal(textOfTarget('conv2:5'), 'conv2:5');
  assert.deepEqual(expectedTargets('all,loss', 2), ['class 0', 'class 1', 'loss']);
  assert.deepEqual(expectedTargets('prediction', 2, { prediction: 1 }), ['class 1']);
});

const size = { channels: 1, width: 8, height: 8 };
const pen = { erase: false, size: 2, intensity: 1 };

test('a stroke is undone, done again and reset at once', () => {
  const editor = new PixelEditor(new Float32Array(64), size, [0, 1]);
  editor.begin();
  editor.line(1, 1, 6, 6, pen);
  assert.ok(editor.end());
  const drawn = Float32Array.from(editor.pixels);
  assert.ok(editor.changed > 5);
  assert.ok(editor.undo());
  assert.equal(editor.changed, 0);
  assert.ok(!editor.undo());
  assert.ok(editor.redo());
  assert.deepEqual(editor.pixels, drawn);
  assert.ok(editor.reset());
  assert.equal(editor.changed, 0);
  assert.ok(editor.undo());
  assert.deepEqual(editor.pixels, drawn);
});

test('the pen adds up to its intensity, the eraser takes away, and neither leaves the range', () => {
  const editor = new PixelEditor(new Float32Array(64).fill(0.5), size, [0, 1]);
  editor.begin();
  editor.dab(3.5, 3.5, { ...pen, intensity: 0.3 });
  assert.equal(editor.pixels[3 * 8 + 3], 0.5, 'a faint pen does not lighten');
  editor.dab(3.5, 3.5, pen);
  assert.equal(editor.pixels[3 * 8 + 3], 1);
  editor.dab(0, 0, { ...pen, erase: true, size: 6 });
  assert.equal(editor.pixels[0], 0);
  editor.dab(-50, 900, pen);
  editor.end();
  assert.ok(editor.pixels.every((value) => value >= 0 && value <= 1));
});

test('a stroke that changes nothing is none', () => {
  const editor = new PixelEditor(new Float32Array(64).fill(1), size, [0, 1]);
  editor.begin();
  editor.dab(4, 4, pen);
  assert.ok(!editor.end());
  assert.ok(!editor.canUndo);
});

test('all channels of a place are drawn together', () => {
  const editor = new PixelEditor(new Float32Array(3 * 64), { ...size, channels: 3 }, [0, 1]);
  editor.begin();
  editor.dab(4.5, 4.5, { ...pen, size: 0.9 });
  editor.end();
  assert.equal(editor.changed, 1);
  for (let channel = 0; channel < 3; channel++) assert.ok(editor.pixels[channel * 64 + 4 * 8 + 4] > 0.8);
});
