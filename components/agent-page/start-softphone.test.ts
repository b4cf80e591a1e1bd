import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followContact, type SoftphoneListener } from "./start-softphone";

type Tell = () => void;

/** A contact as Streams has it, and what Streams tells of it. */
function fakeContact(given: { type?: string; state: string }) {
  const told = new Map<string, Tell>();
  const now = { ...given };
  const on = (name: string) => (tell: Tell) => void told.set(name, tell);
  const contact = {
    getContactId: () => "c1",
    getInitialContactId: () => "c1",
    getAttributes: () => ({}),
    getType: () => given.type ?? "voice",
    getStatus: () => ({ type: now.state }),
    isConnected: () => now.state === "connected",
    ...{ onACW: on("acw"), onEnded: on("ended"), onConnected: on("connected") },
    ...{ onMissed: on("missed"), onDestroy: on("destroy") },
  };
  return {
    contact: contact as unknown as connect.Contact,
    become(state: string, ...events: string[]) {
      now.state = state;
      for (const event of events) told.get(event)?.();
    },
  };
}

const heard: string[] = [];
const note = (word: string) => () => void heard.push(word);
const listener: SoftphoneListener = {
  ...{ onReady: note("ready"), onArrived: note("arrived"), onAccepted: note("accepted") },
  ...{ onViewed: note("viewed"), onEnded: note("ended"), onMissed: note("missed"), onDone: note("done") },
  ...{ onSoftphoneError: note("error"), onFrameRefused: note("refused") },
  ...{ onSignedOut: note("signed out"), onAccessDenied: note("denied") },
};

beforeEach(() => {
  heard.length = 0;
  vi.stubGlobal("connect", {
    ContactType: { VOICE: "voice", QUEUE_CALLBACK: "queue_callback", CHAT: "chat" },
    ContactStateType: { ENDED: "ended" },
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a call that is taken ends once its talk is over", () => {
  const { contact, become } = fakeContact({ state: "connecting" });
  followContact(contact, listener);
  become("connected", "connected");
  become("ended", "acw", "ended");
  become("ended", "destroy");
  expect(heard).toEqual(["arrived", "accepted", "ended", "ended", "done"]);
});

test.each(["missed", "rejected", "error"])("a call that is %s while it rings didn't end", (state) => {
  const { contact, become } = fakeContact({ state: "connecting" });
  followContact(contact, listener);
  become(state, "ended", "missed");
  become(state, "destroy");
  expect(heard).toEqual(["arrived", "missed", "missed", "done"]);
});

test("a call that breaks off has ended", () => {
  const { contact, become } = fakeContact({ state: "connected" });
  followContact(contact, listener);
  become("error", "ended");
  expect(heard).toEqual(["arrived", "accepted", "ended"]);
});

test("a page that is loaded again knows a call in hand, and one in after-contact work", () => {
  followContact(fakeContact({ state: "connected" }).contact, listener);
  followContact(fakeContact({ state: "ended" }).contact, listener);
  expect(heard).toEqual(["arrived", "accepted", "arrived", "ended"]);
});

test("a callback from a queue is a call, and a chat isn't", () => {
  followContact(fakeContact({ state: "connecting", type: "queue_callback" }).contact, listener);
  expect(heard).toEqual(["arrived"]);
  followContact(fakeContact({ state: "connected", type: "chat" }).contact, listener);
  expect(heard).toEqual(["arrived"]);
});
