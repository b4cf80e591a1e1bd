import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { vi } from "vitest";

export interface Heard {
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}
/** `silence` never answers, `hang-up` closes the connection. */
export type Said =
  | { status: number; body?: string; headers?: Record<string, string>; before?: () => Promise<void> }
  | "silence"
  | "hang-up";

/** STS and Kore's transcriber over real HTTP, which the function's environment points to. */
export interface FakeSides {
  origin: string;
  sts: { heard: Heard[]; says: Said; afterwards?: Said };
  transcriber: { heard: Heard[]; says: Said };
  /** How many are open. */
  connections(): number;
  /** Closes those that nothing was sent over; done when the other side has closed them, too. */
  closeIdle(): Promise<void>;
  stop(): Promise<void>;
}

export const secrets = {
  clientSecret: "hush-hush-of-kore",
  secretAccessKey: "reader-hush+/=",
  sessionToken: "reader-session-hush==",
  ownKey: "own-hush",
};

export const credentialsXml = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult><Credentials><AccessKeyId>ASIAREADER</AccessKeyId><SecretAccessKey>${secrets.secretAccessKey}</SecretAccessKey>
  <SessionToken>${secrets.sessionToken}</SessionToken><Expiration>2026-03-04T06:06:07Z</Expiration></Credentials></AssumeRoleResult>
</AssumeRoleResponse>`;

export const stsError = (code: string, message = ""): Said => ({
  status: 403,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

export async function startFakeSides(): Promise<FakeSides> {
  const sides: Pick<FakeSides, "sts" | "transcriber"> = {
    sts: { heard: [], says: { status: 200, body: credentialsXml } },
    transcriber: { heard: [], says: { status: 200, body: "{}" } },
  };
  const idle = new Set<Socket>();
  const open = new Set<Socket>();
  const server = createServer(async (request, response) => {
    idle.delete(request.socket);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? "";
    const side = path === "/" ? sides.sts : sides.transcriber;
    side.heard.push({ path, headers: request.headers, body });
    const said = side.says;
    if (side === sides.sts && sides.sts.afterwards) sides.sts.says = sides.sts.afterwards;
    if (said === "silence") return;
    if (said === "hang-up") request.socket.destroy();
    else {
      await said.before?.();
      response.writeHead(said.status, said.headers).end(said.body);
    }
  });
  server.on("connection", (socket) => {
    for (const sockets of [idle, open]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    AWS_ENDPOINT_URL: `http://${host}`,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "ASIAOWN",
    AWS_SECRET_ACCESS_KEY: secrets.ownKey,
    AWS_SESSION_TOKEN: "own-session",
    READER_ROLE_ARN: "arn:aws:iam::111122223333:role/patchbay/acme-kvs-reader-role",
    TRANSCRIBER_URL: `http://${host}/integrations/amzn/voice/`,
    KORE_ALLOWED_HOSTS: `http://${host}`,
    KORE_CLIENT_ID: "cs-1",
    KORE_CLIENT_SECRET: secrets.clientSecret,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return {
    ...sides,
    origin: `http://${host}`,
    connections: () => open.size,
    closeIdle: async () => {
      await Promise.all(
        [...idle].map(async (socket) => {
          socket.end();
          await once(socket, "close");
        }),
      );
    },
    stop: async () => {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
