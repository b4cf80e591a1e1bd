import type { GuideStep } from "@/lib/blueprints/blueprint";
import { guidePages } from "./guide-pages";
import { parseKoreConnection } from "./kore-connection";
import { koreSideOf } from "./kore-side";
import type { KoreVoiceInput } from "./names";

/** In Contact Center AI: headers kept, the automation bot found, and the way back by SIP BYE. */
export function startFlowSteps(input: KoreVoiceInput): GuideStep[] {
  const { botId } = parseKoreConnection(input.vendors);
  return [
    {
      row: "KM-18",
      screen:
        "Contact Center AI › Flows & Channels › Start Flows › Conditional Flow › Script node right after Start",
      title: "Save the call's SIP headers",
      note: "Amazon Connect sends its contact ID in a SIP header. The bot can only read what the start flow saves.",
      minutes: 5,
      page: guidePages.startFlows,
      proof: { cables: ["api", "store"] },
      values: [{ label: "Script", value: koreSideOf(input).startScript, language: "javascript" }],
    },
    {
      row: "KM-19",
      screen: "Contact Center AI › Flows & Channels › Start Flows › Conditional Flow › Test",
      title: "Test the flow and note which automation bot it runs",
      note: "Do the next steps in that bot. A test here has no SIP headers, but the script must still finish.",
      minutes: 5,
      page: guidePages.startFlows,
      proof: { cables: ["kore"] },
      values: [{ label: "Automation bot of the Kore connection", value: botId }],
    },
    {
      row: "KM-20",
      screen: "Contact Center AI › Settings › Integrations › Agent Transfer › Voice › SIP Transfer",
      title: "Return the call from Kore",
      note: "With SIP BYE, Kore hangs up first, and then Amazon Connect resumes the flow. SIP REFER would take the call away from Amazon Connect.",
      minutes: 2,
      // The flow reads the metadata only once the call has come back to it.
      proof: { cables: ["sip:gateway", "retrieve"] },
      values: [{ label: "SIP transfer method", value: "SIP BYE" }],
    },
  ];
}

/** In the automation bot: contact id taken out of the headers, metadata posted, and all of it published. */
export function automationBuilderSteps(input: KoreVoiceInput): GuideStep[] {
  const { botId } = parseKoreConnection(input.vendors);
  const { transferScript, serviceNode, variables } = koreSideOf(input);
  const dialog = "Automation AI › Dialog Tasks › Agent Transfer";
  return [
    {
      row: "KM-21",
      screen: `${dialog} › Script node before the transfer`,
      title: "Read the contact ID from the headers",
      note: "It finds the header regardless of upper and lower case, and never stops the dialog.",
      minutes: 5,
      page: guidePages.dialogNodes,
      proof: { cables: ["api", "store"] },
      values: [{ label: "Script", value: transferScript, language: "javascript" }],
    },
    {
      row: "KP-04",
      screen: "App Settings › Environment Variables",
      title: "Create the bot's two variables",
      note: "The Service node uses them, so a new URL or token is entered once. Mark the token as Secure: its value then can't be read again. Variables take effect when the bot is published.",
      minutes: 3,
      page: guidePages.variables,
      proof: { cables: ["api", "store"] },
      values: [
        { label: "Name of the URL's variable", value: variables.names.url },
        { label: `Value of ${variables.names.url}`, value: variables.url },
        { label: "Name of the token's variable (Secure)", value: variables.names.token },
        { label: `Value of ${variables.names.token}`, value: undefined, secret: variables.tokenSecret },
      ],
    },
    {
      row: "KM-22",
      screen: `${dialog} › Service node right after the Script node › Define Request`,
      title: "Post the metadata to Amazon",
      note: "Everything in the body becomes a contact attribute that many people can read, so don't put a secret in it. The limit is 24 KB.",
      minutes: 10,
      page: guidePages.dialogNodes,
      proof: { cables: ["api", "store"] },
      values: [
        { label: "Request URL", value: serviceNode.url },
        { label: "Method", value: serviceNode.method },
        ...Object.entries(serviceNode.headers).map(([name, value]) => ({ label: `Header ${name}`, value })),
        { label: "Body (JSON)", value: serviceNode.body, language: "json" },
      ],
    },
    {
      row: "KM-23",
      screen: "Deploy › Publish",
      title: "Publish the bot",
      note: "The changes above don't affect callers until the bot is published.",
      minutes: 2,
      proof: { cables: ["api", "store"] },
      values: [{ label: "Bot ID", value: botId }],
    },
  ];
}
