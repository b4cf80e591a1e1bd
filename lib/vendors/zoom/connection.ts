import { defineConnectionKind } from "@/lib/connection-kinds/connection-kind";
import { zoomForm } from "./connection-form";
import { type ZoomSettings, zoomSettings } from "./connection-settings";
import { probeZoom } from "./probe";

export const zoomConnection = defineConnectionKind<ZoomSettings>({
  kind: "zoom",
  title: "Zoom Contact Center",
  settings: zoomSettings,
  secretFields: () => ["clientSecret"],
  optionalSecretFields: () => ["webhookSecret"],
  form: zoomForm,
  facts({ accountId, clientId, flowAccess, zoomSandbox }) {
    const shown = zoomSandbox ? "the simulated Zoom" : "zoom.us";
    return [
      { label: "Host", value: shown, inLine: shown },
      { label: "Account ID", value: accountId, mono: true, inLine: accountId },
      { label: "Client ID", value: clientId, mono: true },
      { label: "Access", value: flowAccess === "change" ? "Change the flow in Zoom" : "Read only" },
    ];
  },
  ownFields: ["zoomSandbox"],
  secretBelongsTo: ({ accountId, clientId, zoomSandbox }) => [accountId, clientId, zoomSandbox],
  probe: (settings, { clientSecret = "" }) => probeZoom({ settings, clientSecret }),
});
