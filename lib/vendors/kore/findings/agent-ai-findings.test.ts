import { expect, test } from "vitest";
import {
  type Answers,
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
} from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf, withContact, withFlowLog } from "@/lib/contacts/trail/testing/recorded-trail";
import { type Problem, succeed } from "@/lib/kernel/result";
import type { SetupGap, Trail } from "@/lib/trail/event";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import { sampleVendors } from "@/lib/trail/testing/sample-vendors";
import type { TrailContext } from "@/lib/trail/trail-source";
import type { TranscriptLine } from "../agent-ai/transcript";
import { agentAiReaders } from "../trail/agent-ai/readers";
import { kore } from "../vendor";
import { agentAiFindings } from "./agent-ai-findings";

const trigger = "acme-KVSTrigger";
const functionArn = `arn:aws:lambda:us-east-1:111122223333:function:${trigger}:live`;
const requestId = "66666666-6666-4666-8666-666666666666";
const tokenFunction = "acme-KoreTokenGenerator";
const tokenRequestId = "77777777-7777-4777-8777-777777777777";
const bothSides = [{ ParticipantType: "Customer", MediaDirections: ["To", "From"] }];
const at = (seconds: number) => new Date(Date.UTC(2024, 2, 4, 10, 0, seconds)).toISOString();

interface Told {
  /** The streaming block's line: its parameters' participants, or what it came to. */
  streaming?: { Participants?: unknown; Results?: string } | undefined;
  /** Setting the whisper failed, or the whisper didn't run: neither did the streaming block and the function. Or it isn't logged. */
  hook?: "failed" | "not-logged" | "not-run";
  /** When Agent AI's flow had the contact, in seconds after it began; null: it never had it. */
  markedAt?: number | null;
  /** Members of the function's log line. */
  log?: Record<string, unknown>;
  attributes?: Record<string, string>;
  /** Members of the log line of the function that signs the workspace's token. */
  token?: Record<string, unknown>;
  /** Lambda ended that function after its line, and the flow got nothing. */
  hasTokenCrash?: true;
  lines?: TranscriptLine[];
  /** Why there may be more lines. */
  unread?: Problem;
  setup?: SetupGap[];
  page?: { code: string; seconds: number }[];
  contact?: Record<string, unknown>;
}

const talk: TranscriptLine[] = [
  { from: "agent", text: "How can I help you?", at: at(26) },
  { from: "customer", text: "My bill is wrong.", at: at(28) },
  { from: "customer", text: "It is twice as much.", at: at(31) },
  { from: "agent", text: "I will look at it.", at: at(34) },
];

function logLine(more: Record<string, unknown>): string {
  const { result } = more;
  return JSON.stringify({
    level: result === "Success" ? "info" : "error",
    message: result === "Success" ? "Transcription started" : "Transcription not started",
    code: "agentai.transcription",
    contactId,
    requestId,
    transcriberStatus: "",
    assumeMs: 40,
    transcriberMs: 80,
    totalMs: 121,
    ...more,
  });
}

function tokenLine(more: Record<string, unknown>): string {
  const line = { level: more.reason ? "error" : "info", code: "agentai.token", contactId };
  const message = more.reason ? "Widget token not created" : "Widget token created";
  return JSON.stringify({ ...line, message, requestId: tokenRequestId, totalMs: 3, ...more });
}

