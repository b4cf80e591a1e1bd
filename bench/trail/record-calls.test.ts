import { createServer, request as namedRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCalls } from "./record-calls";

const bodies: string[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    bodies.push(body);
    response.end(`answer to ${body}`);
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(body: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = {
      "x-amz-target": "Logs_20140328.FilterLogEvents",
      "content-length": String(body.length),
    };
    const request = namedRequest(
      { host: "127.0.0.1", port, method: "POST", path: "/", headers },
      async (response) => {
        let text = "";
        for await (const chunk of response) text += String(chunk);
        resolve(text);
      },
    );
    request.on("error", reject).end(body);
  });
}

test("a request is recorded with its answer and can be sent again, and its sender isn't affected", async () => {
  const { calls, stop } = recordCalls();
  const answers = await Promise.all([ask("one"), ask("two")]);
  stop();
  await ask("not recorded");
  expect(answers).toEqual(["answer to one", "answer to two"]);
  expect(calls).toMatchObject([
    { index: 0, name: "FilterLogEvents", asked: "/ one", answered: "answer to one" },
    { index: 1, asked: "/ two" },
  ]);
  for (const { startedMs, endedMs } of calls) expect(endedMs).toBeGreaterThan(startedMs);
  await calls[0]?.again();
  expect(bodies).toEqual(["one", "two", "not recorded", "one"]);
});
