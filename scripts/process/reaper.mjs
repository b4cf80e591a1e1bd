/**
 * Ends what Patchbay started when Patchbay itself was killed and couldn't do it. It is told of each process group
 * over its channel; when the channel breaks, whatever wasn't revoked is stopped, then killed.
 */

/** @type {Map<number, NodeJS.Signals>} */
const groups = new Map();
const secondsToStop = 5;

process.on("message", (message) => {
  if (typeof message !== "object" || message === null) return;
  if ("add" in message && typeof message.add === "number") {
    const signal = "signal" in message && message.signal === "SIGINT" ? "SIGINT" : "SIGTERM";
    groups.set(message.add, signal);
  }
  if ("remove" in message && typeof message.remove === "number") groups.delete(message.remove);
});

process.on("disconnect", () => {
  for (const [pid, signal] of groups) send(pid, signal);
  const deadline = Date.now() + secondsToStop * 1000;
  const timer = setInterval(() => {
    for (const pid of groups.keys()) if (!send(-pid, 0)) groups.delete(pid);
    if (groups.size > 0 && Date.now() < deadline) return;
    clearInterval(timer);
    for (const pid of groups.keys()) send(-pid, "SIGKILL");
    process.exit(0);
  }, 100);
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} whether there was anybody to get it */
function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
