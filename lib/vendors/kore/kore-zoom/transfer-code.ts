import { type GivenScript, markerLine } from "../proof/script-marker";
import { contextPath, type KoreZoomSettings } from "./settings";

const name = "zoom-transfer";
/** Raise it with every change of the text: what people pasted before is then known as an earlier version. */
const transferCodeVersion = 1;

/**
 * Code for a Message node's channel override for voice, where alone `voiceUtils` works. By BYE, Kore hangs up and Zoom's flow
 * goes on; by REFER, Kore sends the call to a number or SIP URI. Values stand in it as JSON, so that none is code, and what
 * the conversation holds is read at run time. Old JavaScript on purpose: it is not known how new a language Kore takes.
 */
export function transferCode({ transfer }: KoreZoomSettings): GivenScript {
  const { method, target, message, headers } = transfer;
  const given = headers.map((header) => {
    const path = contextPath(header.value);
    return path === undefined ? { name: header.name, text: header.value } : { name: header.name, path };
  });
  const call =
    method === "refer"
      ? `voiceUtils.refer(message, ${literal(target)}, headers, true)`
      : "voiceUtils.hangup(message, headers, true)";
  const text = `${markerLine(name, transferCodeVersion)}
(function () {
  var message = ${literal(message)};
  var given = ${literal(given)};

  function valueOf(header) {
    if (!header.path) return header.text;
    var found = context;
    for (var i = 0; i < header.path.length && found !== undefined && found !== null; i += 1) {
      found = found[header.path[i]];
    }
    return found;
  }

  var headers = ${method === "refer" ? "{}" : `{ "kore-reason": "TransferToAgent" }`};
  for (var j = 0; j < given.length; j += 1) {
    try {
      var value = valueOf(given[j]);
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
        headers[given[j].name] = String(value).replace(/[^\\x20-\\x7e]/g, " ").slice(0, 200);
      }
    } catch (problem) {
      koreDebugger.log("A header was left out: " + given[j].name);
    }
  }
  print(${call});
})();
`;
  return { name, version: transferCodeVersion, text };
}

/** JSON that is JavaScript too, and ends no script element on a page. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
