import { type CallFault, edgeFault, type Undo } from "../../../calls/faults/call-fault";
import type { LiveCall } from "../../../calls/live-call";
import { appIntegrationsState } from "../../../services/cloud-control/application-store";
import { connectState } from "../../../services/connect/connect-state";
import { mediaStreamsConfig } from "../../../services/connect/storage-configs";
import { findKey, kmsState } from "../../../services/kms/key-store";
import { addFault } from "../../../wire/faults";
import { askVendor } from "../../shared/ask-vendor";
import type { TranscriberTrouble } from "./transcriber-trouble";

const side = "agent-ai";

/** What can go wrong with a call that Agent AI is to hear, or with what its agent sees. */
export const agentAiFaults: readonly CallFault[] = [
  {
    name: "media-streaming-off",
    title: "Live media streaming is off in the instance",
    side,
    ...{ changesAccount: true, changesEveryCall: true },
    begin({ account }) {
      const file = connectState(account);
      const { storageConfigs } = file.data;
      const taken = storageConfigs.filter(({ resourceType }) => resourceType === "MEDIA_STREAMS");
      file.data.storageConfigs = storageConfigs.filter((config) => !taken.includes(config));
      file.save();
      return () => {
        const isOn = file.data.storageConfigs.some(({ resourceType }) => resourceType === "MEDIA_STREAMS");
        if (!isOn) file.data.storageConfigs.push(...taken);
        file.save();
      };
    },
  },
  edgeFault(
    { name: "no-stream", title: "The contact has no stream, although its block succeeds", side },
    () => ({
      noStream: true,
    }),
  ),
  edgeFault(
    { name: "whisper-not-run", title: "The whisper flow doesn't run when the agent answers", side },
    () => ({
      noAgentWhisper: true,
    }),
  ),
  edgeFault({ name: "agent-side-not-streamed", title: "What the agent says isn't streamed", side }, () => ({
    agentNotStreamed: true,
  })),
  roleRefused("reader-role-refused", "The role that reads the stream doesn't trust the function", ""),
  roleRefused(
    "reader-boundary-refused",
    "The function's permissions boundary doesn't let it take the role that reads the stream",
    " because no permissions boundary allows the sts:AssumeRole action",
  ),
  {
    name: "stream-key-refused",
    title: "The stream's encryption key is disabled",
    side,
    ...{ changesAccount: true, changesEveryCall: true },
    begin({ account }) {
      const config = mediaStreamsConfig(account);
      const key = config && findKey(account, config.keyArn);
      if (!key) return undefined;
      const before = key.state;
      key.state = "Disabled";
      kmsState(account).save();
      return () => {
        key.state = before;
        kmsState(account).save();
      };
    },
  },
  ofTranscriber("transcriber-refuses", "Agent AI's transcriber refuses the token", "unauthorized"),
  ofTranscriber("transcriber-silent", "Agent AI's transcriber doesn't answer", "silent"),
  {
    name: "transcription-ends-early",
    title: "Agent AI stops hearing the call before it ends",
    side,
    async begin(live) {
      const undo = await troubleTranscriber(live, "ends-early");
      // The call began longer ago than one connection to a stream lasts; the talk's second half is now.
      const { contact } = live;
      live.behindMs = longCallMs;
      contact.initiatedAt -= longCallMs;
      contact.connectedToSystemAt -= longCallMs;
      live.edges.inTheMiddle = () => {
        live.behindMs = 0;
      };
      return undo;
    },
  },
  edgeFault({ name: "custom-data-not-json", title: "The contact's customData isn't JSON", side }, () => ({
    attributes: { customData: "not json" },
  })),
  {
    name: "widget-not-loaded",
    title: "Agent AI's widget doesn't load on the agents' page",
    side: "agent-page",
    begin: takeWidgetDown,
  },
  {
    name: "origin-not-approved",
    title: "The widget's page isn't an approved origin of the instance",
    side,
    ...{ changesAccount: true, changesEveryCall: true },
    begin({ account }) {
      const file = connectState(account);
      const taken = file.data.approvedOrigins;
      file.data.approvedOrigins = [];
      file.save();
      return () => {
        file.data.approvedOrigins = [...new Set([...file.data.approvedOrigins, ...taken])];
        file.save();
      };
    },
  },
  edgeFault(
    {
      name: "widget-without-token",
      title: "The function that signs the widget's token crashes",
      side: "workspace",
    },
    () => ({
      lambda: ({ functionArn }) =>
        functionArn.includes("KoreTokenGenerator") ? { kind: "crashes" } : undefined,
    }),
  ),
  {
    name: "application-without-permission",
    title: "The workspace application has lost its permissions",
    side: "workspace",
    ...{ changesAccount: true, changesEveryCall: true },
    begin({ account }) {
      const file = appIntegrationsState(account);
      const changed = file.data.applications.map((application) => {
        const { Permissions, ...others } = application.properties;
        application.properties = others;
        return { application, Permissions };
      });
      file.save();
      return () => {
        for (const { application, Permissions } of changed)
          if (Permissions) application.properties.Permissions ??= Permissions;
        file.save();
      };
    },
  },
  {
    name: "profile-without-application",
    title: "No security profile gives access to the workspace application",
    side: "workspace",
    ...{ changesAccount: true, changesEveryCall: true },
    begin({ account }) {
      const file = connectState(account);
      const changed = file.data.securityProfiles.map((profile) => {
        const before = profile.applications;
        const kept = before?.filter(({ Type }) => Type === "MCP");
        if (before) profile.applications = kept ?? [];
        return { profile, before, kept };
      });
      file.save();
      return () => {
        for (const { profile, before, kept } of changed)
          if (before && profile.applications?.length === kept?.length) profile.applications = before;
        file.save();
      };
    },
  },
];

