import { expect, test } from "vitest";
import type { Finding } from "@/lib/trail/event";
import { askText } from "./ask-text";
import { mailtoOf } from "./mail-to";

const finding: Finding = {
  ...{ code: "x", severity: "bad", needs: "integration:deploy", evidence: ["flow-log:a"] },
  title: "The API refused the post of +12065550123",
  cause: "The caller said: my card is lost.",
  nextStep: "In Patchbay's Integrations › Voice, choose “Plan changes”.",
};
const link = "https://patchbay.example.com/acme/contacts/1";

test("a message to an administrator has the link, the verdict, and the next step, and no phone number or cause", () => {
  const { subject, text } = askText({ link, tenant: "Acme", finding, keys: undefined });
  expect(text).toBe(
    [
      link,
      "Tenant: Acme",
      "Verdict: The API refused the post of +1 206 ••• ••23",
      "Next step: In Patchbay's Integrations › Voice, choose “Plan changes”.",
      "",
    ].join("\n"),
  );
  expect(subject).toBe("Acme: The API refused the post of +1 206 ••• ••23");
});

test("an email is addressed to every administrator, and its text survives the address", () => {
  const url = new URL(
    mailtoOf({ subject: "a & b", text: "one\ntwo?" }, ["dana@example.com", "lee+ops@example.com"]),
  );
  expect(decodeURIComponent(url.pathname)).toBe("dana@example.com,lee+ops@example.com");
  expect(url.searchParams.get("subject")).toBe("a & b");
  expect(url.searchParams.get("body")).toBe("one\r\ntwo?");
});
