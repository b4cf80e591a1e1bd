import { expect, it } from "vitest";
import { parseCcpAddress } from "./ccp-address";

it.each([
  ["https://acme.my.connect.aws", "https://acme.my.connect.aws/connect/ccp-v2/"],
  ["https://acme.my.connect.aws/", "https://acme.my.connect.aws/connect/ccp-v2/"],
  ["https://acme.awsapps.com/connect/", "https://acme.awsapps.com/connect/ccp-v2/"],
  ["http://acme.localhost:4300", "http://acme.localhost:4300/connect/ccp-v2/"],
])("finds the softphone of %s", (accessUrl, url) => {
  expect(parseCcpAddress(accessUrl)).toEqual({ url, origin: new URL(accessUrl).origin });
});

it.each(["", "acme", "javascript:alert(1)", "data:text/html,x"])("finds none at %j", (accessUrl) => {
  expect(parseCcpAddress(accessUrl)).toBeUndefined();
});
