/** Whether an IPv4 address lies in one of the ranges ("3.80.16.0/23", or a plain address). */
export function inRanges(address: string, ranges: readonly string[]): boolean {
  const wanted = toNumber(address);
  if (wanted === undefined) return false;
  return ranges.some((range) => {
    const [base = "", bits = "32"] = range.trim().split("/");
    const first = toNumber(base);
    const length = /^\d{1,2}$/.test(bits) ? Number(bits) : 99;
    if (first === undefined || length > 32) return false;
    const size = 2 ** (32 - length);
    return Math.floor(first / size) === Math.floor(wanted / size);
  });
}

function toNumber(address: string): number | undefined {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
