import { createSign, generateKeyPairSync, randomBytes } from "node:crypto";

/** One value of a certificate's encoding (DER): what it is, its length, itself. */
function value(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts: Buffer[]) => value(0x30, ...parts);
const bits = (content: Buffer) => value(0x03, Buffer.from([0]), content);
const objectId = (hex: string) => value(0x06, Buffer.from(hex, "hex"));

/** A key and a certificate for "localhost" that nobody else has signed, for servers of tests. */
export function makeSelfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));
  const commonName = sequence(objectId("550403"), value(0x0c, Buffer.from("localhost")));
  const name = sequence(value(0x31, commonName));
  const from = value(0x17, Buffer.from("200101000000Z"));
  const until = value(0x17, Buffer.from("491231235959Z"));
  const signed = sequence(
    value(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(from, until),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = createSign("sha256").update(signed).sign(privateKey);
  const certificate = sequence(signed, ecdsaWithSha256, bits(signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}
