import { connectorQuotaCode, connectorQuotaForm } from "@/lib/aws/connector-quota";
import type { GuideStep } from "@/lib/blueprints/blueprint";
import { numbersInUse } from "@/lib/blueprints/shared/entry";
import { TOKEN_HEADER } from "@/lib/blueprints/shared/metadata-resources";
import { agentSideOf, contactHeader } from "./agent-side";
import { namesOf, readSipConnection, type SipVoiceInput } from "./names";

const screen = "Your voice agent's SIP settings";

/** What a person does by hand: at AWS where there is no API, and on the voice agent's side with this tenant's values. */
export function sipVoiceGuide(input: SipVoiceInput): GuideStep[] {
  return [
    quotaStep(input),
    allowlistStep(input),
    addressStep(input),
    ...(input.settings.hasMetadata ? metadataSteps(input) : []),
    hangUpStep(),
    ...entrySteps(input),
    wholeCallStep(input),
  ];
}

function quotaStep({ region }: SipVoiceInput): GuideStep {
  return {
    row: "SV-01",
    screen: "AWS console › Service Quotas › Amazon Connect",
    title: "Enable external voice transfer",
    note: "Only needed if the quota is 0. The plan reads the quota and shows it.",
    values: [
      // Without an account that answers, its region is not known.
      { label: "Request form", value: region ? connectorQuotaForm(region) : undefined },
      { label: "Quota code", value: connectorQuotaCode },
      { label: "New value to request", value: "2" },
    ],
  };
}

function allowlistStep(input: SipVoiceInput): GuideStep {
  const { allowlist } = agentSideOf(input);
  const { transport, port } = readSipConnection(input.vendors);
  return {
    row: "SV-05",
    screen: `${screen} › Allowed addresses`,
    title: "Allow Amazon's voice connectors",
    note: "Until then calls fail. Callers hear the error message and go to the queue.",
    values: [
      {
        label: "Address ranges",
        value: allowlist.length > 0 ? allowlist.join("\n") : "Enter the ranges in the settings.",
      },
      { label: "Signaling", value: `${transport} ${port}` },
      { label: "Media", value: "UDP 5000–65000" },
    ],
  };
}

function addressStep(input: SipVoiceInput): GuideStep {
  const { host, port, user, transport } = readSipConnection(input.vendors);
  return {
    row: "SV-06",
    screen: `${screen} › Trunk`,
    title: "Route this address to the voice agent",
    note: `Amazon Connect sends the contact ID in the header ${contactHeader} of each INVITE. Keep it for the call.`,
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
      values: [
        { label: "Method", value: "POST" },
        { label: "URL", value: post?.url },
        { label: "Header Content-Type", value: "application/json" },
        { label: `Header ${TOKEN_HEADER}`, value: undefined, secret: "authToken" },
        { label: "Body (JSON)", value: input.settings.body, language: "json" },
      ],
    },
    {
      row: "SV-08",
      screen: "A terminal",
      title: "Try the request manually",
      note: "The response is 200 with the contact ID. 401 or 403: the token is wrong. 400: the contact ID isn't a UUID, or the body isn't a JSON object.",
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
    `  -H "${TOKEN_HEADER}: $TOKEN"`,
    `  -d ${quoted(body)}`,
  ].join(" \\\n");
}

function hangUpStep(): GuideStep {
  return {
    row: "SV-09",
    screen: `${screen} › Transfers`,
    title: "Return the call with a SIP BYE",
    note: "Amazon Connect continues the flow when the voice agent hangs up. A SIP REFER would take the call away from it.",
    values: [{ label: "How to end the voice agent's part", value: "SIP BYE" }],
  };
}

/** Numbers are pointed at the flow by the deployment; a tenant's own flow is the tenant's to change. */
function entrySteps(input: SipVoiceInput): GuideStep[] {
  if (input.settings.entry.kind !== "own-flow") return [];
  return [
    {
      row: "SV-03",
      screen: "Amazon Connect › Routing › Flows › your own flow",
      title: "Transfer callers to this flow",
      note: "Add a Transfer to flow block and connect its error branch to your queue. Try it on a copy of your flow with a test number first.",
      values: [
        { label: "Flow", value: namesOf(input).flow },
        { label: "Flow ARN", value: input.outputs.flow?.arn },
      ],
    },
  ];
}

/** The proof of all the others: it waits for the call and ticks each hop. */
function wholeCallStep({ settings }: SipVoiceInput): GuideStep {
  return {
    row: "SV-10",
    screen: "Patchbay › this integration › Watch a call",
    title: "Place a call and watch it",
    note: "From the caller to the voice agent and back to an agent. If the call stops somewhere, the page shows what is wrong and what to do.",
    here: "watch",
    values: [
      { label: "Number to dial", value: numbersInUse(settings).join("\n") || "The number of your own flow." },
    ],
  };
}
