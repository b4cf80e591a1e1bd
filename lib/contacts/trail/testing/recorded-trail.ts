import type { Trail } from "@/lib/trail/event";
import type { TrailContext } from "@/lib/trail/trail-source";
import { openTrailIn } from "../read-trail";
import {
  type Answers,
  answerLogs,
  contactId,
  flowLine,
  healthyFlowLog,
  healthyLogs,
  recordedContext,
  retrieveFunction,
} from "./recorded-account";

export const flowGroup = "/aws/connect/patchbay-sandbox";

/** The recorded contact's trail, as these answers tell it. */
export async function trailOf(answers: Answers, more: Partial<TrailContext> = {}): Promise<Trail> {
  const opened = await openTrailIn({ ...recordedContext(answers).context, ...more }, contactId);
  if (!opened.ok) throw new Error(opened.problem.sentence);
  return opened.value.readAll();
}

/** The healthy call's logs, some groups replaced. */
export function withLogs(
  answers: Answers,
  groups: Record<string, { at: number; message: string }[]>,
): Answers {
  return { ...answers, FilterLogEvents: answerLogs({ ...healthyLogs(), ...groups }) };
}

export function withFlowLog(
  answers: Answers,
  lines: string[],
  groups: Record<string, { at: number; message: string }[]> = {},
): Answers {
  return withLogs(answers, { ...groups, [flowGroup]: lines.map((message) => ({ at: 0, message })) });
}

/** The contact record, some members replaced. */
export function withContact(answers: Answers, more: Record<string, unknown>): Answers {
  return {
    ...answers,
    DescribeContact: (input) => {
      const answer = answers.DescribeContact?.(input) as { Contact: Record<string, unknown> };
      return { Contact: { ...answer.Contact, ...more } };
    },
  };
}

/** The healthy flow log, but the flow asked for metadata and there was none. */
export const inVainFlowLog = healthyFlowLog.map((line) => {
  if (line.includes('"metadata-found"'))
    return flowLine(20.5, "metadata-found", "CheckAttribute", {
      Parameters: { Value: "404", SecondValue: "200" },
      Results: "false",
    });
  if (line.includes('"retrieve-metadata"'))
    return flowLine(20.5, "retrieve-metadata", "InvokeExternalResource", {
      Parameters: {
        FunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${retrieveFunction}:live`,
        TimeLimit: "8000",
      },
      ExternalResults: { statusCode: "404", body: "{}" },
    });
  return line;
});

/** The logs of that call in which the retrieve function's answer stands. */
export const inVainLogs = {
  [flowGroup]: inVainFlowLog.map((message) => ({ at: 0, message })),
  [`/aws/lambda/${retrieveFunction}`]: [
    {
      at: 20.4,
      message: JSON.stringify({
        ...{ level: "warn", message: "Metadata absent", statusCode: 404 },
        ...{ contactId, requestId: "22222222-2222-4222-8222-222222222222" },
      }),
    },
  ],
};

/** A call that never came to people. */
export const alone = (DisconnectReason: string) => ({
  QueueInfo: undefined,
  AgentInfo: undefined,
  DisconnectReason,
});

/** The healthy flow log up to the transfer, without the transfer's end. */
export const untilTransfer = healthyFlowLog.filter(
  (line) => /logging|welcome/.test(line) || (line.includes("transfer-to-voice") && !line.includes("Results")),
);
export const transferEnd = (Results: string) =>
  flowLine(12, "transfer-to-voice", "TransferParticipantToThirdParty", { Results });

/** The log lines of one INVITE and what came back. */
export function sipLines(answers: string[]): { at: number; message: string }[] {
  const head = (first: string) =>
    [first, "From: <sip:+12065550199@3.80.16.21>;tag=us", "CSeq: 1 INVITE", "", ""].join("\r\n");
  const invite = head("INVITE sip:+12065551118@3.224.189.218:5060 SIP/2.0").replace(
    "CSeq",
    `X-Amzn-ConnectContactId: ${contactId}\r\nCSeq`,
  );
  return [invite, ...answers.map((answer) => head(`SIP/2.0 ${answer}`))].map((text, index) => ({
    at: 0.5 + index / 10,
    message: JSON.stringify({ call_id: "one", sip_message: text }),
  }));
}
