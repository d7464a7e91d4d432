/** Calls handlers when something happens. If one throws, the others still run. */
export class Emitter {
  #handlers = new Map();

  on(type, handler, { signal, once = false } = {}) {
    const off = () => this.off(type, handler);
    if (signal?.aborted) return off;
    if (!this.#handlers.has(type)) this.#handlers.set(type, new Map());
    this.#handlers.get(type).set(handler, once);
    signal?.addEventListener('abort', off, { once: true });
    return off;
  }

  off(type, handler) {
    this.#handlers.get(type)?.delete(handler);
  }

  emit(type, event) {
    for (const [handler, once] of [...(this.#handlers.get(type) ?? [])]) {
      if (once) this.off(type, handler);
      try {
        handler(event);
      } catch (error) {
        (globalThis.reportError ?? console.error)(error);
      }
    }
  }
}
