/** Runs once in each server process of the console, before its first request; not in the build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [
    { config },
    { refuseOtherMethods },
    { dropOwnHeaders },
    { believeSocketsOnly },
    { believePublicHostOnly },
    { sendSecurityHeaders },
  ] = await Promise.all([
    import("./lib/kernel/config"),
    import("./lib/net/known-methods"),
    import("./lib/net/own-headers"),
    import("./lib/net/socket-address"),
    import("./lib/net/public-host"),
    import("./lib/net/security-headers"),
  ]);
  const { publicUrl, trustsProxy } = config();
  refuseOtherMethods();
  dropOwnHeaders();
  if (!trustsProxy) believeSocketsOnly();
  if (publicUrl) believePublicHostOnly(publicUrl);
  sendSecurityHeaders({ isHttps: publicUrl?.startsWith("https:") === true });
}
