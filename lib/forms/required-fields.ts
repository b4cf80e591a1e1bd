import type { z } from "zod";
import { checkInput } from "@/lib/kernel/field-faults";
import type { SettingsField, SettingsGroup } from "./settings-field";
import { type Settings, writePath } from "./settings-paths";

/** Paths of the fields that can't be left blank with these settings, by the settings' own rules. */
export function requiredFields(
  schema: z.ZodType,
  groups: readonly SettingsGroup[],
  settings: Settings,
): string[] {
  return groups
    .flatMap(({ fields }) => fields)
    .filter((field) => isRequired(schema, field, settings))
    .map(({ path }) => path);
}

function isRequired(
  schema: z.ZodType,
  { path, input, onlyWith }: SettingsField,
  settings: Settings,
): boolean {
  // These always have a value: there is no blank to warn of.
  if (input.kind === "switch" || input.kind === "choice") return false;
  // While it is shown, whether or not it is now.
  const shown = onlyWith === undefined ? settings : writePath(settings, onlyWith.path, onlyWith.values[0]);
  const checked = checkInput(schema, writePath(shown, path, blankOf(input)));
  return (
    !checked.ok && Object.keys(checked.fields).some((each) => each === path || each.startsWith(`${path}.`))
  );
}

/** What the form sends of a field that was left blank. */
function blankOf({ kind }: SettingsField["input"]): unknown {
  switch (kind) {
    case "entry":
      return { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false };
    case "choices":
    case "security-profiles":
    case "rows":
      return [];
    case "hours-of-operation":
    case "flow":
    case "claimed-number":
    case "lines":
      return undefined;
    default:
      return "";
  }
}
