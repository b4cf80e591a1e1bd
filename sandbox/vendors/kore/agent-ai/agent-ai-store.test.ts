import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AgentAiStore, noTokenRules } from "./agent-ai-store";

const owner = "111122223333";
const at = "2026-03-01T10:00:00.000Z";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "agent-ai-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("Agent AI's conversations", () => {
  it("are found by their own ID and by each contact's, only by their owner", () => {
    const store = new AgentAiStore(folder);
    const conversation = store.open({ owner, botId: "st-1", conversationId: "first" }, at);
    conversation.transcriptions.push({
      contactId: "second",
      streamArn: "arn:aws:kinesisvideo:us-east-1:111122223333:stream/a/1",
      languageCode: "en-US",
      requestedAt: at,
      state: "reading",
      reason: undefined,
      endedAt: undefined,
    });
    expect(store.open({ owner, botId: "st-1", conversationId: "first" }, at)).toBe(conversation);
    expect(store.find(owner, "first")).toBe(conversation);
    expect(store.find(owner, "second")).toBe(conversation);
    expect(store.find("444455556666", "first")).toBeUndefined();
  });

  it("tell their listeners each word until these stop listening, and survive a restart", () => {
    const store = new AgentAiStore(folder);
    const conversation = store.open({ owner, botId: "st-1", conversationId: "first" }, at);
    const heard: string[] = [];
    const stop = store.onWords((_conversation, { text }) => void heard.push(text));
    store.addWords(conversation, { at, speaker: "customer", text: "Hello?" });
    stop();
    store.addWords(conversation, { at, speaker: "agent", text: "How can I help?" });
    store.flush();
    expect(heard).toEqual(["Hello?"]);
    expect(new AgentAiStore(folder).find(owner, "first")?.transcript.map(({ text }) => text)).toEqual([
      "Hello?",
      "How can I help?",
    ]);
  });

  it("have the token rules of their bot, which are off until someone sets them", () => {
    const store = new AgentAiStore(folder);
    expect(store.tokenRules("__proto__")).toEqual(noTokenRules);
    store.setTokenRules("st-1", { ...noTokenRules, requireJti: true });
    expect(store.tokenRules("st-1").requireJti).toBe(true);
    expect(store.tokenRules("st-2").requireJti).toBe(false);
  });
});
