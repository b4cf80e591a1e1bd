import type { GuidePage } from "@/lib/blueprints/blueprint";

/** Kore's own documentation, by what a step works in. Steps that none of its pages describes have no page. */
const pageOf = (path: string): GuidePage => ({
  owner: "Kore",
  url: `https://docs.kore.ai/ai-for-service/${path}`,
});

export const guidePages = {
  voiceGateway: pageOf("channels/voice-gateway/deployment-and-operations"),
  startFlows: pageOf("flows/create-and-manage-flows"),
  variables: pageOf("app-settings/variables/using-bot-variables"),
  dialogNodes: pageOf("automation/dialogs/node-types/overview"),
};
