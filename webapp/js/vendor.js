/**
 * All third-party code. The server takes these files from the jars with the versions in their paths; VendorTest checks
 * that they match.
 */
export { html, nothing, render } from '../_static/lit-html/3.3.3/lit-html.js';
export { guard } from '../_static/lit-html/3.3.3/directives/guard.js';
export { repeat } from '../_static/lit-html/3.3.3/directives/repeat.js';
export { until } from '../_static/lit-html/3.3.3/directives/until.js';
export { Lexer, Tokenizer } from '../_static/marked/17.0.5/lib/marked.esm.js';
