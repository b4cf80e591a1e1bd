import { parseArgs } from "node:util";
import type { IntegrationId } from "@/lib/kernel/ids";
import { type FaultedInstallation, seedFaultedInstallation } from "@/lib/testing/faulted-installation";
import { findBlueprint, listBlueprints } from "@/lib/vendors/blueprints";
import { killPoints, storm } from "./kill-points";
import { lostAnswers, refusals } from "./lost-answers";
import { type Outcome, type Reference, takeReference } from "./outcome";

type Scenario = (
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  every: number,
  tell: (outcome: Outcome) => void,
) => Promise<void>;

const scenarios: Record<string, Scenario> = {
  kills: killPoints,
  storms: async (rig, integrationId, reference, _every, tell) => {
    for (const signal of ["SIGKILL", "SIGTERM"] as const) {
      tell(await storm(rig, integrationId, reference, signal));
      // By the workers that live: this process would take it from them, or they from it.
      await rig.ended(await rig.approve((await rig.plan(integrationId, "remove")).planId));
    }
  },
  lost: lostAnswers,
  denied: refusals,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    blueprint: { type: "string" },
    every: { type: "string", default: "1" },
    json: { type: "boolean" },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(scenarios);
const kind = values.blueprint ?? listBlueprints()[0]?.kind ?? "";
const every = Number(values.every);
const isWrong =
  findBlueprint(kind) === undefined || !(every >= 1) || names.some((name) => !Object.hasOwn(scenarios, name));

if (isWrong) {
  process.stderr.write("Unknown scenario, blueprint, or number. See npm run torture -- --help.\n");
  process.exitCode = 2;
} else {
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome) => {
    outcomes.push(outcome);
    const { what, purpose, happened, wrong, milliseconds } = outcome;
    const sign = wrong.length > 0 ? "✗" : happened ? "✓" : "–";
    process.stderr.write(`${sign} ${purpose}: ${what} (${Math.round(milliseconds)} ms)\n`);
    for (const each of wrong) process.stderr.write(`    ${each}\n`);
  };
  for (const name of names) {
    // Each on an account of its own: what one leaves behind is none of the next one's.
    const rig = await seedFaultedInstallation();
    try {
      const integrationId = await rig.installation.createIntegration({ kind });
      const reference = await takeReference(rig, integrationId);
      await scenarios[name]?.(rig, integrationId, reference, Math.trunc(every), tell);
    } finally {
      await rig.stop();
    }
  }
  const tried = outcomes.filter(({ happened }) => happened);
  const wrong = tried.filter((each) => each.wrong.length > 0);
  process.stderr.write(
    `\n${tried.length - wrong.length} of ${tried.length} passed, ${outcomes.length - tried.length} never occurred\n`,
  );
  if (values.json === true) {
    const rows = wrong.map(({ what, purpose, wrong: faults }) => ({ what, purpose, faults }));
    process.stdout.write(
      `${JSON.stringify({ tried: tried.length, right: tried.length - wrong.length, wrong: rows })}\n`,
    );
  }
  process.exit(wrong.length > 0 || tried.length === 0 ? 1 : 0);
}
