import { copy } from '../shell/clipboard.js';
import { icon } from '../shell/icon.js';
import { html, nothing, until } from '../vendor.js';
import { coloured } from './highlighter.js';

const SHOWN = 2_000;
const LANGUAGE = /^[\w+#.-]{1,20}$/u;

/** Code as it was pasted, under what stands behind the opening fence, `info`, and with a button that copies it. The first word of that is its language. */
export function codeBlock(code, info = '') {
  const [word] = info.split(/\s/u, 1);
  const language = LANGUAGE.test(word) ? word : '';
  return html`<div class="pre"><div class="pre-h"><span dir="auto" title=${info || nothing}>${info || 'code'}</span><span class="vh" role="status"></span><button type="button" class="tb" @click=${event => copyFrom(event, code)}>${icon('copy')}<span>Copy</span></button></div><pre
    tabindex="0" role="group" aria-label=${`Code${language && `, ${language}`}`} dir="ltr"><code>${show(code, language)}</code></pre></div>`;
}

/** Plain until the colours are there; its size stays the same. */
function show(code, language) {
  const shown = coloured(code, language);
  return shown instanceof Promise ? until(shown, code) : shown;
}

async function copyFrom({ currentTarget: button }, code) {
  const block = button.closest('.pre');
  say(block, await copy(code) ? 'Copied' : 'Not copied');
  setTimeout(() => say(block, ''), SHOWN);
}

function say(block, text) {
  block.querySelector('[role=status]').textContent = text;
  block.querySelector('.tb span').textContent = text || 'Copy';
}
