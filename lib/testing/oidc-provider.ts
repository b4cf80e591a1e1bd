import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface TestOidcProvider {
  /** For PATCHBAY_OIDC_ISSUER. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who is signed in at the provider: what its next id token says beside the usual. */
  claims: Record<string, unknown>;
  stop(): Promise<void>;
}

/** An identity provider on the real wire protocol: discovery, code flow with PKCE and nonce, id tokens signed with RS256. */
export async function startOidcProvider(): Promise<TestOidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" };
  const asked = new Map<string, { nonce: string; challenge: string }>();
  const provider: TestOidcProvider = {
    issuer: "",
    clientId: "patchbay",
    clientSecret: "oidc-test-secret",
    claims: {},
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  provider.issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return provider;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", provider.issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return sendJson(response, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          jwks_uri: `${provider.issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/keys":
        return sendJson(response, { keys: [jwk] });
      case "/authorize": {
        const code = randomUUID();
        const of = (name: string) => url.searchParams.get(name) ?? "";
        asked.set(code, { nonce: of("nonce"), challenge: of("code_challenge") });
        const back = new URL(of("redirect_uri"));
        back.search = String(new URLSearchParams({ code, state: of("state") }));
        response.writeHead(302, { location: back.toString() }).end();
        return;
      }
      case "/token":
        return sendToken(request, response);
      default:
        response.writeHead(404).end();
    }
  }

  async function sendToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += String(part);
    const form = new URLSearchParams(body);
    const login = asked.get(form.get("code") ?? "");
    asked.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const basic = Buffer.from(`${provider.clientId}:${provider.clientSecret}`).toString("base64");
    if (!login || challenge !== login.challenge || request.headers.authorization !== `Basic ${basic}`) {
      response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}');
      return;
    }
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: provider.issuer,
      aud: provider.clientId,
      iat: now,
      exp: now + 300,
      nonce: login.nonce,
      ...provider.claims,
    };
    sendJson(response, { access_token: randomUUID(), token_type: "Bearer", id_token: sign(claims) });
  }

  function sign(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = `${part({ alg: "RS256", kid: "k1", typ: "JWT" })}.${part(claims)}`;
    return `${head}.${createSign("RSA-SHA256").update(head).sign(privateKey, "base64url")}`;
  }
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
