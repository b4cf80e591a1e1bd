import { afterEach, expect, test, vi } from "vitest";
import { askForMicrophone } from "./ask-browser";

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotFoundError", "absent"],
  // Another program has it: nobody refused anything.
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
])("a microphone that fails with %s is told as %s", async (name, answer) => {
  const getUserMedia = () => Promise.reject(new DOMException("", name));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  expect(await askForMicrophone()).toBe(answer);
});
