import { apiAccessLog } from "@/lib/trail/sources/api-access-log";
import { asappTransfer } from "@/lib/trail/sources/asapp-transfer";
import { associatedContacts } from "@/lib/trail/sources/associated-contacts";
import { attributes } from "@/lib/trail/sources/attributes";
import { contactRecord } from "@/lib/trail/sources/contact-record";
import { flowLog } from "@/lib/trail/sources/flow-log";
import { koreConversation } from "@/lib/trail/sources/kore-conversation";
import { lambdaLog } from "@/lib/trail/sources/lambda-log";
import { metadata } from "@/lib/trail/sources/metadata";
import { sipMessages } from "@/lib/trail/sources/sip-messages";
import type { TrailSource } from "@/lib/trail/trail-source";

/** In the order in which the screen lists them. A new source is one file and one line here. */
export const trailSources: readonly TrailSource[] = [
  contactRecord,
  associatedContacts,
  attributes,
  metadata,
  asappTransfer,
  koreConversation,
  flowLog,
  sipMessages,
  apiAccessLog,
  lambdaLog,
];

/** What a connection must be allowed for reading trails; the onboarding role's policy is made of these. */
export function trailIamActions(): string[] {
  return [...new Set(trailSources.flatMap((source) => source.iamActions))].sort();
}
