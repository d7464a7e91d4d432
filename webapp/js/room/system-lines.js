import { sameDay } from '../shell/dates.js';
import { html } from '../vendor.js';
import { entryInWords } from './entry-words.js';

/** So many lines in a row are folded into one. */
const RUN = 4;

/** An entry about the room itself, as a quiet line. */
export const systemLine = ({ entry, before }, me) =>
  html`<li class="notice system">${entryInWords(entry, { before, me })}</li>`;

/** Many of them in a row: the newest, and the others on request. */
export function systemRun(notices, me) {
  const words = notices.map(({ entry, before }) => entryInWords(entry, { before, me }));
  const earlier = words.slice(0, -1);
  return html`<li class="notice system"><details><summary class="lnk">${earlier.length} earlier changes</summary>
    <ul>${earlier.map(line => html`<li>${line}</li>`)}</ul></details><p>${words.at(-1)}</p></li>`;
}

/** Puts the lines of one day that follow each other together: arrays of at least `RUN`, and single entries. */
export function inRuns(entries) {
  const all = [];
  let run = [];
  const end = () => {
    all.push(...(run.length >= RUN ? [run] : run));
    run = [];
  };
  for (const entry of entries) {
    if (entry.notice?.entry) {
      if (run.length && !sameDay(run.at(-1).notice.at, entry.notice.at)) end();
      run.push(entry);
    } else {
      end();
      all.push(entry);
    }
  }
  end();
  return all;
}
