import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ResourceList } from "@/lib/flow-library/instance-resources";
import { MappingTable } from "./mapping-table";
import type { MappedFlow } from "./use-mapping";

const nothing: MappedFlow = {
  ...{ suggestions: [], text: "{}", open: 0, isReading: false, resources: [], known: undefined },
  ...{ problem: undefined, targetOf: () => undefined, choose: () => {}, readAgain: () => {} },
};
const drawn = (mapped: Partial<MappedFlow>) =>
  renderToStaticMarkup(<MappingTable mapped={{ ...nothing, ...mapped }} />);
const problem = { code: "aws-unreachable", sentence: "AWS didn't respond.", wayOut: "Try later." };

it("has a button that reads the instance again where it, or one of its lists, couldn't be read", () => {
  const list: ResourceList = { kind: "queue", title: "Queue", items: [], isComplete: false, problem };
  expect(drawn({ problem })).toContain("Try again</button>");
  expect(drawn({ resources: [list] })).toContain("Try again</button>");
  expect(drawn({})).not.toContain("Try again");
});

it("says whom it waits for while the instance is read", () => {
  expect(drawn({ isReading: true })).toContain("Waiting for Amazon Connect");
  expect(drawn({})).not.toContain("Waiting for");
});
