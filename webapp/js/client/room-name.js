/** Normalizes a room name as the server does, so that spellings of one room are one room here, too. */
export const normal = name =>
  name
    .replace(/[\uFE00-\uFE0F]/g, '')
    .normalize('NFKC')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .replace(/^ | $/g, '');

/** Folds case through upper case, as the server does. Upper case would turn ı into i, which is another letter. */
const folded = name =>
  [...name]
    .map(letter => (letter === 'ı' ? letter : letter.toUpperCase().toLowerCase()))
    .join('')
    .normalize('NFKC');

/** Whether it is the address of a private or direct room: those have no name. */
export const isAddress = name => name.startsWith('~');

/** Whether the names differ at most in case. */
export const isSameRoom = (one, other) => one === other || folded(one) === folded(other);