/** A minute more than the 45 after which a connection to a stream ends. */
const longCallMs = 46 * 60_000;

/** STS refuses the session of this contact. `because`: what AWS adds where a boundary is the reason. */
function roleRefused(name: string, title: string, because: string): CallFault {
  return {
    name,
    title,
    side,
    begin: ({ account, contact }) =>
      addFault(account, {
        kind: "error",
        service: "sts",
        operation: "AssumeRole",
        code: "AccessDenied",
        status: 403,
        message: `User: arn:aws:sts::${account.accountId}:assumed-role/KVSTrigger-role/KVSTrigger is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account.accountId}:role/kvs-reader-role${because}`,
        bodyIncludes: contact.id,
      }),
  };
}

function ofTranscriber(name: string, title: string, trouble: TranscriberTrouble): CallFault {
  return { name, title, side, begin: (live) => troubleTranscriber(live, trouble) };
}

const limitMs = 5_000;

/**
 * While this call lasts. Whoever asks for the widget's page says nothing of a contact yet, so other contacts' pages don't load
 * meanwhile either.
 */
async function takeWidgetDown({ account, contact }: LiveCall): Promise<Undo> {
  const contactId = contact.id;
  const put = async (isDown: boolean) => {
    const signal = AbortSignal.timeout(limitMs);
    const body = { contactId, isDown };
    await askVendor(account, "kore", "/_sandbox/agent-ai/widget", { method: "PUT", body, signal });
  };
  await put(true);
  return () => put(false);
}

/** For this call alone; the conversation has the ID of the call's first contact. */
async function troubleTranscriber(
  { account, contact }: LiveCall,
  trouble: TranscriberTrouble,
): Promise<Undo> {
  const put = async (body: object) => {
    const signal = AbortSignal.timeout(limitMs);
    await askVendor(account, "kore", "/_sandbox/agent-ai/transcriber", { method: "PUT", body, signal });
  };
  const contactId = contact.id;
  await put({ contactId, trouble });
  return () => put({ contactId });
}