/** A call that an agent answered and Agent AI heard, but for what is told here. */
async function agentAiCall(told: Told = {}): Promise<Trail> {
  const log = told.log ?? { result: "Success", transcriberStatus: "200" };
  const { Participants = bothSides, ...outcome } = told.streaming ?? {};
  const transcription = [
    flowLine(25.1, "start-streaming", "StartMediaStreaming", {
      Parameters: { MediaStreamingState: "Enabled", Participants },
      ...outcome,
    }),
    ...(outcome.Results === undefined
      ? [
          flowLine(25.4, "start-transcription", "InvokeExternalResource", {
            Parameters: { FunctionArn: functionArn, TimeLimit: "8000" },
            ExternalResults: { lambdaResult: String(log.result), transcriberStatus: "" },
          }),
        ]
      : []),
  ];
  const hook = flowLine(1.2, "set-agent-whisper", "SetEventHook", {
    Results: told.hook === "failed" ? "Error" : "Success",
  });
  const marked = flowLine(told.markedAt ?? 1, "set-conversation", "SetAttributes", {
    Parameters: { Key: "botId", Value: "st-1" },
  });
  const flow = [
    ...healthyFlowLog,
    ...(told.markedAt === null ? [] : [marked]),
    ...(told.hook ? [hook] : transcription),
  ];
  const isAsked = told.hook === undefined || told.hook === "not-logged";
  const ran = outcome.Results === undefined && isAsked ? [{ at: 25.3, message: logLine(log) }] : [];
  const crash = `RequestId: ${tokenRequestId} Error: Runtime exited with error: signal: killed`;
  const signed = [
    ...(told.token ? [{ at: 1.5, message: tokenLine(told.token) }] : []),
    ...(told.hasTokenCrash ? [{ at: 1.6, message: crash }] : []),
  ];
  const functionLogs = { [`/aws/lambda/${trigger}`]: ran, [`/aws/lambda/${tokenFunction}`]: signed };
  const answers: Answers = {
    ...withContact(withFlowLog(healthyCall(), flow, functionLogs), told.contact ?? {}),
    GetContactAttributes: () => ({
      Attributes: {
        metadataStatus: "found",
        customData: '{"score":0.50}',
        agentAiStatus: String(log.result),
        ...told.attributes,
      },
    }),
  };
  const heard = log.result === "Success" ? (told.lines ?? talk) : [];
  const context: Partial<TrailContext> = {
    functions: [
      ...["storeMetadata", "retrieveMetadata", "AuthenticateBeforeStoringInDynamoDB", trigger],
      ...(told.token ? [tokenFunction] : []),
    ],
    vendors: [...sampleVendors, kore],
    ...fakeReaders(agentAiReaders, {
      fetchTranscript: async () => succeed({ lines: heard, ...(told.unread && { unread: told.unread }) }),
    }),
    readFacts: async () => ({ mayBeOurs: true, ...(told.setup && { setup: told.setup }) }),
    readAgentPage: async () => ({
      events: (told.page ?? []).map(({ code, seconds }, index) => ({
        id: String(index),
        at: new Date(at(seconds)),
        code,
      })),
      logs: [],
    }),
  };
  return trailOf(answers, context);
}

const integration = { name: "Agent AI", href: "/acme/integrations/1" };
const gap = (type: string, name: string, more: Partial<SetupGap> = {}): SetupGap => ({
  type,
  name,
  integration,
  state: "absent",
  paths: [],
  ...more,
});
const lines = (...from: TranscriptLine["from"][]): TranscriptLine[] =>
  from.map((one, index) => ({ from: one, text: "Words.", at: at(26 + index) }));

test("a call that Agent AI heard on both sides has no finding", async () => {
  const trail = await agentAiCall({ page: [{ code: "loaded", seconds: 26 }], setup: [] });
  expect(trail.findings).toEqual([]);
  const sources = trail.sources.filter(({ source }) => /^agent|KVSTrigger/.test(source));
  expect(sources.map(({ source, state }) => [source, state])).toEqual([
    ["lambda-log:acme-KVSTrigger", "ok"],
    ["agent-ai-transcript", "ok"],
    ["agent-page", "ok"],
  ]);
});

const failed = { Results: "Error" };
const refused = (reason: string, awsError: string) => ({
  log: { result: "CredentialsRefused", reason, awsError },
});
const answered = (transcriberStatus: string, reason?: string) => ({
  log: { result: "TranscriberRefused", transcriberStatus, ...(reason && { reason }) },
});

