import { ToldError } from "./told-error.mjs";

/**
 * The oldest version of each line that works. Lines between them are left out: they are past their end, and the packages
 * that Patchbay is built from leave them out too (`require` of an ES module came with 20.19 and 22.12).
 */
const lines = [
  { major: 20, minor: 19 },
  { major: 22, minor: 12 },
];
const everythingFrom = 24;

/** As npm's `engines` writes it; package.json says the same. */
export const nodeRange = [
  ...lines.map(({ major, minor }) => `^${major}.${minor}.0`),
  `>=${everythingFrom}.0.0`,
].join(" || ");

/** For people. */
export const nodeVersions = `20.19+, 22.12+, or ${everythingFrom}+`;

/** @param {string} version "20.19.1" @returns {string | undefined} why it is refused */
export function refusalOfNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major >= everythingFrom) return undefined;
  if (lines.some((line) => line.major === major && minor >= line.minor)) return undefined;
  return `Patchbay doesn't run on Node ${version}. Install Node ${nodeVersions} (${everythingFrom} is recommended).`;
}

/** @param {string} version @returns {string | undefined} what is worth knowing about one that works */
export function adviceOnNode(version) {
  if (!version.startsWith("20.")) return undefined;
  return `Node ${version} works, but the AWS SDK ends support for Node 20 in January 2027: Node ${everythingFrom} is recommended.`;
}

const quiet = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
/** Also by whoever started this process. */
let isAdvised = process.env[quiet] === "true";

/**
 * Knows only Node's built-ins, because it runs before anything is installed. What the AWS SDK says about Node 20 at the
 * start of each process is said once, here.
 *
 * @param {(sentence: string) => void} [say] without it, nothing is said yet
 */
export function checkNode(say) {
  const refusal = refusalOfNode(process.versions.node);
  if (refusal) throw new ToldError(refusal);
  const advice = adviceOnNode(process.versions.node);
  if (advice && say && !isAdvised) {
    say(advice);
    isAdvised = true;
  }
  process.env[quiet] = "true";
}
