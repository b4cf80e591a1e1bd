import { defineConnectionKind, reportOf } from "@/lib/connection-kinds/connection-kind";
import { koreForm } from "./connection-form";
import { type KoreSettings, koreSettings } from "./connection-settings";
import { probeScopes } from "./proof/probe-scopes";
import { adminAppOf } from "./publish/ask-admin";
import { probePublishing } from "./publish/probe-publishing";

export const koreConnection = defineConnectionKind<KoreSettings>({
  kind: "kore",
  title: "Kore bot",
  settings: koreSettings,
  secretFields: ({ adminClientId }) =>
    adminClientId ? ["clientSecret", "adminClientSecret"] : ["clientSecret"],
  optionalSecretFields: ({ adminClientId }) => (adminClientId ? [] : ["adminClientSecret"]),
  pairs: [{ setting: "adminClientId", secret: "adminClientSecret" }],
  form: koreForm,
  facts({ host, botId, clientId, adminClientId, voiceGatewayRegion, didNumber, koreSandbox }) {
    const shown = koreSandbox ? "the simulated Kore" : host.replace("https://", "");
    return [
      { label: "Host", value: shown, inLine: shown },
      { label: "Bot ID", value: botId, mono: true, inLine: botId },
      { label: "Client ID", value: clientId, mono: true },
      ...(adminClientId ? [{ label: "Admin Console app", value: adminClientId, mono: true as const }] : []),
      { label: "Voice Gateway", value: voiceGatewayRegion },
      { label: "DID number", value: didNumber, mono: true },
    ];
  },
  ownFields: ["koreSandbox"],
  secretBelongsTo: ({ host, clientId, koreSandbox }) => [host, clientId, koreSandbox],

  async probe(settings, { clientSecret = "", adminClientSecret }) {
    const admin = adminAppOf(settings, { adminClientSecret });
    if (admin === undefined) return probeScopes({ settings, clientSecret });
    const [{ checks }, publishing] = await Promise.all([
      probeScopes({ settings, clientSecret }),
      probePublishing(admin),
    ]);
    return reportOf([...checks, publishing]);
  },
});
