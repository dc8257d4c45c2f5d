const granted = {
  shell: ["clipboard-sanitized-write", "notifications", "fullscreen"],
  notebook: ["fullscreen"]
} as const;

/** Whether the page of `origin` (an origin or any of its addresses) may use `permission`. All else is denied. */
export function mayUse(permission: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const {protocol, hostname} = new URL(origin);
  if (protocol !== "app:") return false;
  const host = hostname.toLowerCase();
  const allowed: readonly string[] =
    host === "ui" ? granted.shell : /^nb-[a-z2-7]{26}$/.test(host) ? granted.notebook : [];
  return allowed.includes(permission);
}
