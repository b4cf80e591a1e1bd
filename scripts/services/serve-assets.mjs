import fs from "node:fs";
import path from "node:path";

const prefix = "/_next/static/";
/** The names carry a hash of what is in the file. */
const cacheControl = "public, max-age=31536000, immutable";

/** @type {Record<string, string>} */
const contentTypes = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * Serves the build's scripts and styles as Brotli, which Next itself can't. Everything else goes on to `handle`: other
 * addresses and methods, parts of files, and browsers that don't take it (over plain HTTP most take gzip only).
 * The files (about half a megabyte) are read once: a build that goes on beside a running console changes no answer.
 *
 * @param {string} buildFolder `.next`, after scripts/setup/compress-assets.mjs
 * @param {(request: Request, response: Response) => void} handle
 * @returns {(request: Request, response: Response) => void}
 */
export function serveAssets(buildFolder, handle) {
  const files = readCompressed(path.join(buildFolder, "static"));
  return (request, response) => {
    const file = files.get(request.url?.split("?", 1)[0] ?? "");
    const { method, headers } = request;
    if (!file || method !== "GET" || headers.range !== undefined || !takesBrotli(headers["accept-encoding"]))
      return handle(request, response);
    response.writeHead(200, {
      "Content-Type": file.contentType,
      "Content-Encoding": "br",
      "Content-Length": file.bytes.length,
      "Cache-Control": cacheControl,
      Vary: "Accept-Encoding",
      "X-Content-Type-Options": "nosniff",
    });
    response.end(file.bytes);
  };
}

/** @param {string} folder */
function readCompressed(folder) {
  /** @type {Map<string, { bytes: Buffer, contentType: string }>} */
  const files = new Map();
  if (!fs.existsSync(folder)) return files;
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const name = entry.split(path.sep).join("/").replace(/\.br$/, "");
    const contentType = contentTypes[path.extname(name)];
    if (!entry.endsWith(".br") || contentType === undefined) continue;
    files.set(prefix + name, { bytes: fs.readFileSync(path.join(folder, entry)), contentType });
  }
  return files;
}

/** @param {string | string[] | undefined} acceptEncoding */
function takesBrotli(acceptEncoding) {
  return `${acceptEncoding ?? ""}`
    .split(",")
    .some((part) => /^\s*br\s*(?:;|$)/i.test(part) && !/;\s*q=0(?:\.0*)?\s*$/i.test(part));
}
