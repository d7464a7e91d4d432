const SECOND = 1_000;

/** The server's messages name the field and the rule. */
export function refusalInWords({ code, message, retryAfter }) {
  if (code === 'rate-limited' && retryAfter) {
    return `Too many tries. Please wait ${Math.ceil(retryAfter / SECOND)} seconds.`;
  }
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
