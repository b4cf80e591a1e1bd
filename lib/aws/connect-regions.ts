/** Regions that have Amazon Connect, by AWS's names (administrator guide, "Availability by Region"). */
export const connectRegions: readonly { id: string; name: string }[] = [
  { id: "us-east-1", name: "US East (N. Virginia)" },
  { id: "us-west-2", name: "US West (Oregon)" },
  { id: "ca-central-1", name: "Canada (Central)" },
  { id: "eu-central-1", name: "Europe (Frankfurt)" },
  { id: "eu-west-2", name: "Europe (London)" },
  { id: "af-south-1", name: "Africa (Cape Town)" },
  { id: "ap-northeast-1", name: "Asia Pacific (Tokyo)" },
  { id: "ap-northeast-2", name: "Asia Pacific (Seoul)" },
  { id: "ap-southeast-1", name: "Asia Pacific (Singapore)" },
  { id: "ap-southeast-2", name: "Asia Pacific (Sydney)" },
  { id: "us-gov-west-1", name: "AWS GovCloud (US-West)" },
];
