import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, framingHeaders } from "./screen-headers";

const frames = { softphone: "https://acme.my.connect.aws", panel: "https://panel.example.com" };
const directives = (policy: string) =>
  Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));

describe("a screen's content security policy", () => {
  it("frames nothing, and asks no other host", () => {
    const policy = directives(contentSecurityPolicy({ nonce: "n", isDevelopment: false }));
    expect(policy["frame-src"]).toBeUndefined();
    expect(policy["default-src"]).toEqual(["'self'"]);
    expect(policy["connect-src"]).toEqual(["'self'"]);
  });

  it("lets the agents' page frame exactly its two origins, and change nothing else", () => {
    const usual = directives(contentSecurityPolicy({ nonce: "n", isDevelopment: false }));
    const policy = directives(contentSecurityPolicy({ nonce: "n", isDevelopment: false, frames }));
    const both = ["https://acme.my.connect.aws", "https://panel.example.com"];
    expect(policy).toEqual({ ...usual, "frame-src": both, "connect-src": ["'self'", ...both] });
  });

  it("delegates the microphone to the softphone alone", () => {
    expect(framingHeaders(frames)).toEqual({
      "permissions-policy": 'camera=(), microphone=(self "https://acme.my.connect.aws"), geolocation=()',
      "cross-origin-opener-policy": "same-origin-allow-popups",
    });
  });
});
