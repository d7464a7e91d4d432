/** A room's name as the server reads it, so that two spellings of one room are one room here, too. */
export const normal = name => name.replace(/[\uFE00-\uFE0F]/g, '').normalize('NFKC').replace(/[\p{Zs}\t]+/gu, ' ').replace(/^ | $/g, '');

/** By way of upper case, as the server does it; but there ı would be i, which is another letter. */
const folded = name => [...name].map(letter => letter === 'ı' ? letter : letter.toUpperCase().toLowerCase()).join('').normalize('NFKC');

/** Whether the names differ in case at most. */
export const isSameRoom = (one, other) => one === other || folded(one) === folded(other);
