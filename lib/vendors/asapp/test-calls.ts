import { callerHangsUp, type TestCalls } from "../test-calls";
import { asappSettings } from "./connection-settings";

const context = (example: object) => ({
  label: "What GenerativeAgent leaves behind",
  hint: "A JSON object with taskName, referenceVariables and transferVariables; empty: the task that it was told.",
  example,
});

export const asappTestCalls: TestCalls = {
  gives: "asapp",
  endings: [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "GenerativeAgent hangs up with transfer type AGENT.",
      gives: context({
        taskName: "Billing",
        referenceVariables: { plan: "gold" },
        transferVariables: { reason: "refund" },
      }),
    },
    {
      value: "system",
      label: "Given back to the phone system",
      note: "GenerativeAgent hangs up with transfer type SYSTEM.",
      gives: context({ taskName: "PayByPhone", transferVariables: { amount: "12.50" } }),
    },
    {
      value: "no-context",
      label: "No context",
      note: "GenerativeAgent hangs up and leaves nothing behind.",
    },
    { value: "expired", label: "The lent number has expired", note: "ASAPP's number lives one minute." },
    { value: "failed", label: "The transfer fails", note: "The line of the lent number is busy." },
    callerHangsUp,
  ],
  setUp({ input, connection }) {
    if (input.outputs.flow === undefined) return undefined;
    const { apiId } = asappSettings.parse(connection.settings);
    return {
      path: `/_sandbox/accounts/${encodeURIComponent(apiId)}`,
      body: { apiSecret: connection.secrets.apiSecret ?? "" },
    };
  },
};
