import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { checkFlow } from "@/lib/flows/check/check-flow";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import { parseFlowBytes } from "@/lib/flows/language/parse-flow-file";
import { type FlowKind, flowKindOf, flowKinds } from "@/lib/flows/language/rules/flow-kind";

const usage = "No file was given. See npm run flows:check -- --help.";

interface Report {
  file: string;
  ok: boolean;
  findings: { severity: FlowFinding["severity"]; code: string; blockId: string | null; sentence: string }[];
}

async function checkFile(file: string, kind: FlowKind | undefined): Promise<Report> {
  // npm runs this in the project: the paths are meant from where the person is.
  const read = await readFile(path.resolve(process.env.INIT_CWD ?? ".", file)).then(
    parseFlowBytes,
    (error: NodeJS.ErrnoException) => ({
      ok: false as const,
      problem: {
        code: "file-not-readable",
        sentence: `The file can't be read: ${error.code ?? "unknown reason"}.`,
      },
    }),
  );
  const found: Pick<FlowFinding, "severity" | "code" | "blockId" | "sentence">[] = read.ok
    ? checkFlow(read.value, { kind: kind ?? undefined })
    : [{ ...read.problem, severity: "bad" }];
  const findings = found.map(({ severity, code, blockId, sentence }) => ({
    severity,
    code,
    blockId: blockId ?? null,
    sentence,
  }));
  return { file, ok: findings.every(({ severity }) => severity !== "bad"), findings };
}

function inWords({ file, findings }: Report): string {
  if (findings.length === 0) return `✓ ${file}\n`;
  const rows = findings.map(({ severity, sentence }) => `  ${severity === "bad" ? "✗" : "!"} ${sentence}`);
  return `${findings.some(({ severity }) => severity === "bad") ? "✗" : "!"} ${file}\n${rows.join("\n")}\n`;
}

function readCommand(): { files: string[]; kind: FlowKind | undefined; isJson: boolean } | string {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { type: { type: "string" }, json: { type: "boolean" } },
    });
    const kind = flowKindOf(values.type);
    if (values.type !== undefined && kind === undefined) {
      return `Unknown flow type "${values.type}". Types: ${flowKinds.join(", ")}.`;
    }
    if (positionals.length === 0) return usage;
    return { files: positionals, kind, isJson: values.json === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const command = readCommand();
if (typeof command === "string") {
  process.stderr.write(`${command}\n`);
  process.exitCode = 2;
} else {
  const reports: Report[] = [];
  for (const file of command.files) reports.push(await checkFile(file, command.kind));
  for (const report of reports) {
    process.stdout.write(command.isJson ? `${JSON.stringify(report)}\n` : inWords(report));
  }
  process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;
}
