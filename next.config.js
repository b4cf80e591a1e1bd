/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // In development Next would write the actions' arguments to the log: passwords and keys among them.
  logging: { serverFunctions: false },
  // Types are checked by `npm run check` and `npm test`; a start must not wait for them a second time.
  typescript: { ignoreBuildErrors: true },
  // The same sources are the same build, wherever they are built: a browser that goes from one console to another behind a
  // load balancer loads nothing anew. (npm start names it; null lets Next choose.)
  generateBuildId: () => process.env.PATCHBAY_BUILD_ID ?? null,
  // Native code, WebAssembly, and packages that find their own files at run time are not to be bundled.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@prisma/schema-engine-wasm",
    "esbuild",
    "graphile-worker",
    "pg",
    "pino",
  ],
};

export default config;
