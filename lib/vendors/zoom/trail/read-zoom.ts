import type { PlainObject } from "@/lambdas/shared/plain-values";
import type { VendorConnection } from "@/lib/trail/trail-source";
import { askZoom } from "../ask-zoom";
import { requireZoomAccount } from "../connection-settings";

/** Somebody waits for a trail: what isn't there by then says so. */
export const sourceLimitMs = 2_000;
/** Less than a source's own deadline, so that it is Zoom that is said to be slow. */
const requestLimitMs = 1_900;

export type ZoomQuery = Readonly<Record<string, string | number | undefined>>;

/** Reads Zoom's API for contacts. */
export interface ZoomReader {
  /** One answer. Throws ProblemError with the Problems of `requestZoom`. */
  read(path: string, query: ZoomQuery, signal: AbortSignal): Promise<PlainObject>;
}

/** Makes no call; the connection is opened when something is first read. */
export function zoomReader(connection: VendorConnection): ZoomReader {
  return {
    async read(path, query, signal) {
      const account = requireZoomAccount(await connection.open());
      const { value } = await askZoom(
        account,
        { method: "GET", path: `/contact_center${path}`, query },
        { timeoutMs: requestLimitMs, signal },
      );
      return value;
    },
  };
}
