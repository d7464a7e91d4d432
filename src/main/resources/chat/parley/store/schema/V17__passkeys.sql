-- Passkeys (WebAuthn) of accounts. An account without a password has an empty one. Times are milliseconds since 1970.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  -- The authenticator's id of the credential, in base64url.
  credential TEXT NOT NULL UNIQUE,
  -- WebAuthn's attested credential data with the public key, in base64url.
  public_key TEXT NOT NULL,
  -- The host name (relying party id) that it works for.
  host TEXT NOT NULL,
  name TEXT NOT NULL,
  -- The signature counter of its last use. Always 0 if the authenticator has none.
  counter BIGINT NOT NULL,
  created BIGINT NOT NULL,
  -- Null before the first sign-in.
  used BIGINT
);
CREATE INDEX passkey_account ON passkey (account);

-- Challenges that were answered: none counts twice, on no server. Rows go when the challenges would have expired anyway.
CREATE TABLE passkey_challenge (
  challenge TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  -- The web session or passkey that the answer led to, so that a transaction in doubt can be repeated.
  outcome TEXT NOT NULL,
  expires BIGINT NOT NULL
);
