/** Whether an element is shown dark, by its `color-scheme` and what the system prefers. */
export function isDark(element: Element): boolean {
  const schemes = getComputedStyle(element).colorScheme.split(/\s+/);
  return schemes.includes("dark") && (!schemes.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
}
