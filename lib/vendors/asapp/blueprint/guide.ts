import type { GuideStep } from "@/lib/blueprints/blueprint";
import { readAsappConnection } from "./asapp-connection";
import { type AsappInput, namesOf } from "./names";

/** What a person still does by hand, because no API exists for it, with this tenant's values. */
export function asappGuide(input: AsappInput): GuideStep[] {
  return [enableStep(input), ...entrySteps(input)];
}

function enableStep(input: AsappInput): GuideStep {
  const { host, apiId } = readAsappConnection(input);
  const { country } = input.settings;
  return {
    row: "AS-03",
    screen: "A message to your ASAPP account team",
    title: "Ask ASAPP to enable Call Transfer over PSTN",
    note: "ASAPP enables it per API ID. Until then, call-transfer is refused (403), and callers hear the error message and are sent to the queue.",
    values: [
      {
        label: "Message",
        value: `Please enable GenerativeAgent's Call Transfer over PSTN for our API ID ${apiId} on ${host}, with phone numbers in ${country}.`,
      },
      { label: "API id", value: apiId },
      { label: "Host", value: host },
    ],
  };
}

/** Numbers are pointed at the flow by the deployment; a tenant's own flow is the tenant's to change. */
function entrySteps(input: AsappInput): GuideStep[] {
  if (input.settings.entry.kind !== "own-flow") return [];
  return [
    {
      row: "AS-02",
      screen: "Amazon Connect › Routing › Flows › your own flow",
      title: "Transfer callers from your own flow to this one",
      note: "Add a Transfer to flow block and connect its error branch to your queue. Try it on a copy of your flow with a test number first.",
      values: [
        { label: "Flow", value: namesOf(input).flow },
        { label: "Flow ARN", value: input.outputs.flow?.arn },
      ],
    },
  ];
}
