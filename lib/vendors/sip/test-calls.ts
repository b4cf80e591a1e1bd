import { callerHangsUp, type TestCalls } from "../test-calls";
import { agentSideOf } from "./sip-voice/agent-side";
import { sipVoiceSettings } from "./sip-voice/settings";

export const sipTestCalls: TestCalls = {
  gives: "post",
  endings: [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "The voice agent posts what it knows, then hangs up.",
      gives: {
        label: "What the voice agent posts",
        hint: "A JSON object. Leave blank to post the body from the settings.",
        example: { intent: "change booking", booking: 48213 },
      },
    },
    { value: "bot", label: "Served to the end", note: "The voice agent posts nothing and hangs up." },
    callerHangsUp,
  ],
  setUp({ input, secretOf }) {
    const settings = sipVoiceSettings.parse(input.settings);
    if (input.outputs.flow === undefined) return undefined;
    const { user, allowlist, post } = agentSideOf({ ...input, settings });
    const headers = Object.entries(post?.headers ?? {}).map(([name, value]) => [
      name,
      typeof value === "string" ? value : secretOf(value.$secret),
    ]);
    return {
      path: `/_sandbox/agents/${encodeURIComponent(user)}`,
      body: { allowlist, ...(post && { post: { ...post, headers: Object.fromEntries(headers) } }) },
    };
  },
};
