import { callerHangsUp, type TestCalls } from "../test-calls";
import { asappSettings } from "./connection-settings";

const context = (example: object) => ({
  label: "What GenerativeAgent returns",
  hint: "A JSON object with taskName, referenceVariables, and transferVariables. Leave blank to return the task from the input.",
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
      label: "Returned to the phone system",
      note: "GenerativeAgent hangs up with transfer type SYSTEM.",
      gives: context({ taskName: "PayByPhone", transferVariables: { amount: "12.50" } }),
    },
    {
      value: "no-context",
      label: "No context",
      note: "GenerativeAgent hangs up and returns no context.",
    },
    {
      value: "expired",
      label: "The temporary number has expired",
      note: "ASAPP's number expires after one minute.",
    },
    { value: "failed", label: "The transfer fails", note: "The temporary number is busy." },
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
