/** 128 random bits as 22 visible characters. Not `crypto.randomUUID`: a page on plain HTTP does not have it. */
export function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
