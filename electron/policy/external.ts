/**
 * The address to hand to the system, or null if it is not to be: web pages over https and letters only, without a name
 * before the host. What comes back is the parsed address, never the text that came in.
 */
export function externalAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const {protocol, href, username, password, hostname} = new URL(url);
  if (username !== "" || password !== "") return null;
  if (protocol === "https:" && hostname !== "") return href;
  // A letter may name its receiver and subject; attachments are not for an address to choose.
  if (protocol === "mailto:" && !/[?&]attach/i.test(href)) return href;
  return null;
}
