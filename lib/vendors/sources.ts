import { apiAccessLog } from "@/lib/trail/systems/api-log/source";
import { associatedContacts } from "@/lib/trail/systems/associated-contacts/source";
import { attributes } from "@/lib/trail/systems/attributes/source";
import { contactRecord } from "@/lib/trail/systems/contact-record/source";
import { flowLog } from "@/lib/trail/systems/flow-log/source";
import { lambdaLog } from "@/lib/trail/systems/lambda-log/source";
import { metadata } from "@/lib/trail/systems/metadata/source";
import { sipMessages } from "@/lib/trail/systems/sip/source";
import type { TrailSource } from "@/lib/trail/trail-source";
import { asappTransfer } from "./asapp/trail/source";
import { koreConversation } from "./kore/trail/source";

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
