import { expect, it } from "vitest";
import { asTenantId } from "@/lib/kernel/ids";
import type { ContactCenter } from "@/lib/vendors/contact-center";
import { parseFilter } from "./contact-filter";
import { listFromCenter, searchCenterDay } from "./list-center";

const center: ContactCenter = {
  ...{ title: "Acme", contact: "visit", label: /^visit/i, shape: /^[a-z]{8}$/, flowTypes: [] },
  open: () => expect.unreachable(),
  // As a request that is given up does.
  list: (_connection, _search, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
};
const day = { from: new Date("2026-11-30T00:00:00Z"), to: new Date("2026-11-30T12:00:00Z") };
const tenantId = asTenantId("7d1f3a52-0000-4000-8000-000000000000");
const slow = { problem: { code: "source-too-slow", sentence: "Acme didn't return its visits in time." } };

it("names the contact center whose list takes too long, and nobody else", async () => {
  const filter = parseFilter({});
  const listed = await listFromCenter(
    { tenantId, filter, ...day },
    { connectionId: "c", center, integrations: [] },
    AbortSignal.timeout(20),
  );
  expect(listed).toMatchObject(slow);
  const caller = { fits: () => true, most: 10 };
  const found = await searchCenterDay(
    { tenantId, connectionId: "c", center, ...day },
    caller,
    AbortSignal.timeout(20),
  );
  expect(found).toMatchObject(slow);
});
