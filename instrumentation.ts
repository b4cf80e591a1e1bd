/** Runs once in each server process of the console, before its first request; not in the build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ config }, { believeSocketsOnly }] = await Promise.all([
    import("./lib/config"),
    import("./lib/auth/socket-address"),
  ]);
  if (!config().trustsProxy) believeSocketsOnly();
}
