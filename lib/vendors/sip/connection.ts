import { type Check, defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import type { ConnectionForm } from "@/lib/forms/connection-field";
import { config } from "@/lib/kernel/config";
import { requestVendor } from "@/lib/net/guard-host";
import { type SipSettings, sipSettings } from "./connection-settings";

const timeoutMs = 8_000;

const form: ConnectionForm = {
  name: "SIP voice agent",
  settings: { port: 5060, transport: "TCP" },
  groups: [
    {
      fields: [
        {
          path: "host",
          label: "Host",
          note: "Where the voice agent takes calls.",
          placeholder: "sip.example.com",
          mono: true,
          input: { kind: "text" },
        },
        {
          path: "port",
          label: "Port",
          note: "Usually 5060, or 5061 with TLS. If blank, 5060 is used.",
          optional: true,
          mono: true,
          input: { kind: "text" },
        },
        {
          path: "transport",
          label: "Transport",
          note: "TLS also encrypts the media (SRTP).",
          input: {
            kind: "choice",
            options: [
              { value: "TCP", label: "TCP" },
              { value: "UDP", label: "UDP" },
              { value: "TLS", label: "TLS with SRTP" },
            ],
          },
        },
        {
          path: "user",
          label: "Number or user",
          note: "Calls are sent to this user at the host.",
          placeholder: "+12065551119",
          mono: true,
          input: { kind: "text" },
        },
        {
          path: "addressRanges",
          label: "Address ranges",
          note: "Where the voice agent's signaling and media come from, one range per line.",
          optional: true,
          mono: true,
          input: { kind: "lines" },
        },
        {
          path: "healthUrl",
          label: "Health check URL",
          note: "Returns 2xx while the voice agent is up. Without it, only a call shows whether it answers.",
          placeholder: "https://agent.example.com/health",
          optional: true,
          mono: true,
          input: { kind: "text" },
        },
      ],
    },
  ],
};

export const sipConnection = defineConnectionKind<SipSettings>({
  kind: "sip",
  title: "SIP voice agent",
  settings: sipSettings,
  secretFields: () => [],
  form,
  facts({ host, port, transport, user, healthUrl, simulated }) {
    const shown = simulated ? "the simulated voice agent" : `${host}:${port}`;
    return [
      { label: "Host", value: shown, inLine: shown },
      { label: "Transport", value: transport },
      { label: "Number or user", value: user, mono: true, inLine: user },
      { label: "Health check", value: healthUrl ?? "none" },
    ];
  },
  ownFields: ["simulated"],
  secretBelongsTo: () => [],

  async probe({ healthUrl, simulated }) {
    const simulatedUrl = simulated ? config().vendorSandboxUrls.sip : undefined;
    const url = simulatedUrl === undefined ? healthUrl : `${simulatedUrl}/health`;
    if (url === undefined) return reportOf([{ ...check, state: "unproven", detail: noHealthUrl }]);
    const answer = await requestVendor({
      vendor: "The voice agent",
      url,
      method: "GET",
      headers: {},
      timeoutMs,
      simulated: simulatedUrl !== undefined,
    });
    if (answer.ok) return reportOf([describeHealth(answer.value.status)]);
    const { sentence, wayOut } = answer.problem;
    return reportOf([{ ...check, state: "failed", detail: `${sentence} ${wayOut}` }]);
  },
});

const check = { id: "sip-health", title: "Health check URL responds" };
const noHealthUrl = "There is no health check URL. The first call shows whether the voice agent answers.";

/** What the health check came to. It says nothing of SIP: only a call does. */
export function describeHealth(status: number): Check {
  if (status >= 200 && status < 300) {
    return { ...check, state: "proven", detail: `The health check returned ${status}.` };
  }
  if (status === 429) {
    return {
      ...check,
      state: "unproven",
      detail: "The health check is rate limited (429). Try again in a minute.",
    };
  }
  return {
    ...check,
    state: "failed",
    detail: `The health check returned ${status}. A healthy service returns 2xx.`,
  };
}
