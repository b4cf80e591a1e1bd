"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { type ImportOutcome, importFlow } from "@/lib/flow-library/import-flow";
import { fetchInstanceResources } from "@/lib/flow-library/instance-resources";
import { referenceKinds } from "@/lib/flows/language/flow-reference";
import { parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import { succeed } from "@/lib/kernel/result";

/** What the instance has of the kinds that a flow points at. */
export const readTargets = defineAction({
  permission: "integration:write",
  readsOnly: true,
  input: z.object({
    connectionId: z.uuid(),
    kinds: z.array(z.enum(referenceKinds)).max(referenceKinds.length),
  }),
  run: ({ tenantId }, { connectionId, kinds }) => fetchInstanceResources(tenantId, connectionId, kinds),
});

const target = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("new"),
    name: z
      .string()
      .trim()
      .min(1, "Enter a name for the flow.")
      .max(127, "The name can have at most 127 characters."),
    flowType: z.string().min(1),
    description: z.string().max(500, "The description can have at most 500 characters."),
  }),
  z.object({ kind: z.literal("existing"), flowId: z.string().min(1).max(500), seenSha256: z.string() }),
]);

/** Saves a flow in the instance, or says which blocks Connect refused: a refusal is an answer, too. */
export const saveFlow = defineAction({
  permission: "integration:deploy",
  input: z.object({
    connectionId: z.uuid(),
    text: z.string().max(1_000_000),
    target,
    as: z.enum(["draft", "published"]),
  }),
  run: async ({ tenantId, actor }, { connectionId, text, target: wanted, as }) => {
    const file = parseFlowFile(text);
    if (!file.ok) return file;
    const outcome: ImportOutcome = await importFlow({
      tenantId,
      connectionId,
      actor,
      file: file.value,
      target: wanted,
      as,
    });
    return succeed(outcome);
  },
});
