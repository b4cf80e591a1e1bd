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
        { path: "botId", label: "Bot id", placeholder: "st-…", mono: true, input: { kind: "text" } },
        { path: "clientId", label: "Client id", placeholder: "cs-…", mono: true, input: { kind: "text" } },
        { path: "clientSecret", label: "Client secret", input: { kind: "secret" } },
        { path: "appName", label: "App's name", optional: true, input: { kind: "text" } },
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
  ],
};
