/**
 * Accounts of Parley's own, for teams without an identity provider: passwords, passkeys, invitations and owners.
 * Accounts are in memory, passkeys are not; a change is first stored, then takes effect, then is answered. Passwords
 * are hashed on a thread of their own. An account begins the same web sessions as any other sign-in.
 */
package chat.parley.account;
