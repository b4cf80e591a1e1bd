/**
 * The console's server (scripts/services/serve-console.mjs) isn't bundled with the rest and shares no module with it,
 * so the two meet on the global object.
 */
const held = globalThis as typeof globalThis & { patchbayStopping?: AbortController };

/**
 * Aborted once this process is to end: requests in flight may finish, streams end, and no new work should begin here.
 */
export function stoppingSignal(): AbortSignal {
  held.patchbayStopping ??= new AbortController();
  return held.patchbayStopping.signal;
}
