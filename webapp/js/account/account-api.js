import { ParleyError } from '../client/error.js';

const OFFLINE = 'No connection to the server. Please try again.';

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body && { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw new ParleyError('closed', OFFLINE);
  });
  if (response.status === 204) return undefined;
  const answer = await response.json().catch(() => ({ code: 'server', message: 'Server error. Please try again.' }));
  if (!response.ok) throw ParleyError.of(answer);
  return answer;
}

export const get = path => send('GET', path);
export const post = (path, body) => send('POST', path, body);
export const remove = path => send('DELETE', path);

/** Whether people can sign in here with name and password. The server marks its page. */
export const hasAccounts = () => document.documentElement.dataset.accounts !== undefined;
