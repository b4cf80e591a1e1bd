import type { AwsAccess } from "@/lib/aws/connect-account";
import type { TenantId } from "@/lib/kernel/ids";
import type { ContactFilter } from "./contact-filter";
import type { ContactRow } from "./search-contacts";
import type { SearchAccount } from "./tenant-accounts";

export interface ChunkRequest {
  tenantId: TenantId;
  filter: ContactFilter;
  from: Date;
  to: Date;
  /** What the part before gave. */
  token?: string;
  /** 1 to 100; 50 when absent. */
  limit?: number;
}

/** What each of the three ways to list contacts is given. */
export interface ListContext extends ChunkRequest {
  account: SearchAccount;
  access: AwsAccess;
  signal: AbortSignal;
}

/** A part of a list, before names and findings are put to it. */
export interface BareChunk {
  contacts: ContactRow[];
  /** Where the next part begins; undefined at the end. */
  next: string | undefined;
  /** Everything of the range that began after this was looked through: ISO 8601. */
  reachedAt: string;
  /** How this part is being read. */
  note?: string;
  /** What may be missing in this part, as a sentence. */
  gap?: string;
}
