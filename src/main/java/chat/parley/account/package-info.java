/**
 * Accounts of Parley's own, for teams without an identity provider: passwords, invitations and owners. All accounts are
 * in memory; a change is first stored, then takes effect, then is answered. Passwords are hashed on a thread of their
 * own. An account begins the same web sessions as any other sign-in.
 */
package chat.parley.account;
