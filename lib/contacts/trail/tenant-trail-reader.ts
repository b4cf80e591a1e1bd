import type { TrailReader } from "./read-trail";
import type { TrailIntegration } from "./trail-integration";

/** The opened trail of a tenant's contact, with whose it can have been. */
export interface TenantTrailReader extends TrailReader {
  connectionId: string;
  integrations: TrailIntegration[];
  /** The contact center whose contact it is, where that isn't Amazon Connect: "Acme Contact Center", "engagement". */
  center?: { title: string; contact: string };
  /** Its page in Amazon Connect; absent for the sandbox. */
  recordUrl?: string;
  /** A flow's page in Amazon Connect, by its ARN; undefined for the sandbox. */
  flowUrl?: (flowArn: string) => string | undefined;
}
