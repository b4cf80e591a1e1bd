import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressAssets } from "../setup/compress-assets.mjs";
import { serveAssets } from "./serve-assets.mjs";

const source = "export const cable = 1;\n".repeat(200);
let folder = "";
let server: http.Server;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "assets-"));
  const chunks = path.join(folder, "static", "chunks");
  fs.mkdirSync(chunks, { recursive: true });
  fs.writeFileSync(path.join(chunks, "a1.js"), source);
  fs.writeFileSync(path.join(chunks, "tiny.js"), "1");
  fs.writeFileSync(path.join(chunks, "font.woff2"), source);
  await compressAssets(path.join(folder, "static"));
  server = http.createServer(serveAssets(folder, (_, response) => response.end("next")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number | undefined;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

function ask(url: string, headers: http.OutgoingHttpHeaders = {}, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, host: "127.0.0.1", path: url, headers, method },
      async (response) => {
        const pieces: Buffer[] = [];
        for await (const piece of response) pieces.push(piece);
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) });
      },
    );
    request.on("error", reject);
    request.end();
  });
}

test("a browser that takes Brotli gets the compressed script, to keep for good", async () => {
  const { status, headers, body } = await ask("/_next/static/chunks/a1.js", {
    "accept-encoding": "gzip, br",
  });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=UTF-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  expect(body.length).toBeLessThan(source.length / 5);
  expect(brotliDecompressSync(body).toString()).toBe(source);
});

test.each([
  ["a browser without Brotli", "/_next/static/chunks/a1.js", { "accept-encoding": "gzip" }, "GET"],
  [
    "a browser that refuses Brotli",
    "/_next/static/chunks/a1.js",
    { "accept-encoding": "gzip, br;q=0" },
    "GET",
  ],
  ["a request without a word about encodings", "/_next/static/chunks/a1.js", {}, "GET"],
  ["part of a file", "/_next/static/chunks/a1.js", { "accept-encoding": "br", range: "bytes=5-2" }, "GET"],
  ["another method", "/_next/static/chunks/a1.js", { "accept-encoding": "br" }, "POST"],
  ["a file too small to compress", "/_next/static/chunks/tiny.js", { "accept-encoding": "br" }, "GET"],
  [
    "a file that is compressed by itself",
    "/_next/static/chunks/font.woff2",
    { "accept-encoding": "br" },
    "GET",
  ],
  ["a file that isn't there", "/_next/static/chunks/none.js", { "accept-encoding": "br" }, "GET"],
  [
    "the compressed file by its own name",
    "/_next/static/chunks/a1.js.br",
    { "accept-encoding": "br" },
    "GET",
  ],
  ["a way out of the folder", "/_next/static/../BUILD_ID", { "accept-encoding": "br" }, "GET"],
  ["a screen", "/acme", { "accept-encoding": "br" }, "GET"],
])("leaves %s to Next", async (_, url, headers, method) => {
  expect((await ask(url, headers, method)).body.toString()).toBe("next");
});
