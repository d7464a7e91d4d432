// Loaded on demand, so it imports nothing: `kit` has what it uses of the page.

const PAUSE = 150;
const EVERY = 3_000;
const part = name => document.getElementById(`browse-${name}`);
const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The rooms that anybody may join, and the field that narrows them down. */
export class BrowseList {
  #kit;
  #dialog = part('dialog');
  #input = part('find');
  #list = part('list');
  #session;
  #talks;
  #opened;
  #timer;
  #tick;
  #asked;
  #rooms;
  #error;

  /** `opened(room)`: what to do with the one that was chosen. */
  constructor(kit, session, talks, opened) {
    this.#kit = kit;
    this.#session = session;
    this.#talks = talks;
    this.#opened = opened;
    this.#dialog.addEventListener('close', () => clearInterval(this.#tick));
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#find(), PAUSE);
      this.#asked = undefined; // a late result would move the rooms under the pointer
      const left = this.#rooms?.filter(({ room }) => this.#matches(room));
      this.#rooms = left?.length ? left : undefined; // only the server knows that there are none
      this.#show();
    });
    part('form').addEventListener('submit', () => this.#find());
  }

  open() {
    this.#rooms = this.#error = undefined;
    this.#show();
    this.#find();
    clearInterval(this.#tick);
    this.#tick = setInterval(() => document.hidden || this.#find(), EVERY);
  }

  async #find() {
    clearTimeout(this.#timer);
    const asked = (this.#asked = this.#input.value.trim());
    try {
      const rooms = await this.#session.client.rooms({ find: asked || undefined });
      if (asked !== this.#asked) return;
      this.#rooms = this.#inOrder(rooms.filter(({ room, members }) => members !== undefined || this.#matches(room))); // an older server returns all
      this.#error = undefined;
    } catch (error) {
      if (asked === this.#asked) this.#error = error;
    }
    this.#show();
  }

  #matches(room) {
    return room.toLowerCase().includes(this.#input.value.trim().toLowerCase());
  }

  /** Rooms on screen keep their places, since the user may be about to press one. */
  #inOrder(rooms) {
    const shown = (this.#rooms ?? []).map(({ room }) => room);
    const rank = ({ room }) => (shown.includes(room) ? shown.indexOf(room) : shown.length);
    return rooms.toSorted((a, b) => rank(a) - rank(b));
  }

  #show() {
    this.#kit.render(this.#content(), this.#list);
  }

  #content() {
    const { html, repeat, errorText } = this.#kit;
    if (this.#error) return html`<p class="err" role="alert">${errorText(this.#error)}</p>`;
    if (!this.#rooms) return html`<p class="quiet" role="status">Looking…</p>`;
    const rows = html`<ul class="found">${repeat(
      this.#rooms,
      ({ room }) => room,
      row => this.#row(row),
    )}</ul>`;
    return html`<p class="vh" role="status">${many(this.#rooms.length, 'room')}</p>${this.#rooms.length ? rows : html`<p class="quiet">No rooms found.</p>`}`;
  }

  #row({ room, title, topic, members, online }) {
    const { html, nothing, icon } = this.#kit;
    const name = title ?? room;
    const isIn = this.#talks.has(room);
    const facts = [members === undefined ? '' : many(members, 'member'), online ? `${online} online` : '']
      .filter(Boolean)
      .join(' · ');
    return html`<li>${icon('hash')}<div class="f-t"><b title=${name}><bdi>${name}</bdi></b>${topic ? html`<span dir="auto" title=${topic}>${topic}</span>` : nothing}<small>${facts}</small></div>
      <button type="button" class="btn ${isIn ? '' : 'main'}" aria-label="${isIn ? 'Open' : 'Join'} ${name}" @click=${() => this.#open(room)}>${isIn ? 'Open' : 'Join'}</button></li>`;
  }

  #open(room) {
    this.#dialog.close();
    this.#opened(room);
  }
}
