import { headers } from "next/headers";
import { config } from "@/lib/kernel/config";

/** For a message, which is read elsewhere. Without a public URL, the console is where the reader's browser found it. */
export async function addressOf(path: string): Promise<string> {
  const { publicUrl } = config();
  if (publicUrl) return new URL(path, publicUrl).toString();
  const host = (await headers()).get("host");
  return host ? `http://${host}${path}` : path;
}
