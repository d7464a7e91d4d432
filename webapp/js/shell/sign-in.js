import { html, nothing, render } from '../vendor.js';

/** The services to sign in with. None if the server cannot be asked. It marks its page if there is any. */
async function providers() {
  if (document.documentElement.dataset.signIn === undefined) return [];
  const response = await fetch('api/sign-in').catch(() => undefined);
  return response?.ok ? (await response.json()).providers : [];
}

/**
 * Draws a link for each service, which leads back to this page. Promises whether there is any. `withPassword`: what to do
 * for those who have a password; then there is a button for it.
 */
export async function offerSignIn(element, withPassword) {
  const found = await providers();
  const here = encodeURIComponent(location.pathname + location.search);
  render(
    [
      withPassword
        ? html`<button type="button" class="btn" @click=${withPassword}>Sign in with name and password</button>`
        : nothing,
      ...found.map(
        ({ id, title }) =>
          html`<a class="btn" href=${`sign-in/${id}?return=${here}`}>Sign in with <bdi>${title}</bdi></a>`,
      ),
    ],
    element,
  );
  element.hidden = !found.length && !withPassword;
  return found.length > 0;
}

/** Promises whether we are signed in by a session of this server, which we can end. */
export async function canSignOut() {
  const response = await fetch('api/me/sessions').catch(() => undefined);
  return response?.ok ? (await response.json()).sessions.some(({ current }) => current) : false;
}

/** Ends our session, then leaves the page, by way of the service that signed us in. */
export async function signOut() {
  const response = await fetch('sign-out', { method: 'POST' });
  if (!response.ok) throw new Error((await response.json()).message);
  const { redirect } = await response.json();
  location.assign(redirect ?? './');
}
