import { callerHangsUp, type TestCalls } from "../test-calls";
import { koreSettings } from "./connection-settings";
import { koreSideOf } from "./kore-voice/kore-side";
import { koreVoiceSettings } from "./kore-voice/settings";

export const koreTestCalls: TestCalls = {
  gives: "post",
  endings: [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "Kore posts what it knows, then hands the caller over.",
      gives: {
        label: "What Kore posts before the transfer",
        hint: "A JSON object, stored exactly as entered. Leave blank to post only the guide's body.",
        example: { intent: "change booking", booking: 48213, mood: 0.5 },
      },
    },
    {
      value: "bot",
      label: "Served completely by the bot",
      note: "Kore posts nothing, because it posts only before a transfer.",
    },
    callerHangsUp,
  ],
  setUp({ input, connection, secretOf }) {
    const { botId, clientId } = koreSettings.parse(connection.settings);
    const side = koreSideOf({ ...input, settings: koreVoiceSettings.parse(input.settings) });
    const { names, url, tokenSecret } = side.variables;
    if (url === undefined) return undefined;
    return {
      path: `/_sandbox/bots/${encodeURIComponent(botId)}`,
      body: {
        ...side,
        clientId,
        clientSecret: connection.secrets.clientSecret ?? "",
        variables: [
          { key: names.url, value: url },
          { key: names.token, value: secretOf(tokenSecret), isSecured: true },
        ],
      },
    };
  },
};
