import { connectorQuotaCheck, connectorQuotaCode, connectorQuotaForm } from "@/lib/aws/connector-quota";
import type { Cable, GuidePage, GuideStep } from "../blueprint";
import { type Entry, numbersInUse } from "./entry";

/** The quota, and what the far side has to allow. */
const voiceTransferPage: GuidePage = {
  owner: "AWS",
  url: "https://docs.aws.amazon.com/connect/latest/adminguide/external-voice-transfer.html",
};

/** How one flow leads to another. */
const transferToFlowPage: GuidePage = {
  owner: "AWS",
  url: "https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-flow.html",
};

/**
 * `region`: undefined or empty where no account answers; then the form's address isn't known. `cables`: those of a call
 * that went out through a connector.
 */
export function connectorQuotaStep(
  row: string,
  region: string | undefined,
  cables: readonly Cable["id"][],
): GuideStep {
  return {
    row,
    screen: "AWS console › Service Quotas › Amazon Connect",
    title: "Enable external voice transfer",
    note: "Only needed if the quota is 0. AWS enables it after reviewing a request. The plan reads the quota and shows it.",
    minutes: 5,
    page: voiceTransferPage,
    proof: { check: connectorQuotaCheck, cables },
    values: [
      { label: "Request form", value: region ? connectorQuotaForm(region) : undefined },
      { label: "Quota code", value: connectorQuotaCode },
      { label: "New value to request", value: "2" },
    ],
  };
}

/** What a firewall in front of the other side must let in. `ranges`: empty where neither AWS nor the settings name any. */
export function allowlistStep(
  step: Pick<GuideStep, "row" | "screen" | "note" | "proof">,
  ranges: readonly string[],
  signaling: string,
): GuideStep {
  return {
    ...step,
    title: "Allow Amazon's voice connectors",
    minutes: 5,
    page: voiceTransferPage,
    values: [
      {
        label: "Address ranges",
        value: ranges.length > 0 ? ranges.join("\n") : "Enter the ranges in the settings.",
      },
      { label: "Signaling", value: signaling },
      { label: "Media", value: "UDP 5000–65000" },
    ],
  };
}

/**
 * Deployments point numbers at the flow. None when callers come in by number: only their own flow is left to change.
 * `cables`: those that this flow has a call on, and no other.
 */
export function ownFlowSteps(
  row: string,
  { entry }: { entry: Entry },
  flow: { name: string; arn: string | undefined },
  cables: readonly Cable["id"][],
): GuideStep[] {
  if (entry.kind !== "own-flow") return [];
  return [
    {
      row,
      screen: "Amazon Connect › Routing › Flows › your own flow",
      title: "Transfer callers from your own flow to this one",
      note: "Add a Transfer to flow block and connect its error branch to your queue. Try it on a copy of your flow with a test number first.",
      minutes: 10,
      page: transferToFlowPage,
      proof: { cables },
      values: [
        { label: "Flow", value: flow.name },
        { label: "Flow ARN", value: flow.arn },
      ],
    },
  ];
}

/** The last step, which tests all the others. `way`: "From the caller to the voice agent and back to an agent." */
export function watchCallStep(row: string, settings: { entry: Entry }, way: string): GuideStep {
  return {
    row,
    screen: "Patchbay › this integration › Watch a call",
    title: "Place a call and watch it",
    note: `${way} If the call stops somewhere, the page shows what is wrong and what to do.`,
    here: "watch",
    minutes: 3,
    proof: { wholeCall: true },
    values: [
      { label: "Number to dial", value: numbersInUse(settings).join("\n") || "The number of your own flow." },
    ],
  };
}
