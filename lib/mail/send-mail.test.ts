import { describe, expect, it } from "vitest";
import { transportOf } from "./send-mail";

describe("the connection to the mail server", () => {
  it.each(["smtp://relay.example.com", "smtp://10.1.2.3:25", "smtp://user:word@127.0.0.1:587"])(
    "is encrypted before anything is said, or fails: %s",
    (url) => expect(transportOf(url)).toMatchObject({ secure: false, requireTLS: true }),
  );

  it("is encrypted from the first byte with smtps", () => {
    expect(transportOf("smtps://relay.example.com")).toMatchObject({ secure: true, port: 465 });
  });

  it("may be plain within this machine, where no password is sent", () => {
    expect(transportOf("smtp://127.0.0.1:1025")).toMatchObject({ secure: false, requireTLS: false });
    expect(transportOf("smtp://[::1]:1025")).toMatchObject({ host: "::1", requireTLS: false });
  });

  it("accepts no invalid certificate", () => {
    expect(transportOf("smtps://relay.example.com")).not.toHaveProperty("tls");
  });
});
