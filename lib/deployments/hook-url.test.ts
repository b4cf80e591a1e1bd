import { expect, it } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { hookUrlOf } from "./hook-url";

const id = asIntegrationId("5f3c1c1e-7d3b-4a83-9d0d-7a0f4a8a1b2c");

it("vendors post to the console's public address", () => {
  expect(hookUrlOf(id, { isSandbox: false }, "https://patchbay.example.com/x")).toBe(
    `https://patchbay.example.com/api/hooks/${id}`,
  );
});

it.each([
  "http://localhost:3000",
  "https://localhost:3000",
  "https://127.0.0.1",
  "https://a.localhost",
  "https://[::1]:3000",
  "http://patchbay.example.com",
  "https://10.1.2.3",
  "https://192.168.1.5:8443",
  "https://[fd00::1]",
  "https://0.0.0.0:3000",
  "https://patchbay",
  "https://patchbay.local",
  "https://console.corp.internal.",
  "nonsense",
])("there is none at %s, but for a simulated vendor", (publicUrl) => {
  expect(hookUrlOf(id, { isSandbox: false }, publicUrl)).toBeUndefined();
  const simulated = hookUrlOf(id, { isSandbox: true }, publicUrl);
  if (publicUrl === "nonsense") expect(simulated).toBeUndefined();
  else expect(simulated).toMatch(/\/api\/hooks\//);
});
