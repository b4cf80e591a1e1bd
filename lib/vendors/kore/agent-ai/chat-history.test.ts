import { expect, test } from "vitest";
import { formatChatHistory } from "./chat-history";
import { parseTranscript } from "./transcript";

test("the widget is given each line with its side, its speaker's name, and its time", () => {
  const result = [
    {
      from: "User",
      message: "My bill is wrong.",
      timestamp: "2024-03-04T10:00:28.000Z",
      author: { firstName: "Ada", lastName: "Byron" },
    },
    { from: "Agent", message: "Let me look.", author: { firstName: "Sam", lastName: "" } },
    { from: "Bot", message: "Something." },
    { from: "Agent", message: "" },
  ];
  expect(formatChatHistory(parseTranscript({ result }) ?? [])).toEqual([
    { type: "user", message: "My bill is wrong.", name: "Ada Byron", timestamp: 1_709_546_428_000 },
    { type: "agent", message: "Let me look.", name: "Sam", timestamp: 0 },
    { type: "user", message: "Something.", name: "", timestamp: 0 },
  ]);
});
