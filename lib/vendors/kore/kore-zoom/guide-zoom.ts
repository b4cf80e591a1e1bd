import type { GuideStep, GuideValue } from "@/lib/blueprints/blueprint";
import { hookPaths } from "@/lib/blueprints/shared/hook-parts";
import { parseKoreConnection } from "../kore-voice/kore-connection";
import { listControllers } from "../kore-voice/presets";
import { eventScript, tokenPlaceholder } from "./event-script";
import { koreZoomPages } from "./guide-pages";
import { type KoreZoomInput, linkToken, variableGroup, variables } from "./names";
import { transferCode } from "./transfer-code";

const publicAddressFirst =
  "First set its public address (NEXTAUTH_URL) to one that begins with https:// and can be reached from the internet.";
const onConnectorPage =
  "On the connector's page in Zoom, under Configuration Details. Save it in the settings.";

export function instruction(label: string, value: string): GuideValue {
  return { label, value, isInstruction: true };
}

/** Kore's side of the way in. */
export function trunkStep(input: KoreZoomInput): GuideStep {
  const { domain, didNumber } = input.settings.connector;
  const { voiceGatewayRegion } = parseKoreConnection(input.vendors);
  return {
    row: "ZC-03",
    screen:
      "Contact Center AI › Flows & Channels › Channels › Voice Gateway › SIP Numbers › Configure SIP Trunk › Contact Center AI",
    title: "Create the SIP trunk in Kore, and attach the flow",
    note: "A call to a DID number without a flow ends without reaching the bot. Kore fills in its own SIP URI.",
    minutes: 10,
    page: koreZoomPages.voiceGateway,
    proof: { cables: ["kore"] },
    values: [
      ofConnector("Fully qualified domain name", domain),
      ofConnector("DID number", didNumber),
      { label: "DNS resolve method", value: "srv" },
      { label: "SIP transport type", value: "TLS" },
      instruction("Pad Crypto", "On"),
      instruction("Inbound and outbound calls", "Both on"),
      instruction("Encryption", "TLS 1.2 or later, SRTP"),
      {
        label: "Kore's addresses, for firewalls on Zoom's side",
        value: listControllers(voiceGatewayRegion),
      },
      { label: "Zoom's page on the addresses that Kore's side lets in", value: koreZoomPages.sipNetwork.url },
    ],
  };
}

function ofConnector(label: string, value: string): GuideValue {
  return value === "" ? instruction(label, onConnectorPage) : { label, value };
}

/** How calls come back: by the flow's node, or by code in a dialog. Where they go is a step of its own with REFER. */
export function agentTransferStep({ settings }: KoreZoomInput): GuideStep[] {
  const { from, method, target, headers } = settings.transfer;
  const sent = headers.map(({ name, value }) => `${name}: ${value}`).join("\n");
  const ending: GuideStep = {
    row: "ZC-05",
    screen: "Zoom flow › after the Voice Bot widget",
    title: "Route calls by how Kore ended them",
    note: "A caller who hangs up sends no header. Route what has no kore-reason as the end of the call.",
    minutes: 5,
    page: koreZoomPages.voiceBot,
    values: [
      // With REFER, Kore sends the call to its target itself.
      ...(method === "bye" ? [instruction("kore-reason TransferToAgent", "Route to your queue.")] : []),
      instruction("kore-reason HangUp", "End the call: the bot has served the caller."),
      { label: "In the 200 OK", value: "kore-session_id and kore-bot_id" },
    ],
  };
  const targetSteps: GuideStep[] =
    method === "refer"
      ? [
          {
            row: "ZC-11",
            screen: "Zoom Admin › Contact Center › Phone Numbers",
            title: "Check that the transfer's target is answered",
            note: "Kore's leg ends with the REFER. If the target refuses it, Kore is expected to run the node's error path: try it once.",
            minutes: 3,
            values: [{ label: "REFER to", value: target }],
          },
        ]
      : [];
  if (from === "dialog") {
    return [
      {
        row: "ZC-04",
        screen: "Automation AI › Dialog Tasks › Message node › Channel override › Voice › JavaScript",
        title: "Transfer to an agent from the dialog",
        note: "The functions work in a Message node's override for voice only. Keep the first line: Patchbay finds the code by it.",
        minutes: 5,
        page: koreZoomPages.messageNode,
        values: [{ label: "Code", value: transferCode(settings).text, language: "javascript" }],
      },
      ...targetSteps,
      ending,
    ];
  }
  return [
    {
      row: "ZC-04",
      screen: "Contact Center AI › Settings › Integrations › Agent Transfer › Voice › SIP Transfer",
      title: "Return calls from Kore to Zoom",
      note: "Create it here, then select Agent Transfer as the action of the flow's node. With SIP BYE, Kore hangs up and Zoom's flow goes on.",
      minutes: 5,
      page: koreZoomPages.voiceGateway,
      values: [
        { label: "SIP transfer method", value: "SIP BYE" },
        ...(sent === "" ? [] : [{ label: "SIP headers", value: sent }]),
      ],
    },
    ending,
  ];
}

