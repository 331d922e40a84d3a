/**
 * A dot: a disc with an analytic edge and, where it is large or outlined, a ring around it. canvas.js draws the same by
 * hand: change both.
 *
 * Flag bits: 1 = plain (not dimmed), 2 = outlined, 4 = one of a few that are selected: larger and opaque.
 */
const vertex = `#version 300 es
precision highp float; precision highp int;
in float x, y, from, to, sizeFrom, sizeTo, flag;
uniform vec4 view;        // center x, y in units of the map; device pixels a unit of x, of y
uniform vec2 resolution;  // device pixels
uniform ivec2 rows;       // palette rows of the colors from and to
uniform float blend;      // 0: from, 1: to
uniform vec4 size;        // device pixels: base radius, extra radius of the largest, ring, outline
uniform vec3 alpha;       // of small dots, of large dots, factor of dimmed ones
uniform highp sampler2D palette;
out vec4 color; out vec3 shape;
void main() {
  float g = mix(sizeFrom, sizeTo, blend);
  bool chosen = flag > 3.5;
  float radius = size.x + size.y * g + (chosen ? 1.3 * size.z : 0.);
  vec4 c = texelFetch(palette, ivec2(int(to), rows.y), 0);
  if (blend < 1.) c = mix(texelFetch(palette, ivec2(int(from), rows.x), 0), c, blend);
  bool outlined = mod(flag, 4.) > 1.5;
  bool plain = mod(flag, 2.) > .5;
  c.a *= mix(alpha.x, alpha.y, outlined || chosen ? 1. : smoothstep(.15, .5, g)) * (plain ? 1. : alpha.z);
  float ring = outlined ? size.w : size.z * (chosen ? 1. : smoothstep(.3, .5, g));
  color = c;
  shape = vec3(radius, ring, outlined ? 1. : 0.);
  gl_PointSize = 2. * (radius + ring + .75);
  gl_Position = vec4((vec2(x, y) - view.xy) * view.zw / resolution * 2., 0., 1.);
}`;

const fragment = `#version 300 es
precision highp float;
in vec4 color; in vec3 shape;
uniform vec3 background, ink;
out vec4 pixel;
void main() {
  float radius = shape.x, ring = shape.y;
  float d = length((gl_PointCoord - .5) * 2. * (radius + ring + .75));
  float disc = clamp(radius + .5 - d, 0., 1.) * min(1., radius * radius * 3.2);
  float around = ring > 0. ? clamp(radius + ring + .5 - d, 0., 1.) * (shape.z > .5 ? .95 : .8) : 0.;
  float a = color.a * max(disc, around);
  if (a < .003) discard;
  vec3 edge = shape.z > .5 ? ink : background;
  pixel = vec4((around > 0. ? mix(edge, color.rgb, disc / max(disc, around)) : color.rgb) * a, a);
}`;

/**
 * Compiles and links while the caller goes on: whether it went well, `uniformPlaces` asks, as asking waits.
 *
 * @param {string[]} attributes get the places 0, 1, ...
 */
export function beginProgram(gl, attributes) {
  const program = gl.createProgram();
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  attributes.forEach((name, i) => gl.bindAttribLocation(program, i, name));
  gl.linkProgram(program);
  return program;
}

/**
 * @param {string[]} names of uniforms
 * @returns {Object<string, WebGLUniformLocation>}
 * @throws {Error} with the driver's words, when the shaders do not link
 */
export function uniformPlaces(gl, program, names) {
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const shaders = gl.getAttachedShaders(program).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(`the shaders of the map do not link: ${[gl.getProgramInfoLog(program), ...shaders].join(' ')}`);
  }
  return Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)]));
}
