import { writeFile } from "node:fs/promises";
import { closeDatabase } from "@/lib/access/tenant/client";
import type { DemoResult } from "./demo-result";
import { type FoundDemo, findDemo, listDemos } from "./find-demo";
import { makeStory } from "./make-story";
import { showBlueprint } from "./show-blueprint";

// The main job through the console's own code. Tells it as a story, and writes the result into the file that is named:
// one kind's, or the list of all kinds'.

const [resultFile, wanted] = process.argv.slice(2);
const story = makeStory();
const demos = choose(wanted);
const results: DemoResult[] = [];
let isRight = demos.length > 0;
for (const found of demos) {
  if (demos.length > 1) story.say(`— ${found.demo.blueprint} —`);
  const shown = await showBlueprint(found, story);
  results.push(shown.result);
  isRight &&= shown.isRight;
}
if (isRight) story.say("All checks passed.");
if (resultFile && demos.length > 0)
  await writeFile(resultFile, JSON.stringify(wanted === "all" ? results : results[0]));
await closeDatabase();
process.exit(isRight ? 0 : 1);

function choose(word: string | undefined): FoundDemo[] {
  if (word === "all") return listDemos();
  try {
    return [findDemo(word)];
  } catch (error) {
    story.say(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
