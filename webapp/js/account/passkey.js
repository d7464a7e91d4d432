import { ParleyError } from '../client/error.js';
import { post } from './account-api.js';
import { browserInWords } from './browser-words.js';

const ADDRESS = /^(\[.*\]|[\d.]+)$/;

/** Why passkeys cannot be used here, for people; `undefined` if they can. */
export function passkeyProblem() {
  if (!isSecureContext) return 'Passkeys need HTTPS, and this page came without it. Ask whoever runs this server.';
  if (ADDRESS.test(location.hostname)) {
    return 'Passkeys need a host name. Open this page by its name, such as localhost, instead of its address.';
  }
  return 'PublicKeyCredential' in window ? undefined : 'This browser has no passkeys.';
}

/** Lets the browser `make` or `use` a passkey with the server's `options`. */
async function credential(what, options) {
  try {
    return await (await import('./credentials.js'))[what](options);
  } catch ({ message }) {
    throw new ParleyError('passkey', message);
  }
}

/** Adds a passkey to our account. `current`: our password, if the server wants it. Promises the passkey. */
export async function addPasskey(name, current) {
  const made = await credential('make', await post('api/me/passkeys/options', { current }));
  return post('api/me/passkeys', { name, ...made });
}

/** Uses a link with a new passkey in place of a password. */
export async function acceptWithPasskey({ secret, name, removePasskeys }) {
  const made = await credential('make', await post('api/invitation/passkey', { secret, name }));
  const passkey = browserInWords(navigator.userAgent);
  return post('api/invitation/accept', { secret, name, passkey, removePasskeys, ...made });
}

/** Signs in with one of the passkeys that the browser offers. */
export async function signInWithPasskey() {
  const options = await post('api/sign-in/passkey/options', {});
  return post('api/sign-in/passkey', await credential('use', options));
}
