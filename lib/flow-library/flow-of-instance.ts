import type { IntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";

/** Which of a flow's two contents: what calls run, or what someone saved since in the designer. */
export type FlowStage = "live" | "draft";

/** A flow of an instance, as a list shows it. */
export interface FlowListItem {
  id: string;
  arn: string;
  name: string;
  /** AWS's word: CONTACT_FLOW, CUSTOMER_QUEUE. */
  type: string;
  /** "Contact flow", "Customer queue flow". */
  typeTitle: string;
  description: string;
  /** False: it was only ever saved, and takes no call. */
  isPublished: boolean;
  isArchived: boolean;
  /** undefined when its content isn't a flow that we can read. */
  blocks?: number;
  contentSha256: string;
  /** ISO time. */
  changedAt?: string;
  /** The integration of this tenant and installation that made it, by its tags. */
  integrationId?: IntegrationId;
}

export interface FlowPage {
  flows: FlowListItem[];
  /** For the next page; absent on the last. */
  nextPageToken?: string;
}

/** One content of a flow, as the instance has it. */
export interface StoredFlow extends Omit<FlowListItem, "blocks"> {
  stage: FlowStage;
  /** The content, byte for byte. */
  text: string;
}

/** Both contents: a flow that was never published has no live one; without later changes the draft equals it. */
export interface BothStages {
  live?: StoredFlow;
  draft?: StoredFlow;
  /** Why the draft couldn't be read, while the live content could. */
  draftProblem?: Problem;
}