const faults: [string, object, Told][] = [
  ["agentai-streaming-off", { reason: "block" }, { streaming: failed, log: { result: "StreamingFailed" } }],
  [
    "agentai-streaming-off",
    { reason: "instance" },
    {
      streaming: failed,
      log: { result: "StreamingFailed" },
      setup: [gap("instance-media-streams", "agent-ai")],
    },
  ],
  ["agentai-no-stream", { isStarted: true }, { log: { result: "NoStream", reason: "stream-absent" } }],
  ["agentai-not-started", { reason: "whisper" }, { hook: "not-run", log: { result: "NotStarted" } }],
  ["agentai-not-started", { reason: "whisper" }, { hook: "not-run", log: { result: "AttributesFailed" } }],
  [
    "agentai-not-started",
    { reason: "hook", block: "set-agent-whisper" },
    { hook: "failed", log: { result: "HookFailed" } },
  ],
  ["agentai-credentials-refused", { reason: "role" }, refused("role", "AccessDenied")],
  ["agentai-credentials-refused", { reason: "boundary" }, refused("boundary", "AccessDenied")],
  ["agentai-credentials-refused", { reason: "key" }, refused("key", "KMSDisabledException")],
  [
    "agentai-credentials-refused",
    { reason: "unknown", awsError: "ExpiredToken" },
    refused("unknown", "ExpiredToken"),
  ],
  ["agentai-transcriber-refused", { reason: "credentials", status: 401 }, answered("401")],
  ["agentai-transcriber-refused", { reason: "credentials", status: 403 }, answered("403")],
  ["agentai-transcriber-refused", { reason: "request", status: 400 }, answered("400")],
  ["agentai-transcriber-refused", { reason: "not-found", status: 404 }, answered("404")],
  ["agentai-transcriber-refused", { reason: "redirect", status: 302 }, answered("302")],
  ["agentai-transcriber-refused", { reason: "limit", status: 429 }, answered("429")],
  ["agentai-transcriber-refused", { reason: "vendor", status: 503 }, answered("503")],
  ["agentai-transcriber-refused", { reason: "vendor" }, answered("", "unreachable")],
  ["agentai-transcriber-refused", { reason: "settings" }, answered("", "host-inward")],
  ["agentai-transcriber-refused", { reason: "unknown" }, answered("", "internal")],
  ["agentai-transcriber-timeout", {}, { log: { result: "TranscriberTimeout" } }],
  ["agentai-one-side", { missing: "agent", reason: "transcript" }, { lines: lines("customer", "customer") }],
  [
    "agentai-one-side",
    { missing: "agent", reason: "block", block: "start-streaming" },
    {
      streaming: { Participants: [{ ParticipantType: "Customer", MediaDirections: ["From"] }] },
      lines: lines("customer"),
    },
  ],
  [
    "agentai-transcription-ended",
    { reason: "unknown", unheardSeconds: 266 },
    { contact: { DisconnectTimestamp: new Date(at(300)) } },
  ],
  [
    "agentai-transcription-ended",
    { reason: "connection", heardMinutes: 45 },
    {
      lines: [...talk, { from: "agent", text: "Still here.", at: at(25 + 45 * 60) }],
      contact: { DisconnectTimestamp: new Date(at(50 * 60)) },
    },
  ],
  [
    "agentai-transcription-ended",
    { reason: "hour", heardMinutes: 92 },
    {
      lines: [...talk, { from: "agent", text: "Still here.", at: at(25 + 92 * 60) }],
      contact: { DisconnectTimestamp: new Date(at(120 * 60)) },
    },
  ],
  [
    "agentai-custom-data-not-json",
    { reason: "not-json", bytes: 14 },
    { attributes: { customData: "Data not found" } },
  ],
  [
    "agentai-origin-missing",
    { names: ["https://desk.example.com"] },
    { setup: [gap("approved-origin", "https://desk.example.com")] },
  ],
  [
    "agentai-profile-application",
    { names: ["acme-agent-ai in p1", "acme-agent-ai in p2"] },
    {
      setup: [
        gap("security-profile-application", "acme-agent-ai in p1"),
        gap("security-profile-application", "acme-agent-ai in p2"),
      ],
    },
  ],
  [
    "agentai-profile-application",
    { state: "changed", paths: ["applicationPermissions"] },
    {
      setup: [
        gap("security-profile-application", "acme-agent-ai in p1", {
          state: "changed",
          paths: ["applicationPermissions"],
        }),
      ],
    },
  ],
  ["agentai-profile-application", { state: "absent" }, { setup: [gap("workspace-application", "acme")] }],
  [
    "agentai-application-permission",
    { paths: ["permissions"] },
    { setup: [gap("workspace-application", "acme", { state: "changed", paths: ["permissions"] })] },
  ],
  [
    "agentai-custom-data-not-json",
    { reason: "not-json" },
    { attributes: { customData: '{"token":{"a":1},"b"' } },
  ],
  ["agentai-microphone-refused", {}, { page: [{ code: "microphone-refused", seconds: 26 }] }],
  ["agentai-widget-not-loaded", { reason: "page", attempts: 1 }, { page: [{ code: "failed", seconds: 27 }] }],
  ["agentai-widget-not-loaded", { reason: "no-token" }, { attributes: { widgetStatus: "no-token" } }],
  [
    "agentai-widget-not-loaded",
    { reason: "no-token", functionReason: "not-configured" },
    { attributes: { widgetStatus: "no-token" }, token: { result: "Failed", reason: "not-configured" } },
  ],
  [
    "agentai-widget-not-loaded",
    { reason: "no-token", functionReason: "broke-off" },
    {
      attributes: { widgetStatus: "no-token" },
      token: { result: "Success", tokenExpiresAt: at(1) },
      hasTokenCrash: true,
    },
  ],
  [
    "agentai-widget-token-expired",
    { reason: "workspace" },
    { token: { result: "Success", tokenExpiresAt: at(30) } },
  ],
  [
    "agentai-widget-token-expired",
    { reason: "page" },
    {
      page: [
        { code: "loaded", seconds: 26 },
        { code: "token-expired", seconds: 50 },
      ],
    },
  ],
];

