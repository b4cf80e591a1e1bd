import { fillSecret } from "@/lib/blueprints/fill-secret";
import { callerHangsUp, type SetUp, type TestCalls } from "../../test-calls";
import { koreSettings } from "../connection-settings";
import { parseKoreConnection } from "../kore-voice/kore-connection";
import { eventScript, tokenPlaceholder } from "./event-script";
import { linkToken, zoomAccountOf } from "./names";
import { koreZoomSettings } from "./settings";
import { transferCode } from "./transfer-code";

/** As the guide has it: when an agent takes the call, and for calls that no agent takes. */
const scriptEvents = ["engagement_accepted", "engagement_closed"] as const;

export const koreZoomTestCalls: TestCalls = {
  gives: "post",
  endings: [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "Kore returns the call, and Zoom's flow goes on to the queue.",
    },
    {
      value: "resolved",
      label: "Served completely by the bot",
      note: "Kore hangs up, and Zoom ends the call.",
    },
    callerHangsUp,
  ],
  setUp({ input, connection }) {
    const settings = koreZoomSettings.parse(input.settings);
    const { botId, clientId } = koreSettings.parse(connection.settings);
    const { domain, didNumber } = settings.connector;
    return {
      path: `/_sandbox/bots/${encodeURIComponent(botId)}`,
      body: {
        clientId,
        clientSecret: connection.secrets.clientSecret ?? "",
        didNumber: parseKoreConnection(input.vendors).didNumber,
        ...(domain && didNumber ? { trunk: { didNumber, domain } } : {}),
        transferCode: settings.transfer.from === "dialog" ? transferCode(settings).text : "",
      },
    };
  },
  setUpAt: { zoom: setUpZoom },
};

/** The connector, the variables, and the flow with its event scripts. */
function setUpZoom({ input, secretOf }: SetUp): ReturnType<TestCalls["setUp"]> {
  const { flowName, connector } = koreZoomSettings.parse(input.settings);
  const { hookUrl } = input;
  const code =
    hookUrl &&
    fillSecret(eventScript(`${hookUrl}/link`).text, { placeholder: tokenPlaceholder }, secretOf(linkToken));
  return {
    path: `/_sandbox/accounts/${encodeURIComponent(zoomAccountOf(input))}/voice-bot`,
    body: {
      flowName,
      connectorName: connector.name,
      botId: parseKoreConnection(input.vendors).botId,
      ...(connector.domain && { domain: connector.domain }),
      ...(connector.didNumber && { didNumber: connector.didNumber }),
      eventScripts: code ? scriptEvents.map((event) => ({ event, code })) : [],
    },
  };
}
