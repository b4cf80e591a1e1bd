import type { GuidePage } from "@/lib/blueprints/blueprint";

const koreDocs = (path: string): GuidePage => ({
  owner: "Kore",
  url: `https://docs.kore.ai/ai-for-service/${path}`,
});
const awsDocs = (page: string): GuidePage => ({
  owner: "AWS",
  url: `https://docs.aws.amazon.com/connect/latest/adminguide/${page}.html`,
});

/** Its owner's page, by what a step works in. */
export const agentAiPages = {
  ccp: koreDocs(
    "agentai/integration/amazon-connect-ccp-agentai-voice/amazon-connect-ccp-integration-with-agentai-voice",
  ),
  workspace: koreDocs(
    "agentai/integration/amazon-connect-voice/amazon-connect-with-agentai-voice-via-aws-third-party-applications",
  ),
  widget: koreDocs("agentai/configuration/widget-settings"),
  customData: koreDocs("agentai/agent-experience/access-custom-data-in-agent-ai"),
  network: awsDocs("ccp-networking"),
  workspaceApps: awsDocs("3p-apps"),
  signOn: awsDocs("configure-saml"),
};
