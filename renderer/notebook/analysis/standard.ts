/** What every cell finds without import, besides the names that Subband itself adds to the library. */
export const standardNames: ReadonlySet<string> = new Set(
  `display view invalidation visibility width now dark Generators Mutable FileAttachment Inputs Plot d3 htl html svg md
  tex`.split(/\s+/)
);
