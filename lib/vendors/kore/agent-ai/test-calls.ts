import type { TestCalls } from "../../test-calls";
import { koreSettings } from "../connection-settings";

/** Calls that an agent of the sandbox answers while the simulated Agent AI listens. */
export const agentAiTestCalls: TestCalls = {
  gives: "talk",
  sides: ["agent-ai", "agent-page"],
  endings: [
    {
      value: "agent",
      label: "An agent answers",
      note: "The caller and the agent talk, and Agent AI hears both.",
      gives: {
        label: "What they say",
        hint: "A JSON object with lines, each with speaker and text. Leave blank for a short conversation.",
        example: {
          lines: [
            { speaker: "customer", text: "I'd like to change my booking." },
            { speaker: "agent", text: "Gladly. Which booking is it?" },
          ],
        },
      },
    },
    {
      value: "agent-transfers",
      label: "The agent transfers to another agent",
      note: "The second agent has a new contact in the same conversation.",
    },
  ],
  setUp({ input, connection }) {
    if (input.outputs.flow === undefined) return undefined;
    const { botId, clientId, didNumber } = koreSettings.parse(connection.settings);
    return {
      path: `/_sandbox/bots/${encodeURIComponent(botId)}`,
      // A voice agent's integration may have set up the same bot, with its dialogs.
      body: { unlessThere: true, clientId, clientSecret: connection.secrets.clientSecret ?? "", didNumber },
    };
  },
};

/** The same, with an application of the agent workspace. */
export const workspaceTestCalls: TestCalls = { ...agentAiTestCalls, sides: ["agent-ai", "workspace"] };
