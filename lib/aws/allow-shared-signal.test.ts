import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { ListQueuesCommand } from "@aws-sdk/client-connect";
import { expect, it } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";

it("lets many calls share one signal without a warning, and ends them all by it", async () => {
  const calls = 24;
  const warnings: string[] = [];
  const note = (warning: Error) => warnings.push(warning.name);
  process.on("warning", note);
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    waiting.push(response);
    if (waiting.length === calls) server.emit("all here");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = new AbortController();
  const { connect } = makeClients({
    region: "eu-west-2",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" },
  });
  const allHere = once(server, "all here");
  const sent = Array.from({ length: calls }, () =>
    connect.send(new ListQueuesCommand({ InstanceId: "i" }), { abortSignal: stop.signal }),
  );
  const ended = Promise.allSettled(sent);
  await allHere;
  stop.abort();
  expect((await ended).map(({ status }) => status)).toEqual(Array(calls).fill("rejected"));
  server.closeAllConnections();
  server.close();
  // Node tells of a warning one turn later.
  await turn();
  process.off("warning", note);
  expect(warnings).not.toContain("MaxListenersExceededWarning");
});
