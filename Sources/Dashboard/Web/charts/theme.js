/** How every chart looks: one function for the dark and the light theme, from the page's own colors. */

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** The page's tokens as colors that Plotly reads. */
export function tokens() {
  const style = getComputedStyle(document.documentElement);
  const token = (name, usual) => style.getPropertyValue(name).trim() || usual;
  return {
    ink: token('--ink', '#e6ebf2'), mute: token('--mute', '#9aa7b8'), line: token('--line', '#252d3a'),
    panel: token('--panel', '#141a23'), accent: token('--accent', '#75a8fc'), background: token('--bg', '#0d1117'),
  };
}

/** An axis: quiet lines, the title in full ink. `more` overrides. */
export function axis(title, more = {}) {
  const { ink, mute, line } = tokens();
  return {
    title: title ? { text: title, font: { size: 11.5, color: ink }, standoff: 6 } : undefined,
    gridcolor: line, linecolor: line, zerolinecolor: line, tickcolor: line, tickfont: { size: 10.5, color: mute },
    automargin: true, ...more,
  };
}

/** What all charts share. `more` overrides. */
export function layout(more = {}) {
  const { ink, line, panel, mute } = tokens();
  return {
    font: { family: FONT, size: 11.5, color: ink },
    paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 52, r: 12, t: 12, b: 40 },
    hoverlabel: { bgcolor: panel, bordercolor: line, font: { family: FONT, size: 12, color: ink }, align: 'left' },
    legend: { orientation: 'h', y: 1.02, yanchor: 'bottom', x: 0, font: { size: 11, color: mute } },
    showlegend: false, dragmode: 'zoom', hovermode: 'closest', transition: { duration: 0 },
    ...more,
  };
}

export const config = {
  responsive: true, displayModeBar: false, displaylogo: false, doubleClick: 'reset', showTips: false,
};

/** A ramp of `app.colors` as Plotly's color scale. */
export const colorScale = (ramp, steps = 16) =>
  Array.from({ length: steps + 1 }, (_, i) => [i / steps, `rgb(${ramp(i / steps).map(Math.round).join(',')})`]);

/** The same color, partly transparent. @param {string} color rgb(...) or #rrggbb */
export function faded(color, alpha) {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  const channels = hex ? [0, 2, 4].map(
    (at) => parseInt(hex.slice(at, at + 2), 16),
  ) : color.match(/[\d.]+/g).slice(0, 3);
  return `rgba(${channels.join(',')},${alpha})`;
}
