const secondsBetweenLooks = 1;

/**
 * Resolves when a person or the system wants us to end: Ctrl-C, a signal, the terminal gone, or npm, which started us,
 * killed. A second Ctrl-C ends at once; what is left then is the reaper's.
 *
 * @returns {AbortSignal}
 */
export function stopSignal() {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => {
      if (controller.signal.aborted && name === "SIGINT") process.exit(130);
      controller.abort();
    });
  }
  // Whoever started us as a part of something greater, and is gone.
  if (process.send) process.on("disconnect", () => controller.abort());
  if (process.env.npm_lifecycle_event && process.platform !== "win32") {
    const npm = process.ppid;
    setInterval(() => {
      if (process.ppid !== npm) controller.abort();
    }, secondsBetweenLooks * 1000).unref();
  }
  return controller.signal;
}

/** @param {AbortSignal} signal @returns {Promise<void>} */
export function untilStopped(signal) {
  return new Promise((resolve) => {
    // Keeps the process alive while all it does is to wait.
    const hold = setInterval(() => undefined, 60_000);
    const settle = () => {
      clearInterval(hold);
      resolve();
    };
    if (signal.aborted) settle();
    else signal.addEventListener("abort", settle, { once: true });
  });
}
