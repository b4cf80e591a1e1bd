import type { GuideStep } from "@/lib/blueprints/blueprint";
import {
  allowlistStep,
  connectorQuotaStep,
  ownFlowSteps,
  watchCallStep,
} from "@/lib/blueprints/shared/guide-steps";
import { automationBuilderSteps, startFlowSteps } from "./guide-metadata";
import { guidePages } from "./guide-pages";
import { parseKoreConnection } from "./kore-connection";
import { koreSideOf } from "./kore-side";
import { type KoreVoiceInput, namesOf } from "./names";

/**
 * What a person still does by hand, because no API exists for it, in the order of the work: each step with the screen
 * and this tenant's values. A value that only the deployment makes is undefined until then.
 */
export function koreVoiceGuide(input: KoreVoiceInput): GuideStep[] {
  return [
    connectorQuotaStep("KV-01", input.region, ["sip:gateway"]),
    ...trunkSteps(input),
    ...startFlowSteps(input),
    ...automationBuilderSteps(input),
    ...ownFlowSteps("KV-17", input.settings, { name: namesOf(input).flow, arn: input.outputs.flow?.arn }, [
      "number",
      "sip",
    ]),
    watchCallStep(
      "KV-16",
      input.settings,
      "From the caller through the Voice Gateway to Kore and back to an agent.",
    ),
  ];
}

function trunkSteps(input: KoreVoiceInput): GuideStep[] {
  const { botId } = parseKoreConnection(input.vendors);
  const { didNumber, allowlist } = koreSideOf(input);
  const screen = "Contact Center AI › Flows & Channels › Channels › Voice › Voice Gateway › SIP transfer";
  return [
    {
      row: "KV-12",
      screen,
      title: "Create a configuration for this connector, or use an existing one",
      note: "One configuration belongs to one DID number.",
      minutes: 5,
      page: guidePages.voiceGateway,
      proof: { cables: ["sip:gateway"] },
      values: [
        { label: "Name", value: namesOf(input).connector },
        { label: "Bot ID, to check that it's the right bot", value: botId },
      ],
    },
    allowlistStep(
      {
        row: "KV-13",
        screen: `${screen} › Allowlist`,
        note: "A change can take ten minutes to take effect. Until then, calls fail, and callers hear the error message and are sent to the queue.",
        proof: { cables: ["sip:gateway"] },
      },
      allowlist,
      input.settings.connector.requireEncryption ? "TLS 5061" : "TCP and UDP 5060",
    ),
    {
      row: "KV-14",
      screen: `${screen} › DID number`,
      title: "Enter the DID number that the flow calls",
      note: "It must be exactly the same on both sides. Kore uses it to find the configuration.",
      minutes: 1,
      page: guidePages.voiceGateway,
      proof: { cables: ["sip:gateway", "kore"] },
      values: [{ label: "DID number", value: didNumber }],
    },
    {
      row: "KV-15",
      screen: "Contact Center AI › Flows & Channels › Start Flows",
      title: "Attach the number to the start flow",
      note: "A number without a start flow isn't answered.",
      minutes: 2,
      page: guidePages.startFlows,
      proof: { cables: ["kore"] },
      values: [{ label: "Number", value: didNumber }],
    },
  ];
}
