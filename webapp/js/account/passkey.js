import { ParleyError } from '../client/error.js';
import { post } from './account-api.js';
import { browserInWords } from './browser-words.js';

const ADDRESS = /^(\[.*\]|[\d.]+)$/;
const OFTEN = {
  InvalidStateError: 'This device or password manager already has a passkey for your account.',
  NotAllowedError: 'No passkey was used: it was cancelled, took too long, or there is none for this site.',
  SecurityError: 'The browser allows no passkeys at this address.',
};

/** Why passkeys cannot be used here, for people; `undefined` if they can. */
export function passkeyProblem() {
  if (!isSecureContext) return 'Passkeys need HTTPS, and this page came without it. Ask whoever runs this server.';
  if (ADDRESS.test(location.hostname)) {
    return 'Passkeys need a host name. Open this page by its name, such as localhost, instead of its address.';
  }
  return 'PublicKeyCredential' in window ? undefined : 'This browser has no passkeys.';
}

function bytes(text) {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Asks the browser, and says in words what went wrong. */
async function ask(run) {
  try {
    return await run();
  } catch ({ name, message }) {
    throw new ParleyError('passkey', OFTEN[name] ?? message);
  }
}

/** Promises what a new passkey sends to the server, made with the server's `options`. */
async function make(options) {
  const { user, challenge, excludeCredentials } = options;
  const publicKey = {
    ...options,
    challenge: bytes(challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: excludeCredentials.map(known => ({ ...known, id: bytes(known.id) })),
  };
  const { response } = await ask(() => navigator.credentials.create({ publicKey }));
  return { clientData: text(response.clientDataJSON), attestation: text(response.attestationObject) };
}

/** Adds a passkey to our account. `current`: our password, if the server wants it. Promises the passkey. */
export async function addPasskey(name, current) {
  const made = await make(await post('api/me/passkeys/options', { current }));
  return post('api/me/passkeys', { name, ...made });
}

/** Uses a link with a new passkey in place of a password. */
export async function acceptWithPasskey({ secret, name, removePasskeys }) {
  const made = await make(await post('api/invitation/passkey', { secret, name }));
  const passkey = browserInWords(navigator.userAgent);
  return post('api/invitation/accept', { secret, name, passkey, removePasskeys, ...made });
}

/** Signs in with one of the passkeys that the browser offers. */
export async function signInWithPasskey() {
  const options = await post('api/sign-in/passkey/options', {});
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  const { id, response } = await ask(() => navigator.credentials.get({ publicKey }));
  return post('api/sign-in/passkey', {
    id,
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : undefined,
  });
}
