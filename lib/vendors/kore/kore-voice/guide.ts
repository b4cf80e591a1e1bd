import { connectorQuotaCode, connectorQuotaForm } from "@/lib/aws/connector-quota";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import { numbersInUse } from "@/lib/blueprints/shared/entry";
import { automationBuilderSteps, startFlowSteps } from "./guide-metadata";
import { readKoreConnection } from "./kore-connection";
import { koreSideOf } from "./kore-side";
import { type KoreVoiceInput, namesOf } from "./names";

/**
 * What a person still does by hand, because no API exists for it, in the order of the work: each step with the screen
 * and this tenant's values. A value that only the deployment makes is undefined until then.
 */
export function koreVoiceGuide(input: KoreVoiceInput): GuideStep[] {
  return [
    quotaStep(input),
    ...trunkSteps(input),
    ...startFlowSteps(input),
    ...automationBuilderSteps(input),
    ...entrySteps(input),
    wholeCallStep(input),
  ];
}

function quotaStep({ region }: KoreVoiceInput): GuideStep {
  return {
    row: "KV-01",
    screen: "AWS console › Service Quotas › Amazon Connect",
    title: "Enable external voice transfer",
    note: "Only needed if the quota is 0. AWS enables it after reviewing a request. The plan reads the quota and shows it.",
    values: [
      {
        label: "Request form",
        // Without an account that answers, its region is not known.
        value: region ? connectorQuotaForm(region) : undefined,
      },
      { label: "Quota code", value: connectorQuotaCode },
      { label: "New value to request", value: "2" },
    ],
  };
}

function trunkSteps(input: KoreVoiceInput): GuideStep[] {
  const { botId } = readKoreConnection(input.vendors);
  const { didNumber, allowlist } = koreSideOf(input);
  const screen = "Contact Center AI › Flows & Channels › Channels › Voice › Voice Gateway › SIP transfer";
  return [
    {
      row: "KV-12",
      screen,
      title: "Create a configuration for this connector, or use an existing one",
      note: "One configuration belongs to one DID number.",
      values: [
        { label: "Name", value: namesOf(input).connector },
        { label: "Bot ID, to check that it's the right bot", value: botId },
      ],
    },
    {
      row: "KV-13",
      screen: `${screen} › Allowlist`,
      title: "Allow Amazon's voice connectors",
      note: "A change can take ten minutes to take effect. Until then, calls fail, and callers hear the error message and are sent to the queue.",
      values: [
        {
          label: "Address ranges",
          value: allowlist.length > 0 ? allowlist.join("\n") : "Enter the ranges in the settings.",
        },
        {
          label: "Signalling",
          value: input.settings.connector.requireEncryption ? "TLS 5061" : "TCP and UDP 5060",
        },
        { label: "Media", value: "UDP 5000–65000" },
      ],
    },
    {
      row: "KV-14",
      screen: `${screen} › DID number`,
      title: "Enter the DID number that the flow calls",
      note: "It must be exactly the same on both sides. Kore uses it to find the configuration.",
      values: [{ label: "DID number", value: didNumber }],
    },
    {
      row: "KV-15",
      screen: "Contact Center AI › Flows & Channels › Start Flows",
      title: "Attach the number to the start flow",
      note: "A number without a start flow isn't answered.",
      values: [{ label: "Number", value: didNumber }],
    },
  ];
}

/** The proof of all the others: it waits for the call and ticks each hop. */
function wholeCallStep({ settings }: KoreVoiceInput): GuideStep {
  return {
    row: "KV-16",
    screen: "Patchbay › this integration › Watch a call",
    title: "Place a call and watch it",
    note: "From the caller through the Voice Gateway to Kore and back to an agent. If the call stops somewhere, the page shows what is wrong and what to do.",
    here: "watch",
    values: [
      { label: "Number to dial", value: numbersInUse(settings).join("\n") || "The number of your own flow." },
    ],
  };
}

/** Numbers are pointed at the flow by the deployment; a tenant's own flow is the tenant's to change. */
function entrySteps(input: KoreVoiceInput): GuideStep[] {
  if (input.settings.entry.kind !== "own-flow") return [];
  return [
    {
      row: "KV-17",
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
