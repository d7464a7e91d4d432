/** The element of a grid that an arrow key leads to; `undefined` if there is none, or for any other key. */
export function nearest(elements, from, key) {
  const at = elements.indexOf(from);
  if (at < 0) return undefined;
  switch (key) {
    case 'ArrowLeft':
      return elements[at - 1];
    case 'ArrowRight':
      return elements[at + 1];
    case 'ArrowUp':
      return inNextRow(elements.slice(0, at).reverse(), from);
    case 'ArrowDown':
      return inNextRow(elements.slice(at + 1), from);
    default:
      return undefined;
  }
}

/** The element in the next row that is closest to straight above or below `from`. */
function inNextRow(others, from) {
  const { top, left } = from.getBoundingClientRect();
  const boxOf = element => element.getBoundingClientRect();
  const first = others.findIndex(element => Math.abs(boxOf(element).top - top) > 2);
  if (first < 0) return undefined;
  const row = boxOf(others[first]).top;
  let best = others[first];
  for (const element of others.slice(first)) {
    if (Math.abs(boxOf(element).top - row) > 2) break;
    if (Math.abs(boxOf(element).left - left) < Math.abs(boxOf(best).left - left)) best = element;
  }
  return best;
}
