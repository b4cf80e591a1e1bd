import type { GuideStep } from "@/lib/blueprints/blueprint";
import {
  allowlistStep,
  connectorQuotaStep,
  ownFlowSteps,
  watchCallStep,
} from "@/lib/blueprints/shared/guide-steps";
import { tokenHeaderName } from "@/lib/blueprints/shared/metadata-resources";
import { agentSideOf, contactHeader } from "./agent-side";
import { namesOf, parseSipConnection, type SipVoiceInput } from "./names";

const screen = "Your voice agent's SIP settings";

/** What a person does by hand: at AWS where there is no API, and on the voice agent's side with this tenant's values. */
export function sipVoiceGuide(input: SipVoiceInput): GuideStep[] {
  const { transport, port } = parseSipConnection(input.vendors);
  return [
    connectorQuotaStep("SV-01", input.region, ["sip:agent"]),
    allowlistStep(
      {
        row: "SV-05",
        screen: `${screen} › Allowed addresses`,
        note: "Until then calls fail. Callers hear the error message and go to the queue.",
        proof: { cables: ["sip:agent"] },
      },
      agentSideOf(input).allowlist,
      `${transport} ${port}`,
    ),
    addressStep(input),
    ...(input.settings.hasMetadata ? metadataSteps(input) : []),
    hangUpStep(),
    ...ownFlowSteps("SV-03", input.settings, { name: namesOf(input).flow, arn: input.outputs.flow?.arn }, [
      "number",
      "sip",
    ]),
    watchCallStep("SV-10", input.settings, "From the caller to the voice agent and back to an agent."),
  ];
}

function addressStep(input: SipVoiceInput): GuideStep {
  const { host, port, user, transport } = parseSipConnection(input.vendors);
  return {
    row: "SV-06",
    screen: `${screen} › Trunk`,
    title: "Route this address to the voice agent",
    note: `Amazon Connect sends the contact ID in the header ${contactHeader} of each INVITE. Keep it for the call.`,
    minutes: 5,
    proof: { cables: ["sip:agent"] },
    values: [
      { label: "Calls are sent to", value: `sip:${user}@${host}:${port}` },
      { label: "Encryption", value: transport === "TLS" ? "TLS and SRTP, required" : "None" },
      { label: "Header with the contact ID", value: contactHeader },
    ],
  };
}

function metadataSteps(input: SipVoiceInput): GuideStep[] {
  const { post } = agentSideOf(input);
  return [
    {
      row: "SV-07",
      screen: "Your voice agent's outgoing requests",
      title: "Post what the voice agent learned before it hands the caller over",
      note: "Everything in the body becomes a contact attribute that many people can read, so don't put a secret in it. The limit is 24 KB.",
      minutes: 15,
      proof: { cables: ["api", "store"] },
      values: [
        { label: "Method", value: "POST" },
        { label: "URL", value: post?.url },
        { label: "Header Content-Type", value: "application/json" },
        { label: `Header ${tokenHeaderName}`, value: undefined, secret: "authToken" },
        { label: "Body (JSON)", value: input.settings.body, language: "json" },
      ],
    },
    {
      row: "SV-08",
      screen: "A terminal",
      title: "Try the request manually",
      note: "The response is 200 with the contact ID. 401 or 403: the token is wrong. 400: the contact ID isn't a UUID, or the body isn't a JSON object.",
      minutes: 3,
      // A call's own post says more.
      proof: { cables: ["api", "store"] },
      values: [{ label: "curl", value: post && curlOf(post.url, post.body), language: "text" }],
    },
  ];
}

/** For any POSIX shell. */
function curlOf(url: string, body: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -X POST ${quoted(url.replace("{contactId}", "00000000-0000-4000-8000-000000000000"))}`,
    `  -H 'Content-Type: application/json'`,
    `  -H "${tokenHeaderName}: $TOKEN"`,
    `  -d ${quoted(body)}`,
  ].join(" \\\n");
}

function hangUpStep(): GuideStep {
  return {
    row: "SV-09",
    screen: `${screen} › Transfers`,
    title: "Return the call with a SIP BYE",
    note: "Amazon Connect continues the flow when the voice agent hangs up. A SIP REFER would take the call away from it.",
    minutes: 2,
    // Only a call that comes back to the flow goes on to the queue by way of a voice agent that answered.
    proof: { cables: ["sip:agent", "queue"] },
    values: [{ label: "How to end the voice agent's part", value: "SIP BYE" }],
  };
}
