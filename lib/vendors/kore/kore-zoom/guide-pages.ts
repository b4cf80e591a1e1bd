import type { GuidePage } from "@/lib/blueprints/blueprint";

const koreDocs = (path: string): GuidePage => ({
  owner: "Kore",
  url: `https://docs.kore.ai/ai-for-service/${path}`,
});

/** Its owner's page, by what a step works in. */
export const koreZoomPages = {
  startFlows: koreDocs("flows/create-and-manage-flows"),
  voiceGateway: koreDocs("channels/voice-gateway/deployment-and-operations"),
  messageNode: koreDocs("automation/dialogs/node-types/overview"),
  marketplace: { owner: "Zoom", url: "https://marketplace.zoom.us" },
  serverToServer: {
    owner: "Zoom",
    url: "https://developers.zoom.us/docs/internal-apps/s2s-oauth/",
  },
  voiceBot: { owner: "Zoom", url: "https://developers.zoom.us/docs/contact-center/" },
  /** Which subnets a voice bot's side has to let in, and what its controllers must speak. */
  sipNetwork: {
    owner: "Zoom",
    url: "https://developers.zoom.us/docs/contact-center/library/guides/3p-voicebot/config-sip-sbc",
  },
  webhooks: { owner: "Zoom", url: "https://developers.zoom.us/docs/api/webhooks/" },
} satisfies Record<string, GuidePage>;
