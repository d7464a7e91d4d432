/** 128 random bits as 22 visible characters. Not `crypto.randomUUID`, which plain HTTP does not have. */
export function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