/** How an engagement finds its Kore session. Without a public address, Zoom can't reach the console. */
export function linkStep({ settings, hookUrl }: KoreZoomInput): GuideStep[] {
  const names: GuideValue = {
    label: `Variables in the group ${variableGroup}`,
    value: variables.map(({ name }) => name).join("\n"),
  };
  const script: GuideValue[] =
    hookUrl === undefined
      ? [instruction("Event script", `Off: Zoom can't reach this console. ${publicAddressFirst}`)]
      : [
          {
            label: "Event script",
            value: eventScript(`${hookUrl}/${hookPaths.link}`).text,
            language: "javascript",
            fill: { secret: linkToken, placeholder: tokenPlaceholder },
          },
          { label: "Token in the script", value: undefined, secret: linkToken },
        ];
  return [
    {
      row: "ZC-13",
      screen: `Zoom Admin › Contact Center › Flows › ${settings.flowName} › Start widget › Event scripts`,
      title: "Link engagements with Kore's sessions",
      note: "Add the script to Engagement Accepted and Engagement Closed: the first runs only when an agent answers. Without it, Patchbay finds the conversation only by a variable that holds kore_session_id.",
      minutes: 10,
      page: koreZoomPages.voiceBot,
      values: [names, ...script],
    },
  ];
}

export function flowStep({ settings }: KoreZoomInput): GuideStep {
  const { flowName, connector, entryPoints } = settings;
  return {
    row: "ZC-12",
    screen: "Zoom Admin › Contact Center › Flows",
    title: "Put the voice bot into the flow, and publish it",
    note: "Select the connector in the Voice Bot widget. Then publish the flow, and choose it at each entry point.",
    minutes: 10,
    page: koreZoomPages.voiceBot,
    proof: { cables: ["number", "flow", "kore"] },
    values: [
      { label: "Flow", value: flowName },
      { label: "Connector in the Voice Bot widget", value: connector.name },
      { label: "Entry points", value: entryPoints.join("\n") },
    ],
  };
}

const endpointLabel = "Event notification endpoint URL";

/** Zoom's own events. Without a public address they are off. */
export function webhookStep({ hookUrl }: KoreZoomInput): GuideStep[] {
  return [
    {
      row: "ZC-14",
      screen: "Zoom App Marketplace › your app › Features › Access › Event Subscriptions",
      title: "Send Zoom's events to this console",
      note: "Optional: while an engagement goes on, its trail shows them. Save the secret token in the Zoom connection before you validate the endpoint.",
      minutes: 5,
      page: koreZoomPages.webhooks,
      values: [
        hookUrl === undefined
          ? instruction(endpointLabel, `Off: Zoom can't reach this console. ${publicAddressFirst}`)
          : { label: endpointLabel, value: `${hookUrl}/${hookPaths.events}` },
        {
          label: "Events",
          value: [
            "contact_center.engagement_started",
            "contact_center.engagement_user_answered",
            "contact_center.engagement_user_ended",
            "contact_center.engagement_ended",
          ].join("\n"),
        },
      ],
    },
  ];
}
