import { expect, it } from "vitest";
import type { ConnectionView } from "@/lib/connections/store";
import { readyBlueprints } from "./preview-picture";

const connection = (kind: string, settings: Record<string, unknown>): ConnectionView => ({
  id: `id-${kind}`,
  kind,
  name: kind,
  settings,
  secretFields: [],
  probe: undefined,
  probedAt: null,
  savedAt: new Date(0),
});

const account = connection("aws", { access: { kind: "sandbox" }, region: "us-east-1" });

it("draws what could be planned without saying how callers get there, which nobody has chosen", () => {
  const sip = connection("sip", { host: "192.0.2.1", user: "+12125550102" });
  const ready = readyBlueprints([account, sip]);
  expect(ready.map(({ kind }) => kind)).toContain("sip-voice");
  for (const { picture } of ready) {
    expect(picture.jacks.find(({ id }) => id === "caller")?.detail).toBe("no number yet");
    expect(picture.cables.find(({ id }) => id === "number")?.label).toBe("number → flow");
  }
});

it("offers nothing before an AWS account is connected", () => {
  expect(readyBlueprints([])).toEqual([]);
});
