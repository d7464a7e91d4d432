const CHECKED = 10_000;

const hourAndMinute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
/** Created when first used: a format costs a slow phone 15 ms. */
const rarely = options => {
  let format;
  return at => (format ??= new Intl.DateTimeFormat('en', options)).format(at);
};
const weekdayAndDate = rarely({ weekday: 'long', day: 'numeric', month: 'long' });
const fullDate = rarely({ day: 'numeric', month: 'long', year: 'numeric' });

export const full = at => dateAndTime.format(at);

export const time = at => hourAndMinute.format(at);

/** Without AM or PM, where space is tight. */
export const shortTime = at =>
  hourAndMinute
    .formatToParts(at)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim();

export const sameDay = (a, b) => a?.toDateString() === b?.toDateString();

/** Runs `run` when a new day begins, at most seconds late. Checks the clock, as timers stop while a computer sleeps. */
export function eachDay(run) {
  let today = new Date();
  setInterval(() => {
    const now = new Date();
    if (sameDay(today, now)) return;
    today = now;
    run();
  }, CHECKED);
}

export function day(at, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (sameDay(at, now)) return 'Today';
  if (sameDay(at, yesterday)) return 'Yesterday';
  return (at.getFullYear() === now.getFullYear() ? weekdayAndDate : fullDate)(at);
}
