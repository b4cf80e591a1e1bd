import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TriggerResponse } from "./start-transcription";
import { credentialsXml, type FakeSides, type Said, secrets, startFakeSides } from "./testing/fake-sides";
import { contactId, parameters, streamArn, trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

const results = ["Success", "NoStream", "CredentialsRefused", "TranscriberRefused", "TranscriberTimeout"];

function expectSafe({
  answer,
  lines,
  logged,
}: {
  answer: TriggerResponse;
  lines: unknown[];
  logged: string;
}) {
  expect(results).toContain(answer.lambdaResult);
  expect(Object.keys(answer).sort()).toEqual(["lambdaResult", "transcriberStatus"]);
  expect(answer.transcriberStatus).toMatch(/^(?:\d{3})?$/);
  expect(lines).toHaveLength(1);
  for (const secret of [...Object.values(secrets), "eyJ", "4711-pin", "+12065550199"])
    expect(`${logged} ${JSON.stringify(answer)}`).not.toContain(secret);
}

test("whatever the event is, the function answers with one of five words and never throws", async () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.constant("4711-pin"), fc.object(), fc.anything());
  const partly = fc.record({
    Details: fc.oneof(
      value,
      fc.record({
        ContactData: fc.oneof(
          value,
          fc.record({
            ContactId: fc.oneof(fc.constant(contactId), value),
            MediaStreams: fc.oneof(
              value,
              fc.constant({ Customer: { Audio: { StreamARN: streamArn, StartFragmentNumber: "1" } } }),
            ),
            Attributes: value,
          }),
        ),
        Parameters: fc.oneof(
          value,
          fc.record(
            Object.fromEntries(
              Object.entries(parameters).map(([n, v]) => [n, fc.oneof(fc.constant(v), value)]),
            ),
          ),
        ),
      }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), partly), async (event) => expectSafe(await trigger(event))),
    { numRuns: 150 },
  );
});

test("whatever STS and the transcriber answer, no secret is in the log or the answer", async () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      secrets.clientSecret,
      credentialsXml,
      `<Code>${secrets.sessionToken}</Code>`,
      `{"error":"KMSDisabledException 4711-pin ${secrets.secretAccessKey}"}`,
      "AccessDeniedException: eyJhbGciOiJIUzI1NiJ9",
      "x".repeat(1100 * 1024),
    ),
  );
  const said: fc.Arbitrary<Said> = fc.oneof(
    fc.constant<Said>("hang-up"),
    fc.record({ status: fc.constantFrom(200, 201, 204, 301, 308, 400, 401, 403, 404, 429, 500, 502), body }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constant({ status: 200, body: credentialsXml }), said),
      said,
      async (sts, kore) => {
        sides.sts.says = sts;
        sides.transcriber.says = kore;
        expectSafe(await trigger());
      },
    ),
    { numRuns: 60 },
  );
});
