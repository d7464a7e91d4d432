// Loaded on demand, with the first passkey, so it imports nothing.

const OFTEN = {
  InvalidStateError: 'This device or password manager already has a passkey for your account.',
  NotAllowedError: 'No passkey was used: it was cancelled, took too long, or there is none for this site.',
  SecurityError: 'The browser allows no passkeys at this address.',
};

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
    throw new Error(OFTEN[name] ?? message);
  }
}

/** Promises what a new passkey sends to the server, made with the server's `options`. */
export async function make(options) {
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

/** Promises what one of the user's passkeys, which the browser offers, sends to the server. */
export async function use(options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  const { id, response } = await ask(() => navigator.credentials.get({ publicKey }));
  return {
    id,
    clientData: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : undefined,
  };
}
