import { expect, test } from "vitest";
import { listFindings, scannedOf } from "./name-rows";

test("findings stand the worst first, then in the order in which they are looked for", () => {
  const listed = listFindings([
    { code: "log-group-missing", severity: "attention" },
    { code: "code-of-a-newer-console", severity: "attention" },
    { code: "flow-changed", severity: "attention" },
    { code: "retrieve-failed", severity: "bad" },
    { code: "bypass-on", severity: undefined },
  ]);
  expect(listed.map(({ name }) => name)).toEqual([
    "Retrieve failed",
    "Bypass was on",
    "Live flow changed",
    "Log group missing",
    "code-of-a-newer-console",
  ]);
  expect(listed[0]).toMatchObject({ code: "retrieve-failed", severity: "bad" });
  expect(listed[1]?.severity).toBeUndefined();
});

test("a contact without findings says whether anyone has looked, and what that came to", () => {
  expect(scannedOf(undefined)).toBe("not-scanned");
  expect(scannedOf({ verdict: "healthy", isSettled: false })).toBe("not-scanned");
  expect(scannedOf({ verdict: "healthy", isSettled: true })).toBe("clear");
  expect(scannedOf({ verdict: "not-ours", isSettled: true })).toBe("not-ours");
  for (const verdict of ["partly-read", "unexplained", "unclear", "unread", "of a newer console"])
    expect(scannedOf({ verdict, isSettled: true })).toBe("unclear");
});
