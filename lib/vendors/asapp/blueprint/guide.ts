import type { GuideStep } from "@/lib/blueprints/blueprint";
import { ownFlowSteps } from "@/lib/blueprints/shared/guide-steps";
import { parseAsappConnection } from "./asapp-connection";
import { type AsappInput, namesOf } from "./names";

/** What a person still does by hand, because no API exists for it, with this tenant's values. */
export function asappGuide(input: AsappInput): GuideStep[] {
  const flow = { name: namesOf(input).flow, arn: input.outputs.flow?.arn };
  return [enableStep(input), ...ownFlowSteps("AS-02", input.settings, flow, ["number", "asapp:ask"])];
}

function enableStep(input: AsappInput): GuideStep {
  const { host, apiId } = parseAsappConnection(input);
  const { country } = input.settings;
  return {
    row: "AS-03",
    screen: "A message to your ASAPP account team",
    title: "Ask ASAPP to enable Call Transfer over PSTN",
    note: "ASAPP enables it per API ID. Until then, call-transfer is refused (403), and callers hear the error message and are sent to the queue.",
    minutes: 5,
    page: {
      owner: "ASAPP",
      url: "https://docs.asapp.com/generativeagent/integrate/amazon-connect-pstn",
    },
    proof: { cables: ["asapp:number"] },
    values: [
      {
        label: "Message",
        value: `Please enable GenerativeAgent's Call Transfer over PSTN for our API ID ${apiId} on ${host}, with phone numbers in ${country}.`,
      },
      { label: "API ID", value: apiId },
      { label: "Host", value: host },
    ],
  };
}
