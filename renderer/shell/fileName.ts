/**
 * A name that is safe to save under, from a name that a notebook chose: no folders, no control or direction-changing
 * characters, none that Windows refuses, no leading dot, at most 120 characters. Endings that a system would run by a
 * double click get `.txt` behind them.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).pop() ?? "";
  const cleaned = last
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/g, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const short = cleaned.length > 120 ? cleaned.slice(0, 60) + "…" + cleaned.slice(-59) : cleaned;
  if (short === "" || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short)) return `file-${short || "unnamed"}`;
  return /\.(exe|com|bat|cmd|msi|scr|pif|lnk|url|desktop|sh|command|app|jar|js|vbs|ps1|hta|reg|inf)$/i.test(short)
    ? `${short}.txt`
    : short;
}

/**
 * The path in the workspace that a person typed: `/` between segments, `.html` added where there is no ending; or what is
 * wrong with it.
 */
export function typedPath(typed: string, ending = ".html"): {path: string} | {fault: string} {
  const segments = typed
    .trim()
    .split("/")
    .map((segment) => segment.trim());
  if (typed.trim() === "") return {fault: "a name is needed"};
  for (const segment of segments) {
    if (segment === "" || segment === "." || segment === "..") return {fault: `"${typed.trim()}" has an empty part`};
    const bad = /[\u0000-\u001f\\:<>"|?*]/.exec(segment);
    if (bad) return {fault: `a name must not contain ${bad[0] < " " ? "control characters" : bad[0]}`};
    if (segment.startsWith(".")) return {fault: `a name must not begin with a dot: ${segment}`};
  }
  const path = segments.join("/");
  return {path: path.toLowerCase().endsWith(ending) ? path : path + ending};
}
