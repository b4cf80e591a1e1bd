import { describe, expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { microphoneRefused, panelFailed, panelLoaded, tokenExpired } from "./agent-page-events";
import { agentPageCodes } from "./agent-page-record";
import { agentPage, describeRecord } from "./source";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const at = new Date("2026-11-30T10:00:00.000Z");

describe("the agent page on a trail", () => {
  it("has an event for everything that a page can tell", () => {
    const events = agentPageCodes.map((code, index) => ({ id: String(index), at, code }));
    const told = describeRecord(contactId, { events, logs: [] }).events;
    expect(told).toHaveLength(agentPageCodes.length);
    expect(new Set(told.map(({ code }) => code)).size).toBe(agentPageCodes.length);
    for (const kind of [panelLoaded, panelFailed, tokenExpired, microphoneRefused])
      expect(told.filter(kind.is)).toHaveLength(1);
  });

  it("leaves out what a later version told", () => {
    const events = ["toString", "something-new"].map((code, index) => ({ id: String(index), at, code }));
    expect(describeRecord(contactId, { events, logs: [] }).events).toEqual([]);
  });

  it("counts a log's entries and errors, and has no panel without one", () => {
    const text = '{"level":"INFO","text":"a"}\n{"level":"ERROR","text":"b"}\nplain';
    const { events, panel } = describeRecord(contactId, {
      events: [],
      logs: [{ id: "1", at, userName: "Ada", text }],
    });
    expect(events).toMatchObject([{ facts: { lines: 3, errors: 1, by: "Ada" }, raw: [{}, {}, "plain"] }]);
    expect(panel?.rows).toMatchObject([{ value: "3 entries, 1 error" }]);
    expect(describeRecord(contactId, { events: [], logs: [] }).panel).toBeUndefined();
  });

  it("names who attached a log, and counts what is critical among the errors", () => {
    const text = '{"level":"CRITICAL","text":"a"}\n{"level":"WARN","text":"b"}';
    const { events } = describeRecord(contactId, {
      events: [],
      logs: [{ id: "1", at, userName: "Ada", text }],
    });
    expect(events).toMatchObject([{ title: "Ada attached the softphone's log", facts: { errors: 1 } }]);
  });

  it("is bad only where the agent had no voice, and no verdict waits for it", () => {
    const events = agentPageCodes.map((code, index) => ({ id: String(index), at, code }));
    const told = describeRecord(contactId, { events, logs: [] }).events;
    expect(told.map(({ severity }) => severity)).toEqual(["info", "attention", "attention", "bad", "bad"]);
    const context = { readAgentPage: async () => ({ events: [], logs: [] }) };
    const opened = agentPage.open(
      context as object as Parameters<typeof agentPage.open>[0],
      { contactId } as object as Parameters<typeof agentPage.open>[1],
    );
    expect(opened).toMatchObject([{ isOptional: true, clock: "Patchbay" }]);
  });
});
