import { writeFileSync } from "node:fs";
import { resourceTypes } from "@/lib/engine/registry";
import { writeDriftTable } from "@/lib/engine/write-drift-table";

writeFileSync(new URL("../../docs/drift.md", import.meta.url), writeDriftTable(resourceTypes));
