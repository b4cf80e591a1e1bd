import type { ConnectionForm } from "@/lib/forms/connection-field";
import { defaultVoiceGatewayRegion, voiceGatewayRegions } from "./kore-voice/presets";

export const koreForm: ConnectionForm = {
  name: "Kore bot",
  settings: { host: "https://platform.kore.ai", voiceGatewayRegion: defaultVoiceGatewayRegion },
  groups: [
    {
      fields: [
        {
          path: "host",
          label: "Kore's host",
          note: "As in the address of your Kore console.",
          mono: true,
          input: { kind: "text" },
        },
        { path: "botId", label: "Bot ID", placeholder: "st-…", mono: true, input: { kind: "text" } },
        { path: "clientId", label: "Client ID", placeholder: "cs-…", mono: true, input: { kind: "text" } },
        { path: "clientSecret", label: "Client secret", input: { kind: "secret" } },
        { path: "appName", label: "App's name", optional: true, input: { kind: "text" } },
        {
          path: "accountId",
          label: "Account ID",
          note: "For Kore's own record of a call on its trail: which bot ran, which number was called, and how it ended.",
          mono: true,
          optional: true,
          input: { kind: "text" },
        },
        {
          path: "voiceGatewayRegion",
          label: "Voice Gateway region",
          input: {
            kind: "choice",
            options: Object.entries(voiceGatewayRegions).map(([value, { title }]) => ({
              value,
              label: title,
            })),
          },
        },
        {
          path: "didNumber",
          label: "DID number",
          note: "The number that the flow calls. It must be the same in Kore.",
          placeholder: "+12065551118",
          mono: true,
          input: { kind: "text" },
        },
      ],
    },
    {
      title: "Publishing",
      fields: [
        {
          path: "adminClientId",
          label: "Client ID of an Admin Console app",
          note: "Only such an app may publish, under Security & Control › API Scopes with Bot Publish. Without one, you publish in Kore.",
          placeholder: "cs-…",
          mono: true,
          optional: true,
          input: { kind: "text" },
        },
        {
          path: "adminClientSecret",
          label: "Client secret of the Admin Console app",
          note: "Either both or neither.",
          optional: true,
          input: { kind: "secret" },
        },
      ],
    },
  ],
};