const held = (AgentInitiatedHoldDuration: number) => ({
  ...{ Id: "a", ConnectedToAgentTimestamp: new Date(at(25)) },
  AgentInitiatedHoldDuration,
});
const endsAt = (seconds: number) => ({ DisconnectTimestamp: new Date(at(seconds)) });

test("Agent AI isn't said to have stopped listening while the caller may have been on hold", async () => {
  const codesOf = async (told: Told) => (await agentAiCall(told)).findings.map(({ code }) => code);
  // Nobody was heard for 266 seconds.
  expect(await codesOf({ contact: { ...endsAt(300), AgentInfo: held(150) } })).toEqual([]);
  expect(await codesOf({ contact: { ...endsAt(300), AgentInfo: held(140) } })).toEqual([
    "agentai-transcription-ended",
  ]);
});

test("Agent AI isn't said to have stopped listening where there may be lines that weren't read", async () => {
  const unread = { code: "agent-ai-too-long", sentence: "It is longer.", wayOut: "" };
  const trail = await agentAiCall({ contact: endsAt(65 * 60), unread });
  expect(trail.findings).toEqual([]);
  const transcript = trail.sources.find(({ source }) => source === "agent-ai-transcript");
  expect(transcript?.state === "ok" ? transcript.panel?.rows : []).toContainEqual({
    ...{ key: "unread", label: "Not read", kind: "sentence" },
    value: "There may be more lines. It is longer.",
  });
});

