import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Engagement } from "../engagement";
import { scopes } from "../scopes";
import { writeTime } from "../zoom-id";
import { ofEnded } from "./engagements";
import { type ApiCall, answerList, type Operation, paged } from "./operation";
import { notFound } from "./zoom-error";

/** Recordings, whether one runs, and notes of an engagement. */
export const recordingOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/engagements/{engagementId}/recordings",
    scope: scopes.listRecordings,
    category: "MEDIUM",
    query: {
      ...paged,
      from: { type: "text", max: 30 },
      to: { type: "text", max: 30 },
      channel: { type: "text", oneOf: ["voice", "video"] },
    },
    answer: listRecordings,
  },
  {
    method: "GET",
    path: "/contact_center/engagements/{engagementId}/recordings/status",
    scope: scopes.readRecordingStatus,
    category: "LIGHT",
    answer: (call) => ofEnded(call, writeStatuses),
  },
  {
    method: "GET",
    path: "/contact_center/engagements/{engagementId}/notes",
    scope: scopes.listNotes,
    category: "MEDIUM",
    query: paged,
    answer: listNotes,
  },
];

function listRecordings(call: ApiCall): VendorAnswer {
  return ofEngagement(call, ({ recordings, engagementId, from, flow }) =>
    answerList(
      call,
      { operation: "recordings", name: "recordings" },
      recordings,
      ({ recordingId }) => recordingId,
      (one) => ({
        recording_id: one.recordingId,
        engagement_id: engagementId,
        ...{ channel: "voice", channel_type: "voice", direction: "inbound", recording_type: "automatic" },
        recording_start_time: writeTime(one.startedAt),
        recording_end_time: writeTime(one.endedAt),
        recording_duration: Math.round((one.endedAt - one.startedAt) / 1000),
        ...{ flow_id: flow.flowId, flow_name: flow.name, consumer_number: from },
        // A row can be without its media.
        ...(one.hasMedia && {
          download_url: `https://zoom.us/v2/contact_center/recording/${one.recordingId}`,
        }),
      }),
    ),
  );
}

function writeStatuses({ engagementId, recordingStatuses }: Engagement): object {
  return {
    statuses: recordingStatuses.map(({ status, at }) => ({ status, last_modified_time: writeTime(at) })),
    engagement_id: engagementId,
    channel: "voice",
  };
}

function listNotes(call: ApiCall): VendorAnswer {
  return ofEngagement(call, ({ notes, engagementId }) =>
    answerList(
      call,
      { operation: "notes", name: "notes" },
      notes,
      ({ noteId }) => noteId,
      ({ noteId, userId, note, at }) => ({
        ...{ note_id: noteId, engagement_id: engagementId, channel: "voice", channel_type: "voice" },
        ...{ note, last_modified_time: writeTime(at), user_id: userId },
      }),
    ),
  );
}

function ofEngagement(
  { account, labels }: ApiCall,
  answer: (engagement: Engagement) => VendorAnswer,
): VendorAnswer {
  const id = labels.engagementId ?? "";
  const found = account.engagements.find((one) => one.engagementId === id && one.endedAt !== undefined);
  return found ? answer(found) : notFound("The engagement", id);
}
