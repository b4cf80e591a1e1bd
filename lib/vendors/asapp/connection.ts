import { type Check, defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import type { Result } from "@/lib/kernel/result";
import { askAsapp } from "./ask-asapp";
import { type AsappSettings, asappSettings } from "./connection-settings";

const check = { id: "asapp-health", title: "ASAPP's API accepts these credentials" };

export const asappConnection = defineConnectionKind<AsappSettings>({
  kind: "asapp",
  title: "ASAPP account",
  settings: asappSettings,
  secretFields: () => ["apiSecret"],
  form: {
    name: "ASAPP account",
    settings: { host: "api.asapp.com" },
    groups: [
      {
        fields: [
          {
            path: "host",
            label: "ASAPP's host",
            note: "As ASAPP gave it to you, with or without https://. The sandbox and production differ.",
            mono: true,
            input: { kind: "text" },
          },
          { path: "apiId", label: "API ID", mono: true, input: { kind: "text" } },
          { path: "apiSecret", label: "API secret", input: { kind: "secret" } },
        ],
      },
    ],
  },
  facts({ host, apiId, simulated }) {
    const shown = simulated ? "the simulated ASAPP" : host;
    return [
      { label: "Host", value: shown, inLine: shown },
      { label: "API ID", value: apiId, mono: true, inLine: apiId },
    ];
  },
  ownFields: ["simulated"],
  secretBelongsTo: ({ host, apiId, simulated }) => [host, apiId, simulated],

  async probe(settings, { apiSecret = "" }) {
    return reportOf([describeHealth(settings, await askAsapp({ settings, apiSecret }, "/v1/health"))]);
  },
});

/** Pure: what the health call came to. Being asked too often says nothing of the credentials. */
export function describeHealth({ host }: AsappSettings, health: Result<Record<string, unknown>>): Check {
  if (!health.ok) {
    const { code, sentence, wayOut, theirWords } = health.problem;
    const state = code === "asapp-rate-limited" ? "unproven" : "failed";
    const detail = [sentence, wayOut, ...(theirWords ? [`ASAPP says: ${theirWords}.`] : [])].join(" ");
    return { ...check, state, detail };
  }
  const said = health.value.healthCheck;
  if (typeof said === "string" && said.toUpperCase() === "SUCCESS")
    return { ...check, state: "proven", detail: `${host} reports that it's healthy.` };
  return {
    ...check,
    state: "failed",
    detail: `${host} responded, but doesn't report that it's healthy. Ask ASAPP whether there is a problem.`,
  };
}
