import { agentPage } from "@/lib/trail/systems/agent-page/source";
import { apiAccessLog } from "@/lib/trail/systems/api-log/source";
import { associatedContacts } from "@/lib/trail/systems/associated-contacts/source";
import { attributes } from "@/lib/trail/systems/attributes/source";
import { centerEvents } from "@/lib/trail/systems/center-events/source";
import { contactRecord } from "@/lib/trail/systems/contact-record/source";
import { flowLog } from "@/lib/trail/systems/flow-log/source";
import { lambdaLog } from "@/lib/trail/systems/lambda-log/source";
import { metadata } from "@/lib/trail/systems/metadata/source";
import { sipMessages } from "@/lib/trail/systems/sip/source";
import type { TrailSource } from "@/lib/trail/trail-source";
import { vendors } from "./registry";

/** Amazon's own, in the order in which the screen lists them. A new one is one folder and one line here. */
const systems: readonly TrailSource[] = [
  contactRecord,
  associatedContacts,
  attributes,
  metadata,
  flowLog,
  sipMessages,
  apiAccessLog,
  lambdaLog,
  agentPage,
  centerEvents,
];

/** With the vendors' between them. */
export const trailSources: readonly TrailSource[] = systems.flatMap((system) => [
  system,
  ...vendors.flatMap(({ sources }) =>
    sources.flatMap(({ source, after }) => (after === system.name ? [source] : [])),
  ),
]);

/** What a connection must be allowed for reading trails; the onboarding role's policy is made of these. */
export function trailIamActions(): string[] {
  return [...new Set(trailSources.flatMap((source) => source.iamActions))].sort();
}
