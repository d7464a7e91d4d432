const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/u;

/** Whether a text ends inside an unclosed fenced code block. */
export function endsInCode(text) {
  let open;
  for (const line of text.split('\n')) {
    const [, fence, rest] = line.match(FENCE) ?? [];
    if (!fence) continue;
    if (!open) open = fence[0] === '`' && rest.includes('`') ? undefined : fence;
    else if (fence.startsWith(open) && !rest.trim()) open = undefined;
  }
  return open !== undefined;
}
