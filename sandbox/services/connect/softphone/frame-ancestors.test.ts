import { expect, test } from "vitest";
import { frameAncestors } from "./frame-ancestors";

test("allows only the instance itself while no origin is approved", () => {
  expect(frameAncestors([])).toBe("frame-ancestors 'self'");
});

test("allows an approved origin over https alone", () => {
  expect(frameAncestors(["https://crm.example.com:8443"])).toBe(
    "frame-ancestors 'self' https://crm.example.com:8443",
  );
});

test("admits this machine over http too, where an origin of it is approved", () => {
  expect(frameAncestors(["https://127.0.0.1:4800", "https://localhost:3000"])).toBe(
    "frame-ancestors 'self' https://127.0.0.1:4800 http://127.0.0.1:4800 https://localhost:3000 http://localhost:3000",
  );
});

test("adds nothing for what isn't an https origin", () => {
  expect(frameAncestors(["http://crm.example.com", "*", "https://a.example; script-src *", ""])).toBe(
    "frame-ancestors 'self'",
  );
});
