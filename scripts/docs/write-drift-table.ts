import { writeFileSync } from "node:fs";
import { formatDriftTable } from "@/lib/engine/format-drift-table";
import { listResourceTypes } from "@/lib/vendors/resource-types";

writeFileSync(new URL("../../docs/drift.md", import.meta.url), formatDriftTable(listResourceTypes()));
