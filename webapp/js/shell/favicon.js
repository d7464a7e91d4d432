const PLAIN = 'favicon.svg';
const BUBBLE =
  '<rect width="32" height="32" rx="9" fill="#0a6a59"/><path d="M9 9.5h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7l-5 4.2v-4.2H9a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z" fill="#fff"/>';
const badge = (
  words,
  colour,
) => `<circle cx="22" cy="22" r="9" fill="${colour}" stroke="#fff" stroke-width="2"/><text x="22" y="26.5" text-anchor="middle" font-family="sans-serif"
  font-weight="700" font-size="${words.length > 1 ? 10 : 13}" fill="#fff">${words}</text>`;

/** The tab's icon with the number of unread messages, in red if we are mentioned. */
export class Favicon {
  #link = document.querySelector('link[rel=icon]');
  #shown;

  show({ unread, mentions }) {
    const words = !unread ? '' : unread > 9 ? '9+' : String(unread);
    const key = `${words} ${mentions > 0}`;
    if (key === this.#shown) return;
    this.#shown = key;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${BUBBLE}${words && badge(words, mentions ? '#c4342b' : '#1f2937')}</svg>`;
    this.#link.href = words ? `data:image/svg+xml,${encodeURIComponent(svg)}` : PLAIN;
  }
}
