let early = globalThis.parleySocket;
delete globalThis.parleySocket;

/** A `WebSocket`. The first one is the one that index.html has opened while this script was loading, if it still is open. */
export function FirstSocket(...way) {
  const socket = early;
  early = undefined;
  if (!socket || socket.readyState > WebSocket.OPEN) return new WebSocket(...way);
  if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => socket.onopen?.());
  return socket;
}
