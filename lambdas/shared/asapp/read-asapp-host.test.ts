import fc from "fast-check";
import { expect, test } from "vitest";
import { readHostList } from "../read-host";
import { readAsappHost } from "./read-asapp-host";

test.each([
  ["api.asapp.com", "https://api.asapp.com"],
  [" https://api.sandbox.asapp.com/ ", "https://api.sandbox.asapp.com"],
  ["http://api.asapp.com", "https://api.asapp.com"],
  ["API.ASAPP.COM:443", "https://api.asapp.com"],
  ["acme.eu.asapp.com", "https://acme.eu.asapp.com"],
])("%j is read as %s", (text, origin) => {
  expect(readAsappHost(text, [])).toMatchObject({ origin, named: false });
});

test.each([
  "asapp.com.evil.example",
  "evilasapp.com",
  "asapp.com",
  "api.asapp.com@evil.example",
  "https://api.asapp.com:pw@evil.example",
  "evil.example#.asapp.com",
  "evil.example?.asapp.com",
  "evil.example\\.asapp.com",
  "evil.example/.asapp.com",
  "api.asapp.com:8443",
  "api.asapp.com/v1",
  "api.asapp.com.",
  "ftp://api.asapp.com",
  "169.254.169.254",
  "localhost",
  "",
  "https://",
])("%j isn't a host of ASAPP", (text) => {
  expect(readAsappHost(text, [])).toBeUndefined();
});

test("the operator's own hosts are accepted as written, including the port; plain HTTP only on this machine", () => {
  const allowed = readHostList(" proxy.example.com, http://127.0.0.1:4567 10.1.2.3:8443,,");
  expect(readAsappHost("https://proxy.example.com", allowed)).toMatchObject({ named: true });
  expect(readAsappHost("http://proxy.example.com", allowed)?.origin).toBe("https://proxy.example.com");
  expect(readAsappHost("http://127.0.0.1:4567", allowed)?.origin).toBe("http://127.0.0.1:4567");
  expect(readAsappHost("10.1.2.3:8443", allowed)?.origin).toBe("https://10.1.2.3:8443");
  for (const other of ["127.0.0.1", "127.0.0.1:4568", "10.1.2.3", "sub.proxy.example.com"])
    expect(readAsappHost(other, allowed)).toBeUndefined();
});

test("whatever is written, a request goes to ASAPP by HTTPS or isn't sent", () => {
  const part = fc.constantFrom(
    "api",
    ".asapp.com",
    "asapp.com",
    "@",
    "/",
    "\\",
    "#",
    "?",
    ":",
    "evil.example",
    "https://",
    "%2e",
    " ",
    "[::1]",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
      ),
      (text) => {
        const host = readAsappHost(text, []);
        if (host)
          expect(new URL(host.origin)).toMatchObject({
            protocol: "https:",
            hostname: expect.stringMatching(/^([a-z0-9-]+\.)+asapp\.com$/),
            port: "",
          });
      },
    ),
    { numRuns: 2000 },
  );
});
