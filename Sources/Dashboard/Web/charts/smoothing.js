/** Curves of a training, made readable: smoothing by a centered mean, and thinning that keeps every extreme. */

/**
 * The mean over `2 * half + 1` neighbors, fewer at the ends and around values that are missing. O(n).
 * @param {ArrayLike<number>} values NaN where missing
 * @param {number} half neighbors on each side; 0 gives the values themselves
 * @returns {Float64Array}
 */
export function smooth(values, half) {
  const n = values.length;
  const smoothed = new Float64Array(n);
  let [sum, count] = [0, 0];
  const change = (i, sign) => {
    if (i < 0 || i >= n || Number.isNaN(values[i])) return;
    sum += sign * values[i];
    count += sign;
  };
  for (let i = 0; i < Math.min(half, n); i++) change(i, 1);
  for (let i = 0; i < n; i++) {
    change(i + half, 1);
    smoothed[i] = count ? sum / count : NaN;
    change(i - half, -1);
  }
  return smoothed;
}

/**
 * Indices to draw: at most about `most`, the smallest and largest of each stretch, so that no peak is lost. Ascending.
 * @param {ArrayLike<number>} values
 * @returns {Uint32Array}
 */
export function thin(values, most) {
  const n = values.length;
  if (n <= most) return Uint32Array.from({ length: n }, (_, i) => i);
  const stretches = Math.max(1, Math.floor(most / 2));
  const kept = new Set([0, n - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const [start, end] = [Math.floor((stretch * n) / stretches), Math.floor(((stretch + 1) * n) / stretches)];
    let [least, greatest] = [start, start];
    for (let i = start; i < end; i++) {
      if (values[i] < values[least]) least = i;
      if (values[i] > values[greatest]) greatest = i;
    }
    kept.add(least).add(greatest);
  }
  return Uint32Array.from(kept).sort();
}
