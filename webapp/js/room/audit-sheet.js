// Loaded on demand, so it imports nothing: `kit` has what it uses of the page.

const PAGE = 50;

/** What was done to a room and by whom, newest first. */
export class AuditSheet {
  #kit;
  #room;
  #me;
  #sheet;
  #entries = [];
  #more = true;
  #error;
  #isLoading = false;

  constructor(kit, { room }, { me }) {
    this.#kit = kit;
    this.#room = room;
    this.#me = me;
    this.#sheet = new kit.Sheet({
      kind: 'audit',
      title: 'Audit log',
      about: 'What was done to this room and by whom, newest first. Only moderators see it.',
      content: () => this.#content(),
    });
    this.#load();
  }

  async #load() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#sheet.draw();
    try {
      const { entries, more } = await this.#room.audit({ before: this.#entries.at(-1)?.offset, limit: PAGE });
      this.#entries.push(...entries);
      this.#more = more && entries.length > 0;
      this.#error = undefined;
    } catch (error) {
      this.#error = error;
    }
    this.#isLoading = false;
    this.#sheet.draw();
  }

  #content() {
    const { html, nothing, repeat, errorText } = this.#kit;
    return html`<div class="audit-list" tabindex="0" role="region" aria-label="Audit log">
      ${
        this.#entries.length
          ? html`<ol>${repeat(
              this.#entries,
              ({ offset }) => offset,
              (entry, at) => this.#row(entry, at),
            )}</ol>`
          : nothing
      }
      ${this.#error ? html`<p class="err" role="alert">${errorText(this.#error, 'room action')}</p>` : nothing}
      <p class="quiet" role="status">${this.#state()}</p>
      ${this.#more && !this.#isLoading ? html`<button type="button" class="btn" @click=${() => this.#load()}>${this.#error ? 'Try again' : 'Show earlier'}</button>` : nothing}</div>`;
  }

  #state() {
    if (this.#isLoading) return 'Loading…';
    return this.#entries.length || this.#error ? this.#kit.nothing : 'Nothing yet.';
  }

  /** Older entries are further down, and tell what somebody was before. */
  #row(entry, at) {
    const { html, entryInWords, day, full, time } = this.#kit;
    const earlier = this.#entries.slice(at + 1);
    const before = entry.member && earlier.find(({ member }) => member?.id === entry.member.id)?.role;
    return html`<li><p>${entryInWords(entry, { before: before ?? this.#first(entry), me: this.#me })}</p>
      <time datetime=${entry.at.toISOString()} title=${full(entry.at)}>${day(entry.at)}, ${time(entry.at)}</time></li>`;
  }

  #first({ member }) {
    if (this.#room.kind === 'public') return 'member';
    const created = this.#entries.find(({ type }) => type === 'room-created');
    if (created && created.author.id === member?.id) return 'owner';
    return created?.members?.some(({ id }) => id === member?.id) ? 'member' : undefined;
  }
}
