import { placeholderStart } from "@/lib/blueprints/shared/hook-parts";
import { type GivenScript, markerLine } from "../proof/script-marker";
import { sessionVariable, variableGroup } from "./names";

const name = "zoom-link";
/** Raise it with every change of the text. */
const eventScriptVersion = 1;

/** What stands in the script until somebody puts the token there. The endpoint knows it, and so does the script. */
export const tokenPlaceholder = `${placeholderStart}THE_TOKEN_HERE`;

/**
 * For the Start widget of the flow in Zoom, at two of its events: it tells the console which Kore session belongs to an
 * engagement. `url`: where the console takes it. Zoom's names are read in both ways that are in use: whole, and as JSON.
 */
export function eventScript(url: string): GivenScript {
  const text = `${markerLine(name, eventScriptVersion)}
async function main() {
  var url = ${JSON.stringify(url)};
  var token = ${JSON.stringify(tokenPlaceholder)};

  function read(names) {
    var whole = names.join(".");
    try {
      var all = var_get();
      if (all && typeof all[whole] === "string" && all[whole] !== "") return all[whole];
    } catch (problem) {}
    try {
      var found = var_get(names[0]);
      if (typeof found === "string") found = JSON.parse(found);
      for (var i = 1; i < names.length && found; i += 1) found = found[names[i]];
      return typeof found === "string" ? found : "";
    } catch (problem) {
      return "";
    }
  }

  if (token.indexOf(${JSON.stringify(placeholderStart)}) === 0) {
    log.error("Patchbay: the token is missing in this script.");
    return;
  }
  var engagementId = read(["global_system", "Engagement", "engagementId"]);
  var sessionId = read(["global_custom", ${JSON.stringify(variableGroup)}, ${JSON.stringify(sessionVariable)}]);
  if (!engagementId || !sessionId) {
    log.warn("Patchbay: this engagement has no Kore session.");
    return;
  }
  try {
    await req.post(
      url,
      { engagementId: engagementId, sessionId: sessionId },
      { headers: { Authorization: "Bearer " + token, "Content-Type": "application/json" }, timeout: 5000 }
    );
  } catch (problem) {
    var status = problem && problem.response && problem.response.status;
    log.error("Patchbay: the session was not linked (" + (status || "no answer") + ").");
  }
}
`;
  return { name, version: eventScriptVersion, text };
}
