const byName = new Intl.Collator().compare;

/** The people we know: those we have seen in the rooms that we share, by name, without us. */
export class KnownPeople {
  #session;
  #talks;

  constructor(session, talks) {
    this.#session = session;
    this.#talks = talks;
  }

  get all() {
    const known = new Map();
    for (const talk of this.#talks.all) for (const person of peopleOf(talk)) known.set(person.id, person);
    known.delete(this.#session.me.id);
    return [...known.values()].sort((a, b) => byName(a.name, b.name));
  }
}

/** The newest name last. */
const peopleOf = ({ timeline, roster, room }) => [
  ...timeline.authors,
  ...roster.list.map(({ member }) => member),
  ...room.people,
  ...room.members(),
];
