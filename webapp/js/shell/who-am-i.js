import { Backoff } from '../client/backoff.js';

const PAUSES = { minDelay: 500, maxDelay: 20_000 };
const TOO_MANY_REQUESTS = 429;

/** Our id and name if the browser is signed in, `undefined` if not. The server marks the page of those who are. */
export async function whoAmI() {
  if (document.documentElement.dataset.signedIn === undefined) return;
  for (const backoff = new Backoff(PAUSES); ;) {
    const response = await ask();
    if (response) return member(response);
    await new Promise(resolve => setTimeout(resolve, backoff.next()));
  }
}

/** Whether the server answers, but does not know us any more. */
export async function isSignedOut() {
  const response = await ask();
  return response !== undefined && (await member(response)) === undefined;
}

/** `undefined` without a connection, or if the server cannot answer now. */
async function ask() {
  const response = await fetch('api/me', { redirect: 'manual' }).catch(() => undefined);
  return response?.status >= 500 || response?.status === TOO_MANY_REQUESTS ? undefined : response;
}

/** A container may answer with a sign-in page instead. */
const member = async response =>
  response.status === 200 && response.headers.get('Content-Type')?.startsWith('application/json')
    ? response.json()
    : undefined;
