import { copy } from '../shell/clipboard.js';
import { icon } from '../shell/icon.js';
import { html, nothing, until } from '../vendor.js';
import { highlighted } from './highlighter.js';

const SHOWN = 2_000;
const LANGUAGE = /^[\w+#.-]{1,20}$/u;

/**
 * A code block with a Copy button. `info`: the text after the opening fence, shown above; its first word is the
 * language.
 */
export function codeBlock(code, info = '') {
  const [word] = info.split(/\s/u, 1);
  const language = LANGUAGE.test(word) ? word : '';
  return html`<div class="pre"><div class="pre-h"><span dir="auto" title=${info || nothing}>${info || 'code'}</span><span class="vh" role="status"></span><button type="button" class="tb" @click=${event => copyFrom(event, code)}>${icon('copy')}<span>Copy</span></button></div><pre
    tabindex="0" role="group" aria-label=${`Code${language && `, ${language}`}`} dir="ltr"><code>${show(code, language)}</code></pre></div>`;
}

/** Plain until highlighted; its size stays the same. */
function show(code, language) {
  const shown = highlighted(code, language);
  return shown instanceof Promise ? until(shown, code) : shown;
}

async function copyFrom({ currentTarget: button }, code) {
  const block = button.closest('.pre');
  say(block, (await copy(code)) ? 'Copied' : 'Not copied');
  setTimeout(() => say(block, ''), SHOWN);
}

function say(block, text) {
  block.querySelector('[role=status]').textContent = text;
  block.querySelector('.tb span').textContent = text || 'Copy';
}
