/** CloudFormation reads templates from S3 alone, by one of these hosts, over HTTPS, at most 1,024 characters. */
export function isTemplateAddress(text: string): boolean {
  if (text.length > 1024 || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" && /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(hostname);
}
