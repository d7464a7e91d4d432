/** A room's name as the server reads it, so that two spellings of one room are one room here, too. */
export const normal = name => name.replace(/[\uFE00-\uFE0F]/g, '').normalize('NFKC').replace(/[\p{Zs}\t]+/gu, ' ').replace(/^ | $/g, '');
