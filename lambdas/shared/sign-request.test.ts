import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signRequest } from "./sign-request";

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string | Buffer);
  }
  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const word = fc.stringMatching(/^[A-Za-z0-9/+]{1,40}$/);

test("a request is signed as by the SDK's own signer, for any body, credentials, and time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme" }),
      word,
      word,
      fc.option(word, { nil: undefined }),
      fc.date({ min: new Date("2020-01-01"), max: new Date("2039-12-31"), noInvalidDate: true }),
      async (body, accessKeyId, secretAccessKey, sessionToken, at) => {
        const headers = {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "DynamoDB_20120810.GetItem",
        };
        const host = "127.0.0.1:4566";
        const signer = new SignatureV4({
          service: "dynamodb",
          region: "eu-central-1",
          credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
          sha256: Sha256,
          applyChecksum: false,
        });
        const expected = await signer.sign(
          {
            method: "POST",
            protocol: "http:",
            hostname: "127.0.0.1",
            port: 4566,
            path: "/",
            headers: { ...headers, host },
            body,
          },
          { signingDate: at },
        );
        const signed = signRequest(
          { host, region: "eu-central-1", service: "dynamodb", body, headers, at },
          { accessKeyId, secretAccessKey, sessionToken },
        );
        expect(signed.authorization).toBe(expected.headers.authorization);
      },
    ),
  );
});