test.each(faults)("%s is the one finding, with %j", async (code, facts, told) => {
  const trail = await agentAiCall(told);
  expect(trail.findings.map((finding) => finding.code)).toEqual([code]);
  const [finding] = trail.findings;
  expect(finding?.facts ?? {}).toMatchObject(facts);
  const known = new Set(trail.events.map(({ id }) => id));
  expect(finding?.evidence.length).toBeGreaterThan(0);
  expect(finding?.evidence.filter((id) => !known.has(id))).toEqual([]);
});

test("a caller whom no agent answered had nothing to transcribe, and one who was heard was transcribed", async () => {
  const notRun: Told = { hook: "not-run", log: { result: "NotStarted" } };
  const codesOf = ({ findings }: Trail) => findings.map(({ code }) => code);
  const unanswered = await agentAiCall({ ...notRun, contact: { AgentInfo: undefined } });
  expect(codesOf(unanswered)).not.toContain("agentai-not-started");
  const attributes = { agentAiStatus: "NotStarted" };
  expect(codesOf(await agentAiCall({ attributes }))).toEqual([]);
});

test("of a call that an agent had before Agent AI's flow, or that this flow never had, nothing is known to be missing", async () => {
  const notRun: Told = { hook: "not-run", log: { result: "NotStarted" } };
  for (const markedAt of [null, 40]) {
    const { findings } = await agentAiCall({ ...notRun, markedAt });
    expect(findings.map(({ code }) => code)).toEqual([]);
  }
});

test("a contact whose attribute couldn't be changed any more was transcribed when the function's log says so", async () => {
  const told: Told = { hook: "not-logged", attributes: { agentAiStatus: "NotStarted" }, lines: [] };
  expect((await agentAiCall(told)).findings).toEqual([]);
});

test("every finding of Agent AI's has a fault here", () => {
  const codes = agentAiFindings.flatMap(({ step }) => step.map(({ code }) => code));
  expect([...new Set(faults.map(([code]) => code))].sort()).toEqual(codes.sort());
});

test("what was made good has no finding: a widget that came later, and other changes of the application", async () => {
  const later = [
    { code: "failed", seconds: 27 },
    { code: "loaded", seconds: 30 },
  ];
  const changed = gap("workspace-application", "acme", {
    state: "changed",
    paths: ["initializationTimeoutMs"],
  });
  const token = { result: "Success", tokenExpiresAt: at(3_600) };
  expect((await agentAiCall({ page: later, setup: [changed], token })).findings).toEqual([]);
});

test("customData with an object under a secret's name is no fault: only what is shown of it hides that", async () => {
  const customData = '{"authorization":{"level":2},"tokens":[1,2],"b":"x"}';
  expect((await agentAiCall({ attributes: { customData } })).findings).toEqual([]);
});

test("a call that had nothing to do with Agent AI has none of these, whatever the account is like", async () => {
  const trail = await trailOf(
    { ...healthyCall(), GetContactAttributes: () => ({ Attributes: { customData: "no" } }) },
    { readFacts: async () => ({ setup: [gap("approved-origin", "https://desk.example.com")] }) },
  );
  expect(trail.findings.filter(({ code }) => code.startsWith("agentai-"))).toEqual([]);
});

test("without the function's log, the flow's own answer tells", async () => {
  const trail = await agentAiCall({ log: { result: "TranscriberTimeout", requestId: "none" } });
  const silent = await trailOf(
    withFlowLog(healthyCall(), [
      ...healthyFlowLog,
      flowLine(25.4, "start-transcription", "InvokeExternalResource", {
        Parameters: { FunctionArn: functionArn },
        ExternalResults: { lambdaResult: "TranscriberTimeout", transcriberStatus: "" },
      }),
    ]),
    { vendors: [...sampleVendors, kore] },
  );
  for (const { findings } of [trail, silent])
    expect(findings.map(({ code }) => code)).toEqual(["agentai-transcriber-timeout"]);
});
