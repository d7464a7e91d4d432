/** All that comes from elsewhere. The server takes these files from the jars whose versions are in their paths; a test holds the two together. */
export { html, nothing, render } from '../_static/lit-html/3.3.3/lit-html.js';
export { guard } from '../_static/lit-html/3.3.3/directives/guard.js';
export { repeat } from '../_static/lit-html/3.3.3/directives/repeat.js';
