/** Addresses of Kore's Voice Gateway that its guide lists instead of names. */
const koreAddresses: ReadonlySet<string> = new Set([
  ...["3.224.189.218", "35.174.41.205", "54.67.69.12", "54.177.21.117", "54.153.137.7", "13.237.170.233"],
  ...["20.244.87.83", "20.197.5.84", "18.133.179.73", "13.43.133.73", "3.70.125.14", "18.158.223.171"],
  ...["35.76.183.247", "54.248.11.38", "40.172.158.151", "40.172.133.71", "52.220.160.153", "18.136.127.58"],
  ...["20.236.241.21", "20.37.130.192"],
]);

/** Whether this host and port is one where the simulated Kore listens: 5060 plain, 5061 for TLS. */
export function isVoiceGateway(host: string, port: number, encrypted: boolean): boolean {
  const known = host.toLowerCase().endsWith(".kore.ai") || koreAddresses.has(host);
  return known && port === (encrypted ? 5061 : 5060);
}
